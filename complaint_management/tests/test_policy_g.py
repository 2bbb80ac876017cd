from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyG(PolicyCommon):
    """Policy G: “is it product quality?” in one working day, finished in seven from
    receipt; no pause."""

    code = "G"

    def test_r_t04_reviewed_in_one_working_day(self):
        self._go_through(
            "review",
            "2027-04-09 10:00",
            "2027-04-10 17:00",  # the Saturday that is worked
            self._register,
            self._accept,
        )

    def test_r_t04_finished_in_seven_working_days_of_receipt(self):
        """R-T01: over Qingming."""
        self._go_through(
            "finished",
            "2027-04-02 10:00",
            "2027-04-13 17:00",
            self._register,
            self._settle,
        )

    def test_r_i23_yes_starts_the_process_at_once(self):
        case = self._accept()
        self.assertEqual(case.department_id, self.plant)
        self.assertEqual(case.duty_ids.department_id, self.plant)

    def test_r_i23_no_is_explained_and_accepted(self):
        case = self._register(category_id=self.service.id)
        self._pass_tests(case, "no", "Customer service calls and apologises.")
        case.action_accept()
        self.assertFalse(case.duty_ids)

    def test_r_i10_no_pause(self):
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_wait_for_customer("Which lot?")
        with self._at("2027-03-03 10:00"):
            case.action_stop_waiting()
        self.assertDue(case, "review", "2027-03-02 17:00")
