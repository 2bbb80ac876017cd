from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .intake_common import OURS, IntakeCommon


@tagged("post_install", "-at_install")
class TestOnTheSpot(IntakeCommon):
    """R-I13: what the receiver may settle is settled at first contact."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.refund = cls.env.ref("complaint_management.complaint_remedy_type_refund")
        cls.apology = cls.env.ref(
            "complaint_management.complaint_remedy_type_apology_spoken"
        )
        cls.policy = cls._create_policy(
            authority_ids=[
                cls._prepare_authority("base.group_user", cls.refund, 100),
                cls._prepare_authority("base.group_user", cls.apology, 0),
                cls._prepare_authority(
                    "complaint_management.group_complaint_officer", cls.refund, 500
                ),
            ]
        )

    def _settle(self, case, amount=50.0, remedy=None, outcome="Refunded in cash."):
        case.action_settle_on_spot((remedy or self.refund).id, amount, outcome)

    def _refused(self, told, case, exception=UserError, **values):
        """Refused with these words, and nothing of it stays on the case."""
        before = case.sudo().read(["state", "outcome"])
        with self.assertRaisesRegex(exception, told), self.cr.savepoint():
            self._settle(case, **values)
        case.invalidate_recordset()
        self.assertEqual(case.sudo().read(["state", "outcome"]), before)
        self.assertFalse(case.sudo().spot_remedy_type_id)

    def test_r_i13_clerk_registers_and_settles_in_one_step(self):
        case = self._register(self.clerk)
        self._settle(case, 99.5)
        self.assertRecordValues(
            case,
            [
                {
                    "state": "confirming",
                    "spot_remedy_type_id": self.refund.id,
                    "spot_amount": 99.5,
                    "outcome": "Refunded in cash.",
                    "receiver_id": self.clerk.id,
                }
            ],
        )
        self.assertTrue(case.answered_on, "R-K05: told at first contact")
        call = case.sudo().call_ids
        self.assertEqual((call.words, call.user_id), ("Refunded in cash.", self.clerk))
        case.with_user(self.officer).action_close()
        self.assertCaseState(case, "closed")

    def test_r_i13_acceptance_is_not_asked_of_what_is_settled(self):
        self.policy.acceptance_test_ids = [Command.create({"name": OURS})]
        case = self._register(self.clerk)
        self._settle(case)
        self.assertCaseState(case, "confirming")

    def test_r_i13_form_offers_what_he_may_settle_and_how_far(self):
        case = self._register(self.clerk)
        form = self._open(case.action_settle_on_spot(), self.clerk)
        self.assertEqual(form.allowed_type_ids, self.refund | self.apology)
        form.remedy_type_id = self.refund
        self.assertEqual(form.limit, 100)
        form.write({"amount": 20, "outcome": "Twenty given back."})
        form.action_settle()
        self.assertCaseState(case, "confirming")
        self.assertEqual(case.spot_amount, 20)

    def test_r_i13_limit_itself_is_within_and_a_cent_more_beyond(self):
        case = self._register(self.clerk)
        self._refused(r"(?s)Refund.*100\.01.*beyond.*100\.00", case, amount=100.01)
        self._settle(case, 100)
        self.assertEqual(case.spot_amount, 100)

    def test_r_i13_widest_authority_of_ones_roles_counts(self):
        case = self._register(self.clerk)
        self._refused("beyond what you may settle", case, amount=400)
        self._settle(case.with_user(self.officer), 400)
        self.assertEqual(case.spot_amount, 400)

    def test_r_i13_zero_authority_is_for_what_costs_nothing(self):
        case = self._register(self.clerk)
        self._refused("beyond", case, remedy=self.apology, amount=1)
        self._settle(case, 0, self.apology, "We said that we are sorry.")
        self.assertEqual(case.spot_remedy_type_id, self.apology)

    def test_r_i13_without_authority_nothing_is_settled(self):
        gift = self.env.ref("complaint_management.complaint_remedy_type_compensation")
        case = self._register(self.clerk)
        self._refused(r"beyond.*\(nothing\)", case, remedy=gift, amount=0)
        self.policy.authority_ids.unlink()
        self._refused(r"beyond.*\(nothing\)", case)
        form = self._open(case.action_settle_on_spot(), self.clerk)
        self.assertFalse(form.allowed_type_ids)

    def test_r_i13_negative_amount_is_refused(self):
        self._refused("cannot be negative", self._register(self.clerk), amount=-5)

    def test_r_i13_what_the_customer_was_told_is_asked_for(self):
        case = self._register(self.clerk)
        for silent in (False, "   "):
            self._refused("what the customer was told", case, outcome=silent)

    def test_r_i06_without_a_category_nothing_is_settled(self):
        case = self._register(self.clerk, category_id=False)
        self._refused("Choose the category", case)

    def test_r_i13_feedback_is_answered_not_settled(self):
        for user in (self.clerk, self.officer):
            case = self._register(user, kind="suggestion")
            self._refused("only complaints are settled", case)

    def test_r_i13_what_is_no_longer_new_is_not_settled_on_the_spot(self):
        """Neither what was approved already, and waits to be carried out."""
        for state in ("accepted", "approved", "confirming", "closed"):
            self._refused("what is new", self._bring_to(state))

    def test_r_i13_only_who_received_it_or_an_officer_settles(self):
        """Executives and supervisors read the case, and give nothing away."""
        case = self._register(self.officer)
        for user in (self.clerk, self.executive, self.supervisor, self.stranger):
            self._refused("", case.with_user(user), AccessError)
        case = self._register(self.clerk, user_id=self.executive.id)
        self._refused("Only Clerk", case.with_user(self.executive), AccessError)
        self._settle(case.with_user(self.officer))
        self.assertCaseState(case, "confirming")

    def test_r_i13_withdrawn_and_taken_up_again_it_goes_its_way_anew(self):
        """What was given then is history and opens no way round the acceptance."""
        case = self._register(self.clerk)
        self._settle(case)
        case.with_user(self.officer).action_cancel("The customer gave up.")
        case.with_user(self.officer).action_take_up_again("She came back.")
        self.assertFalse(case.spot_remedy_type_id)
        for user in (self.clerk, self.supervisor, self.officer):
            with self.assertRaisesRegex(UserError, "first accepted or refused"):
                case.with_user(user).action_confirm()
        self.assertEqual(
            self._get_trail(case, "spot_remedy_type_id").mapped("new_text"),
            ["Refund", ""],
        )

    def test_r_i13_authority_is_in_the_currency_of_the_company(self):
        """Whatever currency the customer claims in."""
        euro = self.env.ref("base.EUR")
        euro.active = True
        self.assertNotEqual(self.company.currency_id, euro)
        case = self._register(self.clerk, currency_id=euro.id, claimed_amount=900)
        self._settle(case, 100)
        self.assertEqual(case.spot_currency_id, self.company.currency_id)
        self.assertEqual(case.currency_id, euro)

    def test_r_i13_authority_of_another_company_counts_for_nothing(self):
        self.policy.unlink()
        self._create_policy(
            company_id=self.other_company.id,
            authority_ids=[
                self._prepare_authority("base.group_user", self.refund, 900)
            ],
        )
        self._refused(r"\(nothing\)", self._register(self.clerk))

    def test_r_i13_history_says_who_gave_what(self):
        case = self._register(self.clerk)
        self._settle(case, 30)
        for field, text in {
            "spot_remedy_type_id": "Refund",
            "spot_amount": "30.0",
            "outcome": "Refunded in cash.",
            "state": "Confirming with customer",
        }.items():
            [change] = self._get_trail(case, field)
            self.assertEqual(change.new_text, text)
            self.assertEqual(change.user_id, self.clerk)

    def test_r_i13_settlement_is_not_written_by_hand(self):
        case = self._register(self.clerk)
        for name, value in {
            "spot_remedy_type_id": self.refund.id,
            "spot_amount": 5,
        }.items():
            for user in (self.clerk, self.admin):
                with self.assertRaisesRegex(UserError, "cannot be set by hand"):
                    case.with_user(user).write({name: value})
