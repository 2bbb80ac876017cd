from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestRemedyMoney(SettlementCommon):
    """What is given back in money: a credit note for exactly what was approved."""

    def test_r_s01_refund_is_a_credit_note_on_the_invoice(self):
        invoice = self._invoice()
        remedy = self._decide("refund", amount=100)
        note = self._make(remedy, self.bookkeeper)
        self.assertEqual(note.reversed_entry_id, invoice)
        self.assertEqual((note.move_type, note.state), ("out_refund", "draft"))
        self.assertEqual(note.amount_total, 100)
        self.assertEqual(remedy.state, "started")
        note.action_post()
        self.assertEqual(remedy.state, "done")
        self.assertEqual(remedy.done_by_id, self.bookkeeper)
        self.assertTrue(remedy.case_id.settled_on)

    def test_r_s01_the_amount_is_met_to_the_cent_with_taxes(self):
        self._invoice(tax=13)
        for amount in (100, 99.99, 0.01, 172.5):
            note = self._make(self._decide("refund", amount=amount), self.bookkeeper)
            self.assertLessEqual(note.amount_total, amount)
            self.assertAlmostEqual(note.amount_total, amount, delta=0.011)

    def test_r_s01_a_draft_raised_above_the_approval_is_not_posted(self):
        self._invoice()
        remedy = self._decide("refund", amount=100)
        note = self._make(remedy, self.bookkeeper)
        note.invoice_line_ids.price_unit = 1_700_000
        with self.assertRaisesRegex(UserError, "more than the .*100.00.* approved"):
            note.action_post()
        self.assertEqual(note.state, "draft")

    def test_r_s01_no_other_customer_and_no_other_product(self):
        self._invoice()
        note = self._make(self._decide("refund", amount=100), self.bookkeeper)
        note.partner_id = self.customer
        with self.assertRaisesRegex(UserError, "was approved for Golden House"):
            note.action_post()
        note.partner_id = self.dealer
        note.invoice_line_ids.product_id = self.cup
        note.invoice_line_ids.price_unit = 50
        with self.assertRaisesRegex(UserError, "take the other products off"):
            note.action_post()

    def test_r_s01_one_live_document_a_remedy(self):
        self._invoice()
        remedy = self._decide("refund", amount=100)
        note = self._make(remedy, self.bookkeeper)
        with self.assertRaisesRegex(UserError, "has its document already"):
            self._make(remedy, self.bookkeeper)
        note.unlink()
        self.assertEqual(remedy.state, "approved")
        again = self._make(remedy, self.bookkeeper)
        again.action_post()
        with self.assertRaisesRegex(UserError, "not approved"):
            self._make(remedy, self.bookkeeper)

    def test_r_s01_a_cancelled_draft_is_made_again_a_posted_one_is_open_again(self):
        self._invoice()
        remedy = self._decide("refund", amount=100)
        note = self._make(remedy, self.bookkeeper)
        note.action_post()
        note.sudo().button_draft()
        self.assertEqual(remedy.state, "started")
        self.assertFalse(remedy.case_id.settled_on)
        note.sudo().button_cancel()
        self.assertEqual(remedy.state, "approved")
        self._make(remedy, self.bookkeeper).action_post()
        self.assertEqual(remedy.state, "done")
        with self.assertRaisesRegex(UserError, "carried out by .* instead"):
            note.sudo().button_draft()

    def test_r_s01_an_invoice_is_not_credited_twice(self):
        self._invoice()
        self._make(self._decide("refund", amount=1000), self.bookkeeper).action_post()
        remedy = self._decide("price_reduction", amount=300)
        with self.assertRaisesRegex(UserError, "is credited with .*1,000.00.* already"):
            self._make(remedy, self.bookkeeper)
        self.assertEqual(remedy.state, "approved")

    def test_r_s01_without_an_invoice_it_goes_to_the_account_of_compensations(self):
        remedy = self._decide("compensation", amount=80)
        note = self._make(remedy, self.bookkeeper)
        self.assertFalse(note.reversed_entry_id)
        account = self.company.complaint_account_id
        self.assertEqual(note.invoice_line_ids.account_id, account)
        self.assertEqual(note.amount_total, 80)

    def test_what_is_missing_in_the_books_is_said_before_anything_is_made(self):
        remedy = self._decide("compensation", amount=80)
        self.company.complaint_account_id = False
        with self.assertRaisesRegex(UserError, "no account for compensations"):
            self._make(remedy, self.bookkeeper)
        self.assertEqual(remedy.state, "approved")
        self.assertFalse(remedy.move_ids)

    def test_without_a_sales_journal_nothing_is_made(self):
        remedy = self._decide("compensation", amount=80)
        journals = self.env["account.journal"].search(
            [("type", "=", "sale"), ("company_id", "=", self.company.id)]
        )
        journals.active = False
        with self.assertRaisesRegex(UserError, "no sales journal"):
            self._make(remedy, self.bookkeeper)
        self.assertEqual((remedy.state, len(remedy.move_ids)), ("approved", 0))

    def test_r_s01_another_currency_is_compared_at_the_day_of_the_document(self):
        self._invoice()
        dollar = self.env.ref("base.USD")
        dollar.active = True
        self.env["res.currency.rate"].create(
            {
                "currency_id": dollar.id,
                "company_id": self.company.id,
                "name": "2026-01-01",
                "rate": 0.2,
            }
        )
        note = self._make(self._decide("refund", amount=100), self.bookkeeper)
        note.currency_id = dollar
        note.invoice_line_ids.price_unit = 21
        with self.assertRaisesRegex(UserError, "more than"):
            note.action_post()
        note.invoice_line_ids.price_unit = 20
        note.action_post()
        self.assertEqual(note.state, "posted")

    def test_r_p03_who_invoices_sees_the_remedy_and_not_the_complaint(self):
        self._invoice()
        remedy = self._decide("refund", amount=100).with_user(self.bookkeeper)
        self.assertEqual(remedy.amount, 100)
        self.assertFalse(remedy.case_id.has_access("read"))
        goods = self._decide("return").with_user(self.bookkeeper)
        self.assertFalse(goods.has_access("read"))

    def test_who_may_not_invoice_makes_no_credit_note(self):
        self._invoice()
        remedy = self._decide("refund", amount=100)
        with self.assertRaises(AccessError):
            self._make(remedy, self.officer)
        self.assertEqual(remedy.state, "approved")

    def test_r_s01_nobody_says_by_hand_what_a_document_carries_out(self):
        self._invoice()
        remedy = self._decide("refund", amount=100)
        moves = self.env["account.move"]
        with self.assertRaisesRegex(UserError, "made from the remedy"):
            moves.create({"move_type": "out_refund", "complaint_remedy_id": remedy.id})
        sneaky = moves.with_context(default_complaint_remedy_id=remedy.id)
        note = sneaky.create({"move_type": "out_refund"})
        self.assertFalse(note.complaint_remedy_id)
        with self.assertRaisesRegex(UserError, "made from the remedy"):
            note.complaint_remedy_id = remedy

    def test_a_decision_is_not_withdrawn_over_a_draft(self):
        self._invoice()
        remedy = self._decide("refund", amount=100)
        note = self._make(remedy, self.bookkeeper)
        case = remedy.case_id.with_user(self.executive)
        with self.assertRaisesRegex(UserError, "document that is not finished"):
            case.action_submit("Too much.")
        note.unlink()
        case.action_submit("Too much.")
        self.assertEqual(remedy.state, "proposed")
