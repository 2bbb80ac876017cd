import subprocess
from unittest.mock import patch

from odoo.addons.complaint_management.tests.approval_common import ApprovalCommon
from odoo.tests import tagged
from odoo.tools.misc import find_in_path

from ..tools import forms
from .forms_common import FormsCommon

FORMS = {
    "case_registration": "客户投诉登记表",
    "case_handling": "顾客投诉处理表",
}


@tagged("post_install", "-at_install")
class TestPaperPdf(FormsCommon, ApprovalCommon):
    """R-F01: what comes out of the printer."""

    def test_r_f01_header_is_on_the_paper_with_and_without_patched_qt(self):
        reports = self.env["ir.actions.report"]
        for form in FORMS:
            html = self._print(form, self.case)
            report = reports._get_report(f"complaint_reports.{form}")
            for patched in (True, False):
                with (
                    self.subTest(form=form, patched=patched),
                    patch.object(
                        type(reports),
                        "_has_patched_wkhtmltopdf",
                        lambda _report, p=patched: p,
                    ),
                ):
                    [body], ids, header, footer, arguments = report._prepare_html(
                        html, report.model
                    )
                    self.assertEqual(ids, self.case.ids)
                    marking = "no copy leaves the company"
                    self.assertEqual(marking in body, not patched)
                    self.assertEqual(marking in header, patched)
                    self.assertEqual("Printed on" in body, not patched)
                    # nobody fills them in where there is no footer
                    self.assertEqual('class="topage"' in footer, patched)
                    self.assertNotIn('class="topage"', body)
                    self.assertEqual(bool(arguments), not patched)

    def test_r_f01_heads_of_long_tables_stand_on_each_page(self):
        """With patched Qt a long table is one, whose heads are repeated; without, its
        rows are tables of their own, so that none is cut in two."""
        rows = [[f"Plate {number}", "A chip. " * 20] for number in range(30)]
        block = forms.table("Products", [("What", 40), ("Why", 60)], rows)
        for repeats, tables in ((True, 1), (False, 30)):
            values = {"block": block, "form": {"repeats_heads": repeats}}
            page = self.env["ir.qweb"]._render(
                "complaint_reports.complaint_form_table", values
            )
            self.assertEqual(page.count("<table"), tables)
            self.assertEqual(page.count("<thead"), 1)
            self.assertIn("Plate 29", page)

    def test_r_f01_forms_are_a4(self):
        for form in FORMS:
            report = self.env["ir.actions.report"]._get_report(
                f"complaint_reports.{form}"
            )
            self.assertEqual(report.get_paperformat().format, "A4")

    def test_r_f01_the_pdf_can_be_read_in_both_languages(self):
        self._speak_chinese()
        for form, title in FORMS.items():
            for lang, words in (("en_US", self.case.number), ("zh_CN", title)):
                with self.subTest(form=form, lang=lang):
                    text = self._read_pdf(form, lang)
                    self.assertIn(words, "".join(text.split()))

    def _read_pdf(self, form, lang):
        reports = self.env["ir.actions.report"].with_user(self.officer)
        reports = reports.with_context(lang=lang, force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(
            f"complaint_reports.{form}", self.case.ids
        )
        self.assertEqual(kind, "pdf")
        done = subprocess.run(
            [find_in_path("pdftotext"), "-", "-"],
            input=content,
            capture_output=True,
            check=True,
        )
        return done.stdout.decode()
