from base64 import b64encode

from odoo.exceptions import UserError
from odoo.tests import tagged

from .reply_common import ReplyCommon


@tagged("post_install", "-at_install")
class TestMaterial(ReplyCommon):
    """R-K09: what the customer is given goes with the mail, and is kept."""

    def _file(self, **values):
        return (
            self.env["complaint.evidence"]
            .with_user(self.officer)
            .create(
                {
                    "case_id": self.case.id,
                    "name": "Care of cast iron",
                    "kind": "material",
                    "source": "staff",
                    "file_name": "care.txt",
                    "file": b64encode(b"Dry it well."),
                    **values,
                }
            )
        )

    def test_r_k09_material_goes_with_the_mail_and_is_kept(self):
        """Attached to the mail that gives it; nobody takes it off the case then."""
        material = self._file()
        self._send("answer", text="See the leaflet.", material_ids=material.ids)
        [mail] = self._run_job()
        files = [part for part in mail.walk() if part.get_filename() == "care.txt"]
        self.assertEqual(files[0].get_content().strip(), "Dry it well.")
        with self.assertRaisesRegex(UserError, "stays on file"):
            material.unlink()

    def test_r_k09_no_other_file_goes_with_a_mail(self):
        """R-A06: what is not marked as material, or is another case's, stays."""
        for file in (
            self._file(kind="document"),
            self._file(case_id=self._register().id),
        ):
            reply = self._write("answer", text="See.", material_ids=file.ids)
            with self.assertRaisesRegex(UserError, "No material for the customer"):
                reply.action_send()
        reply = self._write("answer", text="See.", material_ids=self._file().ids)
        reply.action_send()
        with self.assertRaisesRegex(UserError, "stays as it is"):
            reply.material_ids = False

    def test_r_k09_material_without_a_file_goes_by_letter_only(self):
        thing = self._file(file=False, file_name=False, description="Leaflet.")
        reply = self._write("answer", text="See.", material_ids=thing.ids)
        with self.assertRaisesRegex(UserError, "no file to attach"):
            reply.action_send()
        reply.medium = "letter"
        reply.action_print()
        self.assertEqual(reply.state, "printed")
        html, _type = self.env["ir.actions.report"]._render_qweb_html(
            "complaint_management.complaint_reply_letter", reply.ids
        )
        self.assertIn("Care of cast iron", html.decode())
