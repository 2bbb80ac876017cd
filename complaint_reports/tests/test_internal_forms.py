import base64

from odoo.exceptions import UserError
from odoo.tests import tagged

from ..tools.marking import is_marked, mark
from .case_forms_common import CaseFormsCommon

PDF = b"%PDF-1.4\n1 0 obj\n%%EOF\n"


@tagged("post_install", "-at_install")
class TestInternalForms(CaseFormsCommon):
    """R-A06: no copy of an internal form to the customer, by no way."""

    def _print_pdf(self, form):
        reports = self.env["ir.actions.report"].with_user(self.officer)
        reports = reports.with_context(force_report_rendering=True)
        content, kind = reports._render_qweb_pdf(
            f"complaint_reports.{form}", self.case.ids
        )
        self.assertEqual(kind, "pdf")
        return content

    def _upload(self, content):
        """As who had it on his disk: a file of nothing."""
        files = self.env["ir.attachment"].with_user(self.officer)
        return files.create({"name": "form.pdf", "raw": content})

    def test_r_a06_a_printed_form_is_known_again(self):
        self.assertTrue(is_marked(self._print_pdf("case_handling")))
        self.assertEqual(mark(mark(PDF)), mark(PDF))
        self.assertFalse(is_marked(PDF) or is_marked(b""))

    def test_r_a06_a_saved_form_leaves_with_no_mail(self):
        file = self._upload(self._print_pdf("case_handling"))
        with self.assertRaisesRegex(UserError, "“form.pdf” is an internal form"):
            self.customer.message_post(body="See there.", attachment_ids=file.ids)
        with self.assertRaisesRegex(UserError, "internal form"):
            self.env["mail.mail"].create(
                {
                    "email_to": "friend@example.com",
                    "attachment_ids": [(4, file.id)],
                }
            )
        self.customer.message_post(body="See.", attachment_ids=self._upload(PDF).ids)

    def test_r_a06_a_colleague_gets_it_on_the_case(self):
        file = self._upload(mark(PDF))
        note = self.case.with_user(self.officer).message_post(
            body="Sign it", attachment_ids=file.ids
        )
        self.assertTrue(note.attachment_ids)

    def test_r_a06_a_form_kept_as_material_goes_with_no_reply(self):
        for content, refused in ((mark(PDF), True), (PDF, False)):
            material = self.env["complaint.evidence"].create(
                {
                    "case_id": self.case.id,
                    "name": "Paper",
                    "kind": "material",
                    "file": base64.b64encode(content),
                    "file_name": "paper.pdf",
                }
            )
            reply = self.env["complaint.reply"].with_user(self.officer)
            reply = reply.create(
                {
                    "case_id": self.case.id,
                    "kind": "acknowledgement",
                    "medium": "mail",
                    "material_ids": [(4, material.id)],
                }
            )
            with self.subTest(refused=refused):
                if refused:
                    with self.assertRaisesRegex(UserError, "Internal forms are not"):
                        reply.action_send()
                else:
                    reply.action_send()

    def test_r_a06_no_form_is_sent_by_a_template_of_something_else(self):
        """Neither those for inside nor the one for the customer: that goes with a
        reply."""
        forms = self.env["ir.actions.report"].search(
            [
                ("report_name", "=like", "complaint_reports.%"),
                (
                    "paperformat_id",
                    "=",
                    self.env.ref("complaint_reports.paperformat_form").id,
                ),
            ]
        )
        self.assertGreaterEqual(len(forms), 9)
        for form in forms:
            with self.subTest(form=form.name):
                with self.assertRaisesRegex(UserError, "a form of a complaint"):
                    self.env["mail.template"].create(
                        {
                            "name": "To customers",
                            "model_id": self.env["ir.model"]._get_id("res.partner"),
                            "report_template_ids": [(4, form.id)],
                        }
                    )
