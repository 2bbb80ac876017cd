from odoo.addons.complaint_management.tests.client_view import get_specification
from odoo.tests import tagged, warmup

from .merit_common import MeritCommon


@tagged("post_install", "-at_install")
class TestMeritFigures(MeritCommon):
    """Lists cost the same with two rows as with thirty (PERFORMANCE)."""

    def _list(self, model, domain=(), user=None):
        records = self.env[model].with_user(user or self.keeper)
        arch = records.get_views([(False, "list")])["views"]["list"]["arch"]
        specification = get_specification(records, arch)
        return lambda: records.web_search_read(list(domain), specification, limit=80)

    def _assert_figure(self, read, count):
        read()
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(count):
            read()

    @warmup
    def test_list_of_rewards_and_penalties(self):
        for place in range(30):
            self._propose_merit(amount=place + 1)
        self._assert_figure(self._list("complaint.merit"), 8)

    @warmup
    def test_list_of_shares_that_were_decided(self):
        for _place in range(6):
            case = self._bring_to("investigating")
            self._divide_production(case)._agree()
        self._assert_figure(self._list("complaint.attribution.share"), 14)

    @warmup
    def test_lists_for_payroll(self):
        merits = self.env["complaint.merit"].union(
            *(self._propose_merit(first_month="2026-03-01") for _place in range(12))
        )
        merits._plan_payment()
        payrolls = self.env["complaint.payroll.list"].with_user(self.keeper)
        payrolls.create(
            [{"month": f"2026-{month:02}-01"} for month in range(3, 12)]
        ).action_collect()
        self._assert_figure(self._list("complaint.payroll.list"), 8)

    @warmup
    def test_list_of_rules(self):
        for _place in range(12):
            self._rule(("handler", 80), ("head", 20))
        self._assert_figure(self._list("complaint.merit.rule"), 6)
