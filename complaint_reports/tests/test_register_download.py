from datetime import timedelta
from unittest.mock import patch

from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged
from odoo.tools import mute_logger

from ..controllers.complaint_register import XLSX
from . import sheet as sheets
from .common import ReportsCommon

API = "/complaint/register/api"


@tagged("post_install", "-at_install")
class TestRegisterDownload(ReportsCommon, HttpCase):
    """R-F01: the file as it is fetched, by people and by programs."""

    def setUp(self):
        super().setUp()
        self.case = self._register()
        self.theirs = self._register(user=self.stranger)
        for user in (self.officer, self.clerk):
            user.password = user.login
        keys = self.env["res.users.apikeys"].with_user(self.officer)
        self.key = keys._generate("rpc", "ERP", Datetime.now() + timedelta(days=1))

    def _export(self, user):
        exports = self.env["complaint.register.export"].with_user(user)
        return exports.create({"register": "cases"}).action_download()["url"]

    def _call(self, path="cases", key=None, **params):
        headers = {"Authorization": f"Bearer {key or self.key}"}
        with mute_logger("odoo.http"):
            return self.url_open(f"{API}/{path}", headers=headers, params=params)

    def _get_numbers(self, response):
        self.assertEqual(response.status_code, 200, response.text[:200])
        sheet = sheets.read(response.content).worksheets[0]
        _head, _headings, rows = sheets.get_table(sheet, "Number")
        return [row[0] for row in rows[:-1]]

    def test_r_f01_fetched_by_who_asked(self):
        """R-P03: by nobody else, and as a file that no cache keeps."""
        url = self._export(self.officer)
        self.authenticate("officer", "officer")
        response = self.url_open(url)
        self.assertEqual(self._get_numbers(response), [self.case.number])
        self.assertEqual(response.headers["Content-Type"], XLSX)
        self.assertIn("Complaint%20register", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        self.authenticate("clerk", "clerk")
        with mute_logger("odoo.http"):
            self.assertEqual(self.url_open(url).status_code, 404)

    def test_r_f01_by_a_program_with_an_api_key(self):
        """R-P02: with the rights of the key's user."""
        self.assertEqual(self._get_numbers(self._call()), [self.case.number])
        today = Datetime.now().date()
        later = (today + timedelta(days=2)).isoformat()
        self.assertEqual(
            self._get_numbers(self._call(date_to=later, domain='[["id",">",0]]')),
            [self.case.number],
        )
        with self.assertRaises(StopIteration):
            # an empty list has its headings, but no rows and no total
            sheets.get_table(
                sheets.read(self._call(date_from=later).content).worksheets[0],
                self.case.number,
            )

    def test_r_f01_a_wrong_call_says_what_is_wrong(self):
        for path, params, words in (
            ("nothing", {}, "record_forms"),
            ("cases", {"date_from": "1.11.2026"}, "2026-11-30"),
            ("cases", {"domain": "x"}, "conditions"),
        ):
            with self.subTest(path=path, params=params):
                response = self._call(path, **params)
                self.assertEqual(response.status_code, 400)
                self.assertIn(words, response.text)

    def test_r_p03_without_a_key_nothing(self):
        self.assertEqual(self._call(key="wrong").status_code, 401)
        self.authenticate(None, None)
        with mute_logger("odoo.http"):
            response = self.url_open(f"{API}/cases")
        self.assertEqual(response.status_code, 401)

    def test_r_f01_reading_only(self):
        """Fit for a replica: both routes read in a read-only transaction."""
        sheet = "odoo.addons.complaint_reports.models.complaint_register"
        found = []
        write = self.env.registry["complaint.register"]._write_sheet

        def watch(registers, *args):
            found.append(registers.env.cr.readonly)
            return write(registers, *args)

        with patch(f"{sheet}.ComplaintRegister._write_sheet", watch):
            self._call()
            url = self._export(self.officer)
            self.authenticate("officer", "officer")
            self.url_open(url)
        self.assertEqual(found, [True, True])
