from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyD(PolicyCommon):
    """Policy D: confirmed with a first proposal in 24 hours, a solution put forward in
    seven working days."""

    code = "D"

    def test_r_t04_confirmed_in_24_hours(self):
        self._go_through(
            "confirmation",
            "2027-03-05 16:00",  # a Friday: hours run over the weekend
            "2027-03-06 16:00",
            self._register,
            lambda case: case.action_acknowledge(),
        )

    def test_r_t04_a_solution_in_seven_working_days(self):
        """R-T01: over Qingming; the Saturday that is worked counts."""
        self._go_through(
            "solution",
            "2027-04-02 10:00",
            "2027-04-13 17:00",
            self._register,
            lambda case: case.action_put_forward_measures(),
        )

    def test_r_d14_difficult_visit_and_general_office(self):
        clerks = self._create_department("Front desk", "operations", self.head)
        clerks.complaint_user_ids |= self.officer
        case = self._register()
        self._assess(case, complexity="complex")
        self._accept(case)
        self.assertEqual(sorted(case.duty_ids.mapped("kind")), ["report", "visit"])
