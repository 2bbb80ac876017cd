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

    def test_r_d09_a_major_case_goes_to_the_top_at_once_with_a_plan(self):
        """Who judges it does nothing more: GM and executive vice GM are told."""
        with self._at("2027-03-01 10:00"):
            case = self._register(user_id=self.officer.id)
            self._assess(case, severity="major")
            other = self._register(user_id=self.officer.id)
            self._assess(other, severity="serious")
        self._run_ladder("2027-03-01 10:01")
        roles = {role for role, _user in self._get_told(case)}
        self.assertLessEqual({"gm", "executive_vice_gm"}, roles)
        self.assertTrue(case.is_major)
        self.assertFalse(other.is_major)
        asked = " ".join(case.activity_ids.mapped("summary"))
        self.assertIn("Major case: plan of measures, report", asked)
        with self._at("2027-03-01 12:00"):
            case.action_report_to_top()
        self.assertEqual(self._get_clock_of(case, "major").state, "met")

    def test_r_k05_the_result(self):
        self._go_through(
            "outcome",
            "2027-04-02 10:00",
            "2027-04-16 17:00",
            self._register,
            self._settle,
        )
