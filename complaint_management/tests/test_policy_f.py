from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyF(PolicyCommon):
    """Policy F: users, agents and dealers; a serious complaint is investigated apart at
    once. Its other figures are suggestions."""

    code = "F"

    def test_r_i11_the_customer_hears_that_it_arrived(self):
        self._go_through(
            "acknowledgement",
            "2027-04-02 10:00",
            "2027-04-06 17:00",
            self._register,
            lambda case: case.action_acknowledge(),
        )

    def test_r_d09_serious_is_investigated_on_the_day(self):
        def register():
            case = self._register()
            self._assess(case, severity="serious")
            return case

        self._go_through(
            "special", "2027-03-01 10:00", "2027-03-02 00:00", register, self._accept
        )
        self.assertNoLimit(self._register(), "special")

    def test_r_d09_quality_investigates_it_apart(self):
        case = self._register()
        self._assess(case, severity="major")
        self._accept(case)
        self.assertEqual(case.duty_ids.mapped("kind"), ["quality"])

    def test_r_k05_the_result(self):
        self._go_through(
            "outcome",
            "2027-04-02 10:00",
            "2027-04-16 17:00",
            self._register,
            self._settle,
        )
