from odoo.exceptions import UserError
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestMajor(CapaCommon):
    """R-D08: a major case does not end without a plan of measures."""

    def setUp(self):
        super().setUp()
        self.case = self._bring_to("confirming")
        self._tell(self.case)
        self.case.sudo()._make_major("Not solved within a week.")
        self.case = self.case.with_user(self.officer)

    def test_r_d08_a_major_case_is_not_closed_without_a_plan(self):
        with self._refused(UserError, "plan of measures"):
            self.case.action_close()
        self.case.action_propose_plan()
        self.case.action_close()
        self.assertEqual(self.case.state, "closed")

    def test_r_d08_a_plan_that_was_dropped_is_none(self):
        self.case.action_propose_plan()
        plan = self.case.sudo().capa_plan_ids
        plan.with_user(self.quality_user).action_cancel("Of something else.")
        with self._refused(UserError, "plan of measures"):
            self.case.action_close()

    def test_r_d08_others_need_none(self):
        case = self._bring_to("confirming")
        self._tell(case)
        case.action_close()
        self.assertEqual(case.state, "closed")
