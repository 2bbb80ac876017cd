from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyH(PolicyCommon):
    """Policy H: first contact in 24 hours, seven working days for quality complaints;
    no pause."""

    code = "H"

    def test_r_t04_contact_with_the_progress_in_24_hours(self):
        self._go_through(
            "contact",
            "2027-04-03 09:15",  # a Saturday: hours run on
            "2027-04-04 09:15",
            self._register,
            lambda case: case.action_acknowledge(),
        )

    def test_r_t04_seven_working_days_for_quality_complaints(self):
        """R-T01: over Qingming and a Saturday that is worked."""
        self._go_through(
            "measures",
            "2027-04-02 10:00",
            "2027-04-13 17:00",
            self._register,
            self._settle,
        )

    def test_r_t04_others_have_no_such_limit(self):
        self.assertNoLimit(self._register(category_id=self.service.id), "measures")

    def test_r_i23_yes_goes_to_the_department_at_once(self):
        case = self._accept()
        self.assertEqual(case.department_id.complaint_kind, "quality")
        self.assertIn(self.plant, case.duty_ids.department_id)

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

    def test_r_i10_no_pause(self):
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_wait_for_customer("Which lot?")
        with self._at("2027-03-03 10:00"):
            case.action_stop_waiting()
        self.assertDue(case, "contact", "2027-03-02 10:00")
