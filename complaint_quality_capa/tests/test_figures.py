from odoo.addons.complaint_management.tests.client_view import get_specification
from odoo.tests import tagged, warmup

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestFiguresOfPlans(CapaCommon):
    """Queries per operation on a warm registry (PERFORMANCE)."""

    def _read_form(self, plan):
        arch = plan.get_views([(False, "form")])["views"]["form"]["arch"]
        return get_specification(plan, arch)

    @warmup
    def test_plan_form(self):
        """The page D0 to D8 with its rows, as the web client reads it."""
        plan = self._bring_plan_to("acting").with_user(self.quality_user)
        specification = self._read_form(plan)
        rows = {"name": {}, "user_id": {"fields": {"display_name": {}}}, "state": {}}
        rows.update(date_due={}, is_overdue={}, cause_id=rows["user_id"])
        specification["measure_ids"] = {"fields": rows}
        specification["containment_ids"] = {"fields": rows}
        plan.web_read(specification)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(35):
            plan.web_read(specification)
