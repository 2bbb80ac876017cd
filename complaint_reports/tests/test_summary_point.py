from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from ..tools.summary_periods import last_period
from .summary_common import MONTHLY, OCTOBER, SummaryCommon


@tagged("post_install", "-at_install")
class TestSummaryPoint(SummaryCommon):
    """R-F06: the weak points found, the improvements proposed, each followed."""

    def test_r_f06_weak_points_are_handed_in_and_followed(self):
        summary = self._make()
        point = self._add_point(summary)
        self.assertEqual(point.activity_ids.user_id, self.doer)
        summary.with_user(self.business_head).conclusion = "Packing costs us most."
        summary.with_user(self.business_head).action_hand_in()
        self.assertFalse(summary.papers_on)  # printed anew, with the points
        with self._refused(UserError, "take it back"):
            self._add_point(summary)
        with self._refused(UserError, "Say what was done"):
            point.with_user(self.doer).action_done()
        point.with_user(self.doer).how_done = "Thicker paper since May."
        point.with_user(self.doer).action_done()
        self.assertEqual(point.state, "done")
        self.assertFalse(point.activity_ids)

    def test_r_f06_handed_in_it_is_printed_anew_and_told_once(self):
        """The job prints it with its points; who has read it is not asked again."""
        summary = self._make()
        self.planner._print(summary)
        self.assertEqual(len(summary.activity_ids), 3)
        first = summary.pdf
        self._add_point(summary)
        summary.with_user(self.business_head).action_hand_in()
        summary.activity_ids.filtered(lambda one: one.user_id == self.gm).unlink()
        self.assertEqual(self.planner._get_unprinted(), summary)
        self.planner._print(summary)
        self.assertNotEqual(summary.pdf, first)
        self.assertEqual(summary.activity_ids.user_id, self.quality_head)
        summary._write_guarded({"papers_on": False})
        self.planner._set_aside(summary, None)
        self.assertEqual(summary.activity_ids.user_id, self.quality_head)

    def test_r_f06_what_is_open_stands_in_the_next_summary(self):
        point = self._add_point(self._make(last_period(MONTHLY, OCTOBER.first)))
        closed = self._add_point(point.sudo().summary_id, name="Labels", how_done="Yes")
        closed.with_user(self.business_head).action_done()
        told = str(self._make().figures["tables"])
        self.assertIn(point.name, told)
        self.assertNotIn("Labels", told)

    def test_r_f06_only_whose_summary_it_is_says_what_is_followed(self):
        summary = self._make()
        point = self._add_point(summary)
        for user in (self.gm, self.quality_head, self.clerk):
            with self._refused((AccessError, UserError), ""):
                self._add_point(summary, user)
            with self._refused((AccessError, UserError), ""):
                summary.with_user(user).action_hand_in()
        with self._refused(UserError, "whose summary"):
            point.with_user(self.doer).date_due = OCTOBER.last
        with self._refused(AccessError, ""):
            point.with_user(self.doer).action_drop("Too dear.")

    def test_r_f06_who_follows_it_is_reminded_by_the_job_of_measures(self):
        point = self._add_point(self._make())
        self.assertIn(
            "complaint.summary.point", self.env["capa.reminder"]._get_models()
        )
        self.assertTrue(point.next_alarm_on)
        self.assertEqual(point._get_told(2), self.doer | self.business_head)
