from odoo.exceptions import ValidationError
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestRemedyBySystem(SettlementCommon):
    """R-S01: a policy may have the system draw up the documents, in somebody's name."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.policy = cls.env["complaint.policy"].create(
            {
                "name": "Ours",
                "company_id": cls.company.id,
                "valid_from": "2020-01-01",
                "documents_by_system": True,
                "documents_user_id": cls.bookkeeper.id,
            }
        )

    def _propose_and_approve(self, kind, **values):
        """A remedy as it stands right after its approval."""
        case = self._complain(
            product_id=self.plate.id,
            sale_line_id=self.order.order_line[:1].id,
            lot_id=self.lot_a.id,
            lot_name=self.lot_a.name,
            defective_qty=20,
            user=self.officer,
        ).case_id
        case.action_accept()
        remedy = self._propose(case, kind, line_id=case.line_ids.id, **values)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        return remedy

    def test_r_s01_the_draft_is_there_with_the_approval_in_his_name(self):
        invoice = self._invoice()
        remedy = self._propose_and_approve("refund", amount=150)
        self.assertEqual(remedy.state, "started")
        note = remedy.sudo().move_ids
        self.assertEqual((note.state, note.create_uid), ("draft", self.bookkeeper))
        self.assertEqual(note.reversed_entry_id, invoice)
        note.with_user(self.bookkeeper).action_post()
        self.assertEqual(remedy.state, "done")

    def test_r_s01_what_cannot_be_made_is_asked_of_him_and_blocks_nothing(self):
        """He has no right in the stock: the return is for the storeman."""
        remedy = self._propose_and_approve("return")
        self.assertCaseState(remedy.case_id, "approved")
        self.assertEqual(remedy.state, "approved")
        self.assertFalse(remedy.sudo().picking_ids)
        self.assertTrue(remedy.document_error)
        self.assertEqual(remedy.activity_ids.user_id, self.bookkeeper)
        back = self._make(remedy, self.storeman)
        self.assertTrue(back)
        self.assertFalse(remedy.document_error)
        self.assertFalse(remedy.activity_ids)

    def test_r_s01_without_account_or_invoice_the_reason_is_kept(self):
        self.company.complaint_account_id = False
        remedy = self._propose_and_approve("compensation", amount=20)
        self.assertCaseState(remedy.case_id, "approved")
        self.assertIn("has no account for compensations", remedy.document_error)
        self.assertIn("has no account", remedy.activity_ids.note)

    def test_r_s01_what_needs_no_document_waits_for_a_person(self):
        remedy = self._propose_and_approve("apology_spoken")
        self.assertEqual(remedy.state, "approved")
        self.assertFalse(remedy.document_error)

    def test_r_s01_somebody_of_the_company_is_named(self):
        for user in (self.env["res.users"], self.stranger):
            with self.assertRaises(ValidationError):
                self.policy.documents_user_id = user
        self.assertIn("in the name of Bookkeeper", self.policy.words)
