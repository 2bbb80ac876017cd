from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .common import CapaCommon


@tagged("post_install", "-at_install")
class TestSpecialReport(CapaCommon):
    """R-Q04: what cannot be solved with the means at hand goes to the GM."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gm = cls._create_user("gm", "complaint_executive")
        cls._appoint(cls.gm)
        cls.trader = cls._create_user("trader", "base.group_user")
        business = cls.env["hr.department"].create(
            {
                "name": "Business",
                "complaint_kind": "business",
                "company_id": cls.company.id,
            }
        )
        business.manager_id = cls.env["hr.employee"].create(
            {"name": "T", "user_id": cls.trader.id, "company_id": cls.company.id}
        )

    def _decide_report(self, report, decision, words):
        request = self.env["complaint.approval.request"].search(
            [("res_model", "=", "capa.special.report"), ("res_id", "=", report.id)]
        )
        turn = request.turn_ids.with_user(self.gm)
        turn.action_decide(decision, words, False, request.snapshot_hash)

    def test_r_q04_the_gm_decides_and_the_business_department_hears_it(self):
        plan = self._bring_plan_to("planning")
        report = self._report(plan)
        report.action_give_in()
        with self.assertRaisesRegex(UserError, "Special report"):
            report.cost = 1
        self._decide_report(report, "approve", "Next quarter.")
        self.assertEqual((report.state, report.decision), ("granted", "Next quarter."))
        activity = self.env["mail.activity"].search(
            [("user_id", "=", self.trader.id), ("res_model", "=", "capa.plan")]
        )
        self.assertRegex(activity.summary, "three zones.*Granted")
        self.assertTrue(plan.with_user(self.trader).has_access("read"))
        with self.assertRaises(UserError):
            report.unlink()

    def test_r_q04_refused_with_words(self):
        report = self._report(self._bring_plan_to("planning"))
        report.action_give_in()
        self._decide_report(report, "refuse", "Repair the old one.")
        self.assertEqual(report.state, "refused")
        with self.assertRaisesRegex(UserError, "given in already"):
            report.action_give_in()

    def test_who_carries_out_gives_nothing_in(self):
        report = self._report(self._bring_plan_to("acting"))
        with self.assertRaises(AccessError):
            report.with_user(self.doer).action_give_in()
