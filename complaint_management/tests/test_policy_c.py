from odoo.tests import tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyC(PolicyCommon):
    """Policy C: all feedback, 24 hours to hand it over, seven working days for the
    department, kept at least three years."""

    code = "C"

    def _register_suggestion(self):
        return self._register(kind="suggestion", category_id=self.service.id)

    def _hand_over(self, case):
        if case.kind == "suggestion":
            case.action_investigate()
        self._ask(case)

    def test_r_t04_handed_over_in_24_hours_whatever_it_is(self):
        """R-I02: a suggestion has its limit too."""
        for register in (self._register, self._register_suggestion):
            self._go_through(
                "classified",
                "2027-04-04 15:30",  # a Sunday before a holiday: hours run on
                "2027-04-05 15:30",
                register,
                self._hand_over,
            )

    def test_r_t04_seven_working_days_for_the_department(self):
        """R-T01: over Qingming; the Saturday that is worked counts."""
        self._go_through(
            "department",
            "2027-04-02 10:00",
            "2027-04-13 17:00",
            lambda: self._ask(self._register()),
            self._reply,
        )

    def test_r_i10_the_department_is_not_late_while_the_customer_is_asked(self):
        with self._at("2027-03-01 10:00"):
            case = self._register()
            duty = self._ask(case)
            case.action_wait_for_customer("Which lot?")
        with self._at("2027-03-03 10:00"):
            case.action_stop_waiting()
        self.assertDue(duty, "department", "2027-03-11 17:00")

    def test_r_s04_kept_for_three_years_at_least(self):
        self.assertEqual(self.policy.retention_years, 3)
        with (
            self.assertRaises(IntegrityError),
            mute_logger("odoo.sql_db"),
            self.env.cr.savepoint(),
        ):
            self.policy.retention_years = 2
            self.env.flush_all()

    def test_r_f02_quarterly_meeting_half_yearly_evaluation(self):
        self.assertEqual(
            self.policy.review_ids.mapped("frequency"), ["quarter", "half_year"]
        )
