from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2.errors import CheckViolation

from .common import ComplaintCommon


@tagged("post_install", "-at_install")
class TestDisposition(ComplaintCommon):
    """The handling form: what it must say, that it is decided through the engine, and
    that nothing of it changes afterwards."""

    def _get_request(self, case):
        return self.env["complaint.approval.request"].search(
            [("case_id", "=", case.id)], limit=1
        )

    # ------------------------------------------------------------
    # BEFORE IT IS PUT UP
    # ------------------------------------------------------------

    def test_r_a02_an_empty_handling_form_is_not_put_up(self):
        case = self._bring_to("investigating")
        with self.assertRaises(UserError) as caught:
            case.action_submit()
        for words in ("is to be told", "whose fault", "Propose a remedy"):
            self.assertIn(words, str(caught.exception))
        self.assertCaseState(case, "investigating")

    def test_r_a01_money_needs_an_amount_and_goods_a_quantity(self):
        case = self._bring_to("investigating")
        self._propose(case, "refund")
        self._propose(case, "replacement")
        with self.assertRaises(UserError) as caught:
            case.action_submit()
        self.assertIn("Refund: say how much", str(caught.exception))
        self.assertIn("Replacement: say of what, and how many", str(caught.exception))

    def test_r_a01_no_more_is_given_than_was_delivered(self):
        product = self.env["product.product"].create({"name": "Plate"})
        line = {"product_id": product.id, "delivered_qty": 5, "defective_qty": 3}
        case = self._register(line_ids=[Command.create(line)])
        case.action_accept()
        remedy = self._propose(case, "replacement", line_id=case.line_ids.id)
        self.assertEqual((remedy.product_id, remedy.quantity), (product, 3))
        remedy.quantity = 6
        with self.assertRaisesRegex(UserError, "only 5 were delivered"):
            case.action_submit()

    def test_r_s01_a_document_needs_somebody_to_be_made_for(self):
        case = self._bring_to("investigating", partner_id=False, partner_name="Li")
        self._propose(case, "refund", amount=10)
        with self.assertRaisesRegex(UserError, "Choose the complainant's contact"):
            case.action_submit()
        case.partner_id = self.customer
        case.action_submit()
        self.assertCaseState(case, "deciding")

    def test_r_a09_the_customer_is_asked_first_where_the_policy_says_so(self):
        case = self._bring_to("investigating")
        case.policy_id.sudo().talks_first = True
        self._propose(case)
        case.talks_result = False
        with self.assertRaisesRegex(UserError, "Talk the remedy over"):
            case.action_submit()
        case.talks_result = "agreed"
        case.talks_note = "He takes new plates."
        case.action_submit()
        self.assertCaseState(case, "deciding")

    def test_a_negative_remedy_is_refused(self):
        case = self._bring_to("investigating")
        remedy = self._propose(case, "refund", amount=10)
        with (
            self.assertRaises(CheckViolation),
            mute_logger("odoo.sql_db"),
            self.cr.savepoint(),
        ):
            remedy.amount = -1
            remedy.flush_recordset()

    def test_a_lot_of_another_product_is_refused(self):
        plate, cup = self.env["product.product"].create(
            [{"name": name, "tracking": "lot"} for name in ("Plate", "Cup")]
        )
        lot = self.env["stock.lot"].create({"name": "L1", "product_id": cup.id})
        case = self._bring_to("investigating")
        with self.assertRaisesRegex(ValidationError, "L1 is of Cup, not of Plate"):
            self._propose(case, "return", product_id=plate.id, lot_id=lot.id)

    # ------------------------------------------------------------
    # DECIDED
    # ------------------------------------------------------------

    def test_r_a03_submitting_asks_along_the_route(self):
        case = self._bring_to("deciding")
        request = self._get_request(case)
        self.assertEqual(request.subject, "disposition")
        self.assertEqual(request.state, "open")
        self.assertEqual(case.request_id, request)

    def test_r_a03_the_last_signature_decides_the_case(self):
        case = self._bring_to("deciding")
        case.with_user(self.executive).action_approve()
        self.assertCaseState(case, "approved")
        self.assertEqual(self._get_request(case).state, "granted")
        self.assertTrue(case.approved_on)

    def test_r_a03_nobody_walks_past_the_engine(self):
        case = self._bring_to("deciding")
        for user in (self.officer, self.executive, self.admin):
            with self.assertRaises(AccessError):
                case.with_user(user)._walk("approved")

    def test_r_a04_what_came_back_is_corrected_and_asked_again(self):
        case = self._bring_to("deciding")
        turn = self._get_request(case).turn_ids.with_user(self.executive)
        turn.action_decide("return", "Too little.", False, turn.snapshot_hash)
        self.assertCaseState(case, "deciding")
        with self.assertRaisesRegex(UserError, "ask for the decision"):
            case.with_user(self.executive).action_approve()
        self._propose(case, "compensation", amount=50)
        case.action_request_decision("With 50 for the trouble.")
        case.with_user(self.executive).action_approve()
        self.assertCaseState(case, "approved")

    def test_r_a05_after_approval_nothing_of_the_form_changes(self):
        case = self._bring_to("investigating")
        remedy = self._propose(case, "refund", amount=100)
        case.action_submit()
        for _stage in ("asked", "approved"):
            other = self.env["res.partner"].create({"name": "A friend"})
            for field, value in {
                "partner_id": other,  # nobody else is given the money
                "outcome": "Twice the money.",
                "cause": "The kiln.",
                "responsible_kind": "nobody",
            }.items():
                with self.assertRaises(UserError):
                    case[field] = value
            with self.assertRaises(UserError):
                remedy.amount = 1000
            with self.assertRaises(UserError):
                remedy.unlink()
            with self.assertRaises(UserError):
                self._propose(case, "compensation", amount=1000)
            if case.state == "deciding":
                case.with_user(self.executive).action_approve()
        self.assertEqual(remedy.amount, 100)

    def test_r_a05_a_withdrawn_decision_opens_the_form_and_keeps_the_signatures(self):
        case = self._bring_to("approved")
        request = self._get_request(case)
        case.with_user(self.executive).action_submit("New facts.")
        self.assertCaseState(case, "deciding")
        self.assertEqual(request.state, "withdrawn")
        self.assertIn("approve", request.signature_ids.mapped("decision"))
        self.assertEqual(case.remedy_ids.state, "proposed")
        case.outcome = "Replaced and refunded."
        case.action_request_decision()
        case.with_user(self.executive).action_approve()
        self.assertCaseState(case, "approved")

    def test_going_back_to_the_facts_takes_the_asking_back(self):
        case = self._bring_to("deciding")
        case.action_investigate("A second pot leaks.")
        self.assertEqual(self._get_request(case).state, "withdrawn")
        case.outcome = "Both replaced."
        case.action_submit()
        self.assertEqual(self._get_request(case).state, "open")

    def test_what_the_customer_withdraws_is_decided_no_more(self):
        case = self._bring_to("deciding")
        case.action_cancel("He kept it.")
        self.assertEqual(self._get_request(case).state, "withdrawn")

    def test_the_cost_of_what_is_given_is_on_the_case(self):
        case = self._bring_to("investigating")
        self._propose(case, "refund", amount=100)
        self._propose(case, "compensation", amount=20.5)
        self.assertEqual(case.disposition_amount, 120.5)

    # ------------------------------------------------------------
    # CARRIED OUT
    # ------------------------------------------------------------

    def test_r_s01_nothing_to_carry_out_is_settled_with_the_decision(self):
        case = self._bring_to("approved")
        self.assertTrue(case.settled_on)
        self.assertEqual(case.remedy_ids.state, "done")

    def test_r_s01_the_customer_is_asked_when_all_is_carried_out(self):
        case = self._bring_to("investigating")
        remedy = self._propose(case, "apology_spoken")
        case.action_submit()
        case.with_user(self.executive).action_approve()
        self.assertFalse(case.settled_on)
        with self.assertRaisesRegex(UserError, "Not carried out yet: Spoken apology"):
            case.action_confirm()
        remedy.action_tick_off("Said by the branch manager.")
        self.assertEqual((remedy.state, remedy.done_by_id), ("done", self.officer))
        self.assertTrue(case.settled_on)
        case.action_confirm()
        self.assertCaseState(case, "confirming")

    def test_r_s01_nobody_ticks_off_what_a_document_does(self):
        case = self._bring_to("investigating")
        remedy = self._propose(case, "refund", amount=10)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        with self.assertRaisesRegex(UserError, "carried out by its document"):
            remedy.action_tick_off("Paid in cash.")

    def test_r_s01_before_the_decision_nothing_is_ticked_off(self):
        case = self._bring_to("investigating")
        remedy = self._propose(case, "apology_spoken")
        with self.assertRaisesRegex(UserError, "cannot become"):
            remedy.action_tick_off("Sorry.")

    def test_what_was_carried_out_stays_when_the_customer_is_not_satisfied(self):
        case = self._bring_to("investigating")
        remedy = self._propose(case, "apology_spoken")
        case.action_submit()
        case.with_user(self.executive).action_approve()
        remedy.action_tick_off()
        case.action_confirm()
        self._appoint(self.executive)  # R-D07
        case.action_submit("He wants a new kettle.")
        self.assertEqual(remedy.state, "done")
        with self.assertRaisesRegex(UserError, "is decided"):
            remedy.note = "Said twice."
        self._propose(case, "compensation", amount=30)
        case.action_request_decision()
        case.with_user(self.executive).action_approve()
        self.assertEqual(case.remedy_ids.mapped("state"), ["done", "approved"])
