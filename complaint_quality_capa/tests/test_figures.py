from lxml import etree
from odoo.addons.complaint_management.tests import test_figures as figures
from odoo.tests import tagged, warmup

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestFiguresOfPlans(CapaCommon):
    """Queries per operation on a warm registry (PERFORMANCE)."""

    # how the figures of cases read a view
    _read_node = figures.TestFigures._read_node

    def _read_form(self, plan):
        arch = plan.get_views([(False, "form")])["views"]["form"]["arch"]
        return self._read_node(plan, etree.fromstring(arch))

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
