from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .duty_common import DutyCommon


class ClosingCommon(DutyCommon):
    """A company with a general manager, a branch and a market department."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gm = cls._create_user("general manager", "complaint_executive")
        cls._appoint(cls.gm)
        cls.seller = cls._create_user("seller", "base.group_user")
        cls.marketer = cls._create_user("marketer", "base.group_user")
        cls.branch = cls._create_department("Chengdu", "sales_branch", cls.seller)
        cls.market = cls._create_department("Market", "market", cls.marketer)
        cls.policy = cls.env["complaint.policy"].create(
            {"name": "B", "company_id": cls.company.id, "valid_from": "2020-01-01"}
        )

    def _carry_out(self, told=True, **values):
        """A case that was decided, carried out and told."""
        case = self._bring_to("confirming", **values)
        if told:
            self._tell(case)
        return case


@tagged("post_install", "-at_install")
class TestSolved(ClosingCommon):
    """R-S05: who faces the customer confirms that it is solved, then it is closed."""

    def _ask_who(self, who, **values):
        self.policy.solved_confirmed_by = who
        return self._carry_out(**values)

    def test_r_s05_branch_confirms_before_it_is_closed(self):
        case = self._ask_who("branch", branch_id=self.branch.id)
        self.assertEqual(case.confirming_department_id, self.branch)
        asked = case.activity_ids.filtered(lambda one: one.user_id == self.seller)
        self.assertIn("whether it is solved", asked.summary)
        with self.assertRaisesRegex(UserError, "Chengdu confirms first"):
            case.action_close()
        mine = case.with_user(self.seller)
        self.assertEqual(mine.action_confirm_solved()["res_model"], "complaint.closing")
        mine.action_confirm_solved("He cooked with it for a week.")
        self.assertEqual(case.solved_by_id, self.seller)
        self.assertEqual(case.solved_note, "He cooked with it for a week.")
        self.assertTrue(case.solved_on)
        self.assertFalse(case.activity_ids & asked)
        case.action_close()
        self.assertCaseState(case, "closed")

    def test_r_s05_without_branch_the_market_department_confirms(self):
        case = self._ask_who("branch", branch_id=False)
        case.with_user(self.marketer).action_confirm_solved("I called him.")
        case.action_close()
        self.assertCaseState(case, "closed")

    def test_r_s05_of_a_store_without_a_manager_the_branch_confirms(self):
        """Who is asked can read the case, and confirm."""
        store = self._create_department("Chunxi Road", "store", self.clerk)
        store.write({"manager_id": False, "parent_id": self.branch.id})
        case = self._ask_who("branch", branch_id=store.id)
        self.assertEqual(case.confirming_department_id, self.branch)
        self.assertIn(self.seller, case.activity_ids.user_id)
        case.with_user(self.seller).action_confirm_solved("I called him.")
        self.assertEqual(case.solved_by_id, self.seller)

    def test_r_s05_first_receiver_or_business_department_as_the_policy_says(self):
        case = self._ask_who("receiver")
        with self.assertRaises(AccessError):
            case.with_user(self.admin).action_confirm_solved("Yes.")
        case.with_user(case.receiver_id).action_confirm_solved("I saw it.")
        business = self._create_department("Business", "business", self.clerk)
        case = self._ask_who("business")
        self.assertEqual(case.confirming_department_id, business)
        case.with_user(self.clerk).action_confirm_solved("The dealer says so.")
        self.assertEqual(case.solved_by_id, self.clerk)

    def test_r_s05_nobody_else_confirms(self):
        case = self._ask_who("branch", branch_id=self.branch.id)
        for user in (self.officer, self.executive, self.supervisor, self.potter):
            with self.assertRaises(AccessError):
                case.with_user(user).action_confirm_solved("It is.")
        with self.assertRaisesRegex(UserError, "set by hand"):
            case.write({"solved_note": "It is."})
        case.with_user(self.seller).action_confirm_solved("It is.")
        with self.assertRaisesRegex(UserError, "does not wait"):
            case.with_user(self.seller).action_confirm_solved("Again.")

    def test_r_s05_who_hears_that_it_is_not_solved_says_so(self):
        case = self._ask_who("branch", branch_id=self.branch.id)
        case.with_user(self.seller).action_deny_solved("It leaks at the lid.")
        told = case.activity_ids.filtered(lambda one: one.user_id == case.user_id)
        self.assertIn("not solved", " ".join(told.mapped("summary")))
        with self.assertRaisesRegex(UserError, "confirms first"):
            case.action_close()

    def test_r_s05_what_was_confirmed_is_not_of_a_later_decision(self):
        case = self._ask_who("branch", branch_id=self.branch.id)
        case.with_user(self.seller).action_confirm_solved("It is.")
        case.action_submit("It leaks again.")
        self.assertFalse(case.solved_on)
        self.assertFalse(case.solved_by_id)

    def test_r_s05_policies_that_ask_nobody_and_feedback_close_as_before(self):
        case = self._carry_out()
        case.action_close()
        self.assertCaseState(case, "closed")
        self.policy.solved_confirmed_by = "branch"
        feedback = self._register(kind="suggestion", outcome="We do.")
        feedback.action_confirm()
        self.assertFalse(feedback._guard_solved_confirmed())


@tagged("post_install", "-at_install")
class TestNotSatisfied(ClosingCommon):
    """R-D07: not satisfied: it goes up to senior management, who must decide."""

    def test_r_d07_senior_management_is_told_and_decides(self):
        case = self._carry_out()
        case.action_submit("It leaks again.")
        self.assertEqual(case.dissatisfied_count, 1)
        self.assertIn(self.gm, case.activity_ids.user_id)
        case.action_request_decision()
        request = case.request_id
        self.assertTrue(request.route_id.is_senior)
        with self.assertRaises(AccessError):  # whose turn it was at first
            case.with_user(self.executive).action_approve()
        case.with_user(self.gm).action_approve()
        self.assertCaseState(case, "approved")

    def test_r_d07_whatever_the_routes_of_the_policy_are(self):
        route = self.env["complaint.approval.route"].create(
            {
                "name": "Own",
                "company_id": self.company.id,
                "policy_id": self.policy.id,
                "step_ids": [
                    (
                        0,
                        0,
                        {"name": "He", "asked": "user", "named_user_id": self.admin.id},
                    )
                ],
            }
        )
        case = self._bring_to("investigating")
        self._propose(case)
        case.action_submit()
        self.assertEqual(case.request_id.route_id, route)
        case.with_user(self.admin).action_approve()
        case.action_confirm()
        case.action_submit("It leaks again.")
        case.action_request_decision()
        self.assertTrue(case.request_id.route_id.is_senior)

    def test_r_d07_counted_by_the_steps_alone(self):
        case = self._carry_out()
        with self.assertRaisesRegex(UserError, "set by hand"):
            case.dissatisfied_count = 0
        case.action_submit("It leaks again.")
        trail = self.env["complaint.trail"].search(
            [("res_id", "=", case.id), ("field_name", "=", "dissatisfied_count")]
        )
        self.assertEqual(trail.reason, "It leaks again.")


@tagged("post_install", "-at_install")
class TestClosingUnsatisfied(ClosingCommon):
    """R-S02: closed when satisfied; or by senior management, with the reason."""

    def _ask_to_end(self, case):
        case.action_close_unsatisfied("He wants the double.", "We gave what we can.")
        requests = self.env["complaint.approval.request"].sudo()
        return requests.search(
            [("res_id", "=", case.id), ("subject", "=", "close_unsatisfied")], limit=1
        )

    def _decide_end(self, request, decision="approve", comment=False):
        turn = request.turn_ids.filtered(lambda one: one.state == "open")
        turn = turn.with_user(self.gm)
        turn.action_decide(decision, comment, False, turn.snapshot_hash)

    def test_r_s02_senior_management_ends_it_and_he_is_told(self):
        case = self._carry_out()
        request = self._ask_to_end(case)
        self.assertEqual(request.turn_ids.user_id, self.gm)
        self._decide_end(request)
        self.assertTrue(case.ended_on)
        with self.assertRaisesRegex(UserError, "not told the outcome"):
            case.action_close()  # R-K05: not before he knows
        reply = case.reply_ids.filtered(lambda one: one.state == "draft")
        self.assertIn("We gave what we can.", reply.body)
        reply.medium = "phone"
        reply.with_user(self.officer).action_send()
        self.assertCaseState(case, "closed")
        self.assertEqual(case.unsatisfied_reason, "He wants the double.")

    def test_r_s02_nobody_ends_it_alone(self):
        self.policy.solved_confirmed_by = "branch"
        case = self._carry_out()
        self.assertEqual(
            case.action_close_unsatisfied()["res_model"], "complaint.closing"
        )
        for user in (self.clerk, self.supervisor, self.gm):
            with self.assertRaises(AccessError):
                case.with_user(user).action_close_unsatisfied("No.", "No.")
        request = self._ask_to_end(case)
        with self.assertRaisesRegex(UserError, "confirms first"):
            case.action_close()
        with self.assertRaises(UserError):  # AccessError is one
            self._decide_as(request, self.officer)
        self._decide_end(request, "refuse", "Give him another.")
        self.assertFalse(case.ended_on)
        self.assertCaseState(case, "confirming")

    def _decide_as(self, request, user):
        turn = request.turn_ids.with_user(user)
        turn.action_decide("approve", False, False, turn.snapshot_hash)

    def test_r_s02_what_is_asked_stays_as_it_is(self):
        case = self._carry_out()
        self._ask_to_end(case)
        with self.assertRaisesRegex(UserError, "Closing unsatisfied"):
            case.action_close_unsatisfied("Another reason", "Other words")

    def test_r_s02_not_before_what_was_decided_is_carried_out(self):
        case = self._bring_to("approved")
        with self.assertRaisesRegex(UserError, "carried out and the customer"):
            case.action_close_unsatisfied("He is angry.", "We end it.")

    def test_r_s02_what_goes_on_is_asked_no_more(self):
        case = self._carry_out()
        request = self._ask_to_end(case)
        case.action_submit("He agrees to a repair.")
        self.assertEqual(request.state, "withdrawn")

    def test_r_s03_reopened_it_is_confirmed_and_ended_anew(self):
        """Never silently: with a reason, and who handles it hears it."""
        case = self._carry_out()
        self._decide_end(self._ask_to_end(case))
        reply = case.reply_ids.filtered(lambda one: one.state == "draft")
        reply.medium = "phone"
        reply.with_user(self.officer).action_send()
        self.assertCaseState(case, "closed")
        case.action_investigate("New facts.")
        self.assertFalse(case.ended_on)
        self.assertFalse(case.solved_on)
        self.assertNotIn("close_unsatisfied", case._get_approval_locks())
        told = case.activity_ids.filtered(lambda one: one.summary == "Reopened")
        self.assertEqual(told.user_id, case.user_id or case.receiver_id)
        self.assertIn("New facts.", str(told.note))
