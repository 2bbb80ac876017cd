from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestAction(CapaCommon):
    """R-Q03: what, who, until when, how far, what shows it."""

    def test_r_q03_nothing_but_containment_begins_before_the_approval(self):
        plan = self._bring_plan_to("planning")
        action = self._measure(plan)[0].with_user(self.doer)
        with self.assertRaisesRegex(UserError, "not approved yet"):
            action.action_begin()
        action.sudo().kind = "containment"
        action.action_begin()
        self.assertEqual(action.state, "doing")

    def test_r_q03_done_needs_what_shows_it(self):
        plan = self._bring_plan_to("acting")
        action = plan.action_ids[0].with_user(self.doer)
        with self.assertRaisesRegex(UserError, "what shows that it is done"):
            action.action_done()
        action.evidence = "Record 12."
        action.action_done()
        self.assertEqual((action.state, action.progress), ("done", 100))
        with self.assertRaises(AccessError):
            action.action_reopen("Not well.")
        action.with_user(self.owner).action_reopen("Only half of it.")
        self.assertEqual(action.state, "doing")

    def test_r_q03_one_measure_waits_for_another(self):
        plan = self._bring_plan_to("planning")
        first, second = self._measure(plan)
        second.depends_on_id = first
        with self._refused(ValidationError, "wait for itself"):
            first.depends_on_id = second
        with self._refused(ValidationError, "is due before"):
            second.date_due = self._day(3)
        self._check(plan)
        plan.with_user(self.owner).action_submit()
        self._decide(plan)
        second.with_user(self.doer).evidence = "Done."
        with self.assertRaisesRegex(UserError, "“Measure 1” comes first"):
            second.with_user(self.doer).action_done()

    def test_who_carries_out_says_how_far_and_changes_nothing_else(self):
        plan = self._bring_plan_to("acting")
        action = plan.action_ids[0].with_user(self.doer)
        action.write({"progress": 30, "progress_note": "Ordered."})
        with self.assertRaisesRegex(AccessError, "changed by the owner"):
            action.resources = "More money"
        with self.assertRaises(AccessError):
            plan.with_user(self.doer).is_not = "It is fine."

    def test_a_measure_of_an_approved_plan_is_not_dropped(self):
        plan = self._bring_plan_to("acting")
        with self.assertRaisesRegex(UserError, "have the plan revised"):
            plan.action_ids[0].with_user(self.owner).action_drop("Too dear.")

    def test_a_measure_stays_with_its_plan(self):
        plan, other = self._bring_plan_to("planning"), self._create_plan()
        with self.assertRaisesRegex(UserError, "stays with the plan"):
            self._measure(plan)[0].plan_id = other
