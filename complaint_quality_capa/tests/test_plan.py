from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestPlan(CapaCommon):
    """A plan from a complaint to its end (R-Q03, R-Q06, R-Q12, R-Q16)."""

    def test_r_q06_who_reads_a_complaint_proposes_and_sees_his_plan(self):
        case = self._register_kettle(user=self.clerk)
        action = case.with_user(self.clerk).action_propose_plan()
        plan = self.env["capa.plan"].browse(action["res_id"])
        self.assertEqual(plan.product_ids, self.kettle)
        self.assertEqual(plan.category_id, self.quality)
        self.assertEqual(plan.proposed_by_id, self.clerk)
        self.assertEqual(plan.with_user(self.clerk).case_numbers, case.number)
        self.assertEqual(case.capa_plan_count, 1)
        with self.assertRaises(AccessError):
            case.with_user(self.owner).action_propose_plan()

    def test_r_q12_a_problem_common_to_several_gets_one_plan(self):
        cases = self._register_kettle() | self._register_kettle()
        plan = self._create_plan(cases)
        self.assertEqual(plan.case_ids, cases)
        self.assertEqual(plan.case_count, 2)
        for case in cases:
            self.assertEqual(case.action_open_plans()["res_id"], plan.id)

    def test_r_q12_complaints_of_two_companies_have_no_plan_in_common(self):
        theirs = self._register(user=self.stranger, channel_id=False, category_id=False)
        cases = (self._register_kettle() | theirs).sudo()
        with self.assertRaisesRegex(ValidationError, "of one company"):
            cases.action_propose_plan()

    def test_numbers_are_of_their_own(self):
        first, second = self._create_plan(), self._create_plan()
        self.assertRegex(first.number, r"^P\d{6}-\d+$")
        self.assertNotEqual(first.number, second.number)

    def test_r_q03_a_plan_goes_its_ordinary_way_to_the_end(self):
        plan = self._bring_plan_to("closed")
        self.assertTrue(plan.closed_on)
        self.assertFalse(plan.is_open)
        self.assertEqual({gate["state"] for gate in plan.gates}, {"done"})

    def test_gates_say_what_is_missing(self):
        plan = self._create_plan(problem=False, member_ids=False)
        own = plan.with_user(self.owner)
        gates = {gate["key"]: gate for gate in own.gates}
        self.assertEqual(gates["D0"]["missing"], [])
        self.assertRegex(gates["D1"]["missing"][0], "improvement team")  # R-Q16
        self.assertEqual(gates["D2"]["state"], "now")
        self.assertEqual(gates["D4"]["state"], "later")
        with self.assertRaisesRegex(UserError, "(?s)improvement team.*Describe the"):
            own.action_analyse()

    def test_r_q16_an_improvement_team_drives_it_and_sums_up(self):
        """Its people write causes, measures and the summing-up; nobody else does."""
        plan = self._bring_plan_to("analysing", member_ids=[Command.set(self.doer.ids)])
        causes = self.env["capa.cause"]
        about = {"plan_id": plan.id, "name": "The seam cracks", "branch": "material"}
        self.assertTrue(causes.with_user(self.doer).create(about))
        with self.assertRaises(AccessError):
            causes.with_user(self.verifier).create(about)
        plan.with_user(self.doer).conclusion = "Seams are tested from now on."
        with self.assertRaises(AccessError):
            plan.with_user(self.verifier).conclusion = "Nothing."
        self.assertIn(self.doer, plan.involved_ids)

    def test_r_q02_no_measures_before_both_root_causes_are_shown(self):
        plan = self._bring_plan_to("analysing")
        own = plan.with_user(self.owner)
        with self.assertRaisesRegex(UserError, "(?s)Why it happened.*not found"):
            own.action_plan()
        self._analyse(plan)
        plan.cause_ids.filtered("is_root")[0].evidence = False
        with self.assertRaisesRegex(UserError, "Say what shows"):
            own.action_plan()

    def test_r_q03_each_root_cause_has_its_measure_with_person_and_date(self):
        plan = self._bring_plan_to("planning")
        own = plan.with_user(self.owner)
        with self.assertRaisesRegex(UserError, "(?s)No measure removes.*effect is"):
            own.action_submit()
        self._measure(plan, date_due=False)
        self._check(plan)
        with self.assertRaisesRegex(UserError, "lacks a person or a date"):
            own.action_submit()

    def test_r_q06_the_vice_gm_in_charge_decides_and_what_he_decided_is_locked(self):
        plan = self._bring_plan_to("deciding")
        with self.assertRaises(AccessError):
            self._decide(plan, user=self.quality_user)
        self._decide(plan)
        self.assertEqual(plan.state, "acting")
        action = plan.action_ids[0]
        for record, vals in (
            (plan, {"problem": "Another one"}),
            (action, {"date_due": self._day(99)}),
            (plan.cause_ids[0], {"is_root": True}),
            (plan.check_ids, {"verifier_id": self.clerk.id}),
        ):
            with self.assertRaisesRegex(UserError, "Plan of measures"):
                record.with_user(self.quality_user).write(vals)
        with self.assertRaisesRegex(UserError, "Plan of measures"):
            self._measure(plan)
        action.with_user(self.doer).progress = 40  # how far it is, is not decided

    def test_r_q06_returned_it_is_planned_anew_and_asked_again(self):
        plan = self._bring_plan_to("deciding")
        self._decide(plan, "return", "Cheaper, please.")
        self.assertEqual(plan.state, "planning")
        self.assertFalse(plan.is_locked)
        plan.with_user(self.owner).action_submit()
        self._decide(plan)
        self.assertEqual(plan.state, "acting")

    def test_r_q03_revising_takes_the_approval_back(self):
        plan = self._bring_plan_to("acting")
        plan.with_user(self.owner).action_plan("The supplier cannot.")
        self.assertEqual(plan.state, "planning")
        self.assertFalse(plan.is_locked)
        plan.action_ids[0].with_user(self.owner).name = "Two suppliers"

    def test_nothing_is_checked_or_closed_over_open_measures(self):
        plan = self._bring_plan_to("acting")
        with self.assertRaisesRegex(UserError, "Not done yet: Measure 1"):
            plan.with_user(self.owner).action_verify()

    def test_r_q06_an_effect_that_is_not_confirmed_begins_anew(self):
        plan = self._bring_plan_to("confirming")
        self._decide(plan, "refuse", "Three more came.")
        self.assertEqual((plan.state, plan.failed_count), ("analysing", 1))

    def test_r_q03_the_owner_stays_to_the_end(self):
        plan = self._bring_plan_to("acting")
        with self.assertRaisesRegex(AccessError, "to the end"):
            plan.with_user(self.owner).owner_id = self.doer
        plan.with_user(self.quality_user).owner_id = self.quality_user

    def test_no_right_walks_nothing(self):
        plan = self._create_plan()
        for user in (self.officer, self.vice, self.supervisor):
            with self.assertRaises(AccessError):
                plan.with_user(user).action_analyse()

    def test_r_p03_no_word_of_who_complained(self):
        plan = self._create_plan()
        with self.assertRaisesRegex(ValidationError, "Zhang"):
            plan.problem = "Ms. Zhang found water at the base."

    def test_r_a06_nothing_of_a_plan_leaves_the_company(self):
        plan = self._create_plan()
        with self.assertRaisesRegex(UserError, "outside the company"):
            plan.message_post(body="Hello", partner_ids=self.customer.ids)

    def test_state_and_number_are_not_written_by_hand(self):
        plan = self._create_plan().with_user(self.quality_user)
        for vals in ({"state": "closed"}, {"number": "1"}, {"failed_count": 0}):
            with self.assertRaisesRegex(UserError, "by hand"):
                plan.write(vals)
