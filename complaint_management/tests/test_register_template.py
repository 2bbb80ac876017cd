import base64
import io

import openpyxl
from odoo.tests import HttpCase, new_test_user, tagged
from odoo.tools import mute_logger

from ..tools.register_cells import COLUMNS

URL = "/complaint/register_template"
LABELS = {"title": "标题", "received_on": "收到时间", "channel_id": "渠道"}


@tagged("post_install", "-at_install")
class TestRegisterTemplate(HttpCase):
    """The template as it is downloaded, filled in and brought back."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.admin = cls._create_user("template_admin", "admin")
        cls._create_user("template_officer", "officer")

    @classmethod
    def _create_user(cls, login, role):
        group = f"complaint_management.group_complaint_{role}"
        return new_test_user(cls.env, login=login, password=login, groups=group)

    def _download(self, login="template_admin"):
        self.authenticate(login, login)
        return self.url_open(URL)

    def _fill_in(self, template, **cells):
        """The template with its example line replaced by ``cells``."""
        book = openpyxl.load_workbook(io.BytesIO(template))
        for position, column in enumerate(COLUMNS, start=1):
            book.worksheets[0].cell(2, position).value = cells.get(column.name)
        stream = io.BytesIO()
        book.save(stream)
        return stream.getvalue()

    def _import(self, data):
        record = (
            self.env["complaint.register.import"]
            .with_user(self.admin)
            .create({"name": "register.xlsx", "data": base64.b64encode(data)})
        )
        record.action_import()
        return record

    def _speak_chinese(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.admin.lang = "zh_CN"
        for name, label in LABELS.items():
            field = self.env["ir.model.fields"]._get("complaint.case", name)
            field.with_context(lang="zh_CN").field_description = label
        hotline = self.env.ref("complaint_management.complaint_channel_hotline")
        hotline.with_context(lang="zh_CN").name = "热线"

    def test_administrator_gets_a_workbook(self):
        response = self._download()
        self.assertEqual(response.status_code, 200)
        self.assertIn("spreadsheetml", response.headers["Content-Type"])
        self.assertIn(".xlsx", response.headers["Content-Disposition"])
        sheet = openpyxl.load_workbook(io.BytesIO(response.content)).worksheets[0]
        headings = [cell.value for cell in sheet[1]]
        self.assertEqual(len(headings), len(COLUMNS))
        self.assertIn("Received", headings)

    def test_choices_are_those_of_the_database(self):
        book = openpyxl.load_workbook(io.BytesIO(self._download().content))
        values = {
            heading.value: [cell.value for cell in cells if cell.value]
            for heading, *cells in book.worksheets[1].columns
            if heading.value
        }
        self.assertIn("Hotline", values["Channel"])
        self.assertIn("Quality / Use", values["Category"])
        self.assertIn("template_officer", values["Handled by"])
        self.assertIn("Closed", values["Status"])
        self.assertEqual(
            len(book.worksheets[0].data_validations.dataValidation), len(values)
        )

    def test_category_that_looks_like_a_formula_stays_text(self):
        self.env["complaint.category"].create({"name": "=1+1", "nature": "quality"})
        book = openpyxl.load_workbook(io.BytesIO(self._download().content))
        cells = [cell for row in book.worksheets[1].rows for cell in row]
        [found] = [cell for cell in cells if cell.value == "=1+1"]
        self.assertEqual(found.data_type, "s")

    def test_filled_in_template_comes_back_as_a_case(self):
        data = self._fill_in(
            self._download().content,
            received_on="2024-03-05 09:30",
            channel="Hotline",
            category="Quality / Use",
            title="Kettle leaks",
            state="Closed",
        )
        record = self._import(data)
        self.assertEqual(record.state, "done", record.report)
        case = self.env["complaint.case"].search([("import_id", "=", record.id)])
        self.assertEqual(case.title, "Kettle leaks")
        self.assertEqual(case.channel_id.name, "Hotline")
        self.assertEqual(case.category_id.display_name, "Quality / Use")

    def test_example_line_is_a_right_one(self):
        record = self._import(self._download().content)
        self.assertEqual(record.state, "done", record.report)

    def test_template_in_the_users_language_comes_back(self):
        self._speak_chinese()
        template = self._download().content
        sheet = openpyxl.load_workbook(io.BytesIO(template)).worksheets[0]
        headings = {cell.value for cell in sheet[1]}
        self.assertLessEqual(set(LABELS.values()), headings)
        data = self._fill_in(
            template, received_on="2024年3月5日", channel="热线", title="水壶漏水"
        )
        record = self._import(data)
        self.assertEqual(record.state, "done", record.report)

    def test_sheets_are_named_in_the_users_language(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        self.admin.lang = "zh_CN"
        template = self._download().content
        book = openpyxl.load_workbook(io.BytesIO(template))
        self.assertEqual(book.sheetnames, ["投诉登记台账", "可选值"])
        [category] = [
            choices.formula1
            for choices in book.worksheets[0].data_validations.dataValidation
            if "G" in choices.formula1
        ]
        self.assertIn("可选值", category)

    @mute_logger("odoo.http")
    def test_template_is_for_administrators(self):
        self.assertEqual(self._download("template_officer").status_code, 403)

    def test_stranger_is_sent_to_the_login(self):
        response = self.url_open(URL)
        self.assertIn("/web/login", response.url)
