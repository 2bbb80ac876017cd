from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyE(PolicyCommon):
    """Policy E: complaints and product-quality feedback in one system; what is not
    solved goes to senior management. It names no figures: these are suggestions."""

    code = "E"

    def test_r_d07_suggested_limits_over_a_holiday(self):
        """R-T01."""
        for key, due, end in (
            (
                "answer",
                "2027-04-06 17:00",
                lambda case: self._tell(self._accept(case), "acknowledgement"),
            ),
            ("outcome", "2027-04-16 17:00", self._settle),
        ):
            self._go_through(key, "2027-04-02 10:00", due, self._register, end)

    def test_r_d03_the_department_has_its_own(self):
        self._go_through(
            "findings",
            "2027-03-01 10:00",
            "2027-03-08 17:00",
            lambda: self._ask(self._accept(category_id=self.service.id)),
            self._reply,
        )

    def test_r_d07_not_solved_goes_up_to_senior_management(self):
        with self._at("2027-03-01 10:00"):
            case = self._register(user_id=self.officer.id, department_id=self.plant.id)
        self._run_ladder("2027-03-31 10:00")
        told = dict(self._get_told(case))
        self.assertEqual((told["executive"], told["gm"]), (self.executive, self.gm))

    def test_r_i02_product_quality_feedback_goes_the_full_way(self):
        case = self._register(kind="quality_feedback")
        case.action_investigate()
        self.assertEqual(case.duty_ids.mapped("kind"), ["quality"])

    def test_the_reader_is_told_that_the_figures_are_ours(self):
        self.assertTrue(all(self.policy.limit_ids.mapped("note")))
