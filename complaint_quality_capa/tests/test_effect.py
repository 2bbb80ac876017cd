from datetime import timedelta

from freezegun import freeze_time
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestEffect(CapaCommon):
    """R-Q05: the effect is verified by someone else than the doer; failed → again."""

    def test_r_q05_the_verifier_is_neither_owner_nor_doer(self):
        plan = self._bring_plan_to("planning")
        self._measure(plan)
        with self._refused(ValidationError, "owns the plan"):
            self._check(plan, verifier_id=self.owner.id)
        with self._refused(ValidationError, "carries out a measure"):
            self._check(plan, verifier_id=self.doer.id)
        self._check(plan)
        with self._refused(ValidationError, "carries out a measure"):
            plan.action_ids[0].user_id = self.verifier
        with self._refused(ValidationError, "owns the plan"):
            plan.owner_id = self.verifier

    def test_r_q05_only_the_verifier_judges(self):
        plan = self._bring_plan_to("verifying")
        for user in (self.owner, self.quality_user):
            with self.assertRaises(AccessError):
                plan.check_ids.with_user(user).action_pass("Fine.")
        check = plan.check_ids.with_user(self.verifier)
        with self.assertRaisesRegex(UserError, "what was found"):
            check.action_pass()
        check.action_pass("100 pieces, no leak.")
        self.assertEqual(check.state, "passed")
        with self.assertRaisesRegex(UserError, "is judged"):
            check.result = "Well, two leaked."

    def test_r_q05_nothing_is_judged_before_all_is_carried_out(self):
        plan = self._bring_plan_to("acting")
        with self.assertRaisesRegex(UserError, "when all measures are carried out"):
            plan.check_ids.with_user(self.verifier).action_pass("Fine.")

    def test_r_q05_failed_goes_back_to_the_analysis_and_is_counted(self):
        plan = self._bring_plan_to("verifying")
        plan.check_ids.with_user(self.verifier).action_fail("Two of 100 leaked.")
        self.assertEqual((plan.state, plan.failed_count), ("analysing", 1))
        self.assertFalse(plan.is_locked)
        own = plan.with_user(self.owner)
        own.action_plan()
        with self.assertRaisesRegex(UserError, "(?s)did not suffice.*effect is"):
            own.action_submit()
        self._measure(plan, name="Weld anew")
        self._check(plan, name="200 pieces")
        own.action_submit()
        self._decide(plan)
        self._carry_out(plan)
        own.action_verify()
        with self.assertRaisesRegex(UserError, "Not checked yet: 200 pieces"):
            own.action_confirm()
        plan.check_ids.filtered(lambda one: one.state == "planned").with_user(
            self.verifier
        ).action_pass("None.")
        own.action_confirm()
        self.assertEqual(plan.state, "confirming")

    def test_r_q05_dates_before_the_complaint_or_backwards_are_refused(self):
        plan = self._bring_plan_to("planning")
        with self._refused(ValidationError, "the complaint came on"):
            self._check(plan, date_from=self._day(-40))
        with self._refused(ValidationError, "before it begins"):
            self._check(plan, date_from=self._day(9), date_to=self._day(8))
        with self._refused(ValidationError, "the complaint came on"):
            self._measure(plan, date_due=self._day(-40))

    def _bring_figures(self, allowed=1):
        plan = self._bring_plan_to("planning")
        self._measure(plan)
        check = self._check(plan, method="figures", allowed_count=allowed)
        own = plan.with_user(self.owner)
        own.action_submit()
        self._decide(plan)
        self._carry_out(plan)
        own.action_verify()
        return plan, check.with_user(self.verifier)

    def test_r_q05_figures_count_by_themselves(self):
        plan, check = self._bring_figures(allowed=1)
        self._register_kettle()
        self._register()  # about something else
        self._register_kettle().action_cancel("Withdrawn.")
        self.assertEqual(check.count_now, 1)
        with self.assertRaisesRegex(UserError, "Wait until"):
            check.action_pass()
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            check.action_pass()
        self.assertEqual((check.state, check.found_count), ("passed", 1))
        self.assertIn("1 complaints", check.result)
        self.assertNotIn(plan.case_ids.number, check.result)

    def test_r_q05_figures_over_the_limit_cannot_be_passed(self):
        plan, check = self._bring_figures(allowed=1)
        self._register_kettle()
        self._register_kettle()
        with freeze_time(fields.Datetime.now() + timedelta(days=31)):
            with self.assertRaisesRegex(UserError, "2 complaints came"):
                check.action_pass()
            check.action_fail()
        self.assertEqual((plan.state, plan.failed_count), ("analysing", 1))
