from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyL(PolicyCommon):
    """Policy L: a quality specialist investigates; corrective action with a timetable.
    It names no figures: these are suggestions."""

    code = "L"

    def test_r_i11_the_customer_hears_that_it_arrived(self):
        self._go_through(
            "acknowledgement",
            "2027-04-02 10:00",
            "2027-04-06 17:00",
            self._register,
            lambda case: case.action_acknowledge(),
        )

    def test_r_v05_quality_leads_and_names_a_specialist(self):
        case = self._accept()
        self.assertEqual(case.department_id.complaint_kind, "quality")
        self._go_through(
            "investigation",
            "2027-03-01 10:00",
            "2027-03-08 17:00",
            lambda: self._accept().duty_ids,
            self._reply,
        )

    def test_r_q03_corrective_action_with_its_timetable(self):
        """R-T01: over Qingming and a Saturday that is worked."""
        self._go_through(
            "measures",
            "2027-04-02 10:00",
            "2027-04-16 17:00",
            self._register,
            lambda case: case.action_put_forward_measures(),
        )
        self.assertNoLimit(self._register(category_id=self.service.id), "measures")
