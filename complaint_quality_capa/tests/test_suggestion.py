from freezegun import freeze_time
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .suggestion_common import SuggestionCommon


@tagged("post_install", "-at_install")
class TestSuggestion(SuggestionCommon):
    """R-Q10: improvement proposals from staff, adopted or not, with the benefit
    measured."""

    def _get_asked(self, suggestion):
        return self.env["mail.activity"].search(
            [("res_model", "=", "capa.suggestion"), ("res_id", "=", suggestion.id)]
        )

    def _get_told(self, suggestion, user):
        """Words of what was told to ``user`` of it."""
        messages = self.env["mail.message"].search(
            [
                ("model", "=", "capa.suggestion"),
                ("res_id", "=", suggestion.id),
                ("notified_partner_ids", "in", user.partner_id.ids),
            ]
        )
        return " ".join(messages.mapped("body"))

    def test_r_q10_any_employee_hands_in_and_the_head_of_his_department_is_asked(self):
        suggestion = self._suggest()
        self.assertEqual(suggestion.department_id, self.plant)
        self.assertEqual(suggestion.reviewer_id, self.owner)
        self.assertEqual(self._get_asked(suggestion).user_id, self.owner)
        self.assertEqual(suggestion.sudo().proposer_id, self.clerk)

    def test_r_q10_from_the_proposal_to_where_it_is_introduced(self):
        suggestion = self._suggest(expected_amount=20000)
        self._adopt(suggestion)
        self.assertEqual(self._get_asked(suggestion).user_id, self.doer)
        self._carry_it_out(suggestion)
        self.assertEqual(self._get_asked(suggestion).user_id, self.verifier)
        self._measure_it(suggestion)
        self.assertEqual(self._get_asked(suggestion).user_id, self.owner)
        review = suggestion.with_user(self.owner)
        with self._refused(UserError, "where it is introduced"):
            review.action_roll_out()
        review.rollout = "Both plants."
        review.action_roll_out()
        self.assertEqual(suggestion.state, "rolled_out")
        self.assertFalse(self._get_asked(suggestion))
        self.assertIn("Both plants.", self._get_told(suggestion, self.clerk))

    def test_r_q10_not_adopted_is_told_with_the_reasons(self):
        suggestion = self._suggest()
        review = suggestion.with_user(self.owner)
        review.action_review()
        with self._refused(UserError, "with the reasons"):
            review.action_decline()
        review.answer = "The line is taken down in March."
        review.action_decline()
        self.assertEqual(suggestion.state, "declined")
        self.assertIn("taken down in March", self._get_told(suggestion, self.clerk))
        with self._refused(UserError, "needs a reason"):
            review._walk("reviewing")
        review.action_review("The line stays.")
        self.assertFalse(suggestion.decided_on)

    def test_r_q10_adopted_names_who_until_when_and_who_measures(self):
        suggestion = self._suggest()
        for missing in ("user_id", "date_due", "measurer_id"):
            with self._refused(UserError, "Name who carries it out"):
                self._adopt(suggestion, **{missing: False})

    def test_r_q10_nobody_measures_or_decides_on_his_own_proposal(self):
        suggestion = self._suggest()
        with self._refused(ValidationError, "somebody else measures"):
            self._adopt(suggestion, measurer_id=self.clerk.id)
        own = self._suggest(self.quality_user)
        with self._refused(AccessError, "not for you"):
            own.answer = "Excellent."
        own.action_review()
        own.sudo().answer = "Excellent."
        with self._refused(UserError, "somebody else decides"):
            own.action_decline()

    def test_r_q10_what_a_head_proposes_the_executive_above_looks_at(self):
        suggestion = self._suggest(self.owner)
        self.assertEqual(suggestion.reviewer_id, self.vice)

    def test_r_q10_the_benefit_is_said_by_who_measures_it_alone(self):
        suggestion = self._adopt(self._suggest())
        self._carry_it_out(suggestion)
        for user in (self.owner, self.doer, self.quality_user):
            with self._refused(AccessError, "not for you"):
                suggestion.with_user(user).benefit_amount = 9
        with self._refused(AccessError, "who measures the benefit"):
            suggestion.with_user(self.quality_user).action_measure()
        for values, words in (
            ({"benefit_from": False}, "over which time"),
            ({"benefit_to": self._day(3)}, "not over yet"),
            ({"benefit_method": " "}, "how it was measured"),
        ):
            with self._refused(UserError, words):
                self._measure_it(suggestion, **values)
        self._measure_it(suggestion)
        with self._refused(AccessError, "not for you"):
            suggestion.with_user(self.verifier).benefit_amount = 99999

    def test_r_q10_by_a_plan_that_is_carried_out(self):
        plan = self._bring_plan_to("acting")
        suggestion = self._adopt(self._suggest(), plan_id=plan.id)
        own = suggestion.with_user(self.doer)
        with self._refused(UserError, "measures are not carried out"):
            own.action_done()
        self._bring_plan_to("verifying", plan)
        own.action_done()
        self.assertEqual(suggestion.state, "done")

    def test_r_q10_what_was_looked_at_stays_as_it_was_proposed(self):
        suggestion = self._suggest()
        suggestion.text = "Measure it each day."
        with self._refused(UserError, "cannot be set by hand"):
            suggestion.state = "adopted"
        suggestion.with_user(self.owner).action_review()
        with self._refused(AccessError, "Under review"):
            suggestion.text = "Something else."
        with self._refused(UserError, "stays"):
            suggestion.unlink()
        self._suggest().unlink()

    def test_nobody_brings_the_answer_with_the_proposal(self):
        with self._refused(AccessError, "who looks at the suggestion"):
            self._suggest(answer="Adopted!")
        with self._refused(UserError, "cannot be set by hand"):
            self._suggest(proposer_id=self.doer.id)

    def test_r_p02_who_sees_what(self):
        suggestion = self._suggest()
        for user, reads in (
            (self.clerk, True),
            (self.owner, True),
            (self.quality_user, True),
            (self.executive, True),
            (self.doer, False),
            (self.officer, False),
            (self.stranger, False),
        ):
            mine = suggestion.with_user(user)
            self.assertEqual(mine.has_access("read"), reads, user.name)

    def test_r_q10_who_carries_it_out_is_reminded(self):
        suggestion = self._adopt(self._suggest())
        self.assertEqual(suggestion.next_alarm_on, self._day(17))
        job = self.env.ref("complaint_quality_capa.ir_cron_capa_reminder").sudo()
        with freeze_time(self._day(21)), self.enter_registry_test_mode():
            job.method_direct_trigger()
        self.env.invalidate_all()
        asked = self._get_asked(suggestion)
        self.assertEqual(asked.user_id, self.doer | self.owner)
        self._carry_it_out(suggestion)
        self.assertFalse(suggestion.next_alarm_on)

    def test_r_f06_weak_points_of_a_report_are_followed(self):
        suggestion = self._suggest(
            self.quality_user, source="report", weak_point="Cracks of one kiln."
        )
        found = self.env["capa.suggestion"].search([("source", "=", "report")])
        self.assertEqual(found, suggestion.sudo())
