from odoo.tests import HttpCase, tagged

from .group_common import GroupCommon


@tagged("post_install", "-at_install")
class TestTourGroup(GroupCommon, HttpCase):
    """From three complaints in the list to three answers."""

    browser_size = "1920x1080"  # all stat buttons are to be seen

    def test_r_i15_handled_together_and_each_answered(self):
        """R-I15, R-A03, R-K05: put together, one handling form, the same remedy for
        each, decided once; each was told."""
        cases = self._complain(0, "investigating")
        for place in (1, 2):
            cases |= self._complain(place)
        cases.talks_result = "agreed"
        self._walk("officer_handles_together")
        lead = cases[0]
        self.assertEqual((cases - lead).lead_id, lead)
        self.assertEqual(cases.remedy_ids.mapped("amount"), [80.0] * 3)
        self._run_group_job()
        lead.with_user(self.executive).action_approve()
        self._run_group_job()
        self.assertEqual(len(self._run_job()), 3)
        self.assertTrue(all(case._is_told() for case in cases))
        self._walk("officer_looks")

    def _walk(self, tour):
        name = f"complaint_group_{tour}"
        self.start_tour("/odoo/complaints", name, login=self.officer.login)
        self.env.invalidate_all()
