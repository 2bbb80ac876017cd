import re
from contextlib import contextmanager
from unittest.mock import patch

from odoo.sql_db import Cursor
from odoo.tests import HttpCase
from odoo.tools import SQL

from .reply_common import ReplyCommon

PNG = (
    b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x00\x01\x00\x00\x00\x01\x08\x06"
    b"\x00\x00\x00\x1f\x15\xc4\x89\x00\x00\x00\nIDATx\x9cc\x00\x01\x00\x00\x05\x00"
    b"\x01\r\n-\xb4\x00\x00\x00\x00IEND\xaeB`\x82"
)


class WebCommon(ReplyCommon, HttpCase):
    """A company whose pages are open, and a visitor without an account."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        web = cls.env.ref("complaint_management.complaint_channel_web")
        cls.web = web.copy(
            {"company_id": cls.company.id, "user_id": cls.officer.id, "name": "Web"}
        )
        cls.company.write(
            {"complaint_web_open": True, "complaint_web_channel_id": cls.web.id}
        )
        cls.other_company.complaint_web_open = False
        cls.intake = cls.env["complaint.public.intake"]
        cls.home = f"/complaint/{cls.company.id}"

    # ------------------------------------------------------------
    # THE JOBS
    # ------------------------------------------------------------

    def _run_arrivals(self):
        """Run the job that tells of what came in."""
        self.env.flush_all()
        with self.enter_registry_test_mode():
            job = self.env.ref("complaint_management.ir_cron_complaint_arrival")
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()

    def _run_job(self, refuse=()):
        """The jobs that acknowledge and send; the mails that left."""
        self._run_arrivals()
        return super()._run_job(refuse)

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @contextmanager
    def _counting_queries(self):
        """What the server asks the database within; what a test's cursor adds of its
        own is no query of the request."""
        asked, execute = [], Cursor.execute

        def note(cursor, query, *args, **kwargs):
            text = query.code if isinstance(query, SQL) else str(query)
            if not text.startswith(("SAVEPOINT", "RELEASE", "ROLLBACK")):
                asked.append(text[:200])
            return execute(cursor, query, *args, **kwargs)

        with patch.object(Cursor, "execute", note):
            yield asked

    # ------------------------------------------------------------
    # THE VISITOR
    # ------------------------------------------------------------

    def _read_hidden(self, page):
        """What a form sends along: against forgery, and which form it is."""
        return {
            name: re.search(rf'name="{name}"\s+value="([^"]*)"', page)[1]
            for name in ("csrf_token", "form_token")
        }

    def _prepare_form(self, **values):
        page = self.url_open(self.home).text
        return {
            **self._read_hidden(page),
            "what": "The lid of the kettle leaks.",
            "name": "Li Na",
            "email": "li.na@example.com",
            **values,
        }

    def _send_form(self, form, files=(), **options):
        sent = [("files", file) for file in files] or None
        return self.url_open(self.home, data=form, files=sent, **options)

    def _file(self, files=(), **values):
        """File a complaint as a visitor does: the answer, and the case."""
        before = self.env["complaint.case"].search([])
        response = self._send_form(self._prepare_form(**values), files)
        self.env.invalidate_all()
        return response, self.env["complaint.case"].search([]) - before

    def _file_directly(self, nonce="form 1", **values):
        """The case and the token of its link, without a browser."""
        said = {"what": "The lid leaks.", "name": "Li Na", "kind": "complaint"}
        said.update({"email": "li.na@example.com", **values})
        token = self.intake._file(self.company, said, [], nonce)
        return self.env["complaint.link"]._find_case(token), token

    def _open_link(self, token, **options):
        return self.url_open(f"/complaint/track/{token}", **options)

    def _say(self, token, what, files=(), **values):
        """Send one of the forms of the tracking page."""
        hidden = self._read_hidden(self._open_link(token).text)
        sent = [("files", file) for file in files] or None
        response = self.url_open(
            f"/complaint/track/{token}/{what}", data={**hidden, **values}, files=sent
        )
        self.env.invalidate_all()
        return response

    def _bring_on(self, case, state, tell=True):
        """The case goes its ordinary way as far as ``state``."""
        case = case.with_user(self.officer)
        case.category_id = self.quality
        case.action_accept()
        case.action_investigate()
        if state == "investigating":
            return case
        self._propose(case)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        case.action_confirm()
        if tell:
            self._tell(case)
        return case
