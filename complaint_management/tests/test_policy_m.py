from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyM(PolicyCommon):
    """Policy M: one hour to the site, 24 to a solution, 48 to the customer's definite
    answer; after a week a major case."""

    code = "M"

    def _report(self):
        case = self._register(user_id=self.officer.id)
        case.action_report_to_top()
        return case

    def test_r_t05_within_an_hour_a_vice_gm_leads_on_site(self):
        self._go_through(
            "site",
            "2027-04-05 22:00",  # a holiday, at night: the hour runs
            "2027-04-05 23:00",
            self._report,
            lambda case: case.with_user(self.executive).action_begin_analysis(),
        )

    def test_r_t05_within_24_hours_analysis_and_solution(self):
        self._go_through(
            "solution",
            "2027-04-02 16:00",
            "2027-04-03 16:00",
            self._report,
            lambda case: case.action_put_forward_measures(),
        )

    def _put_forward(self):
        case = self._report()
        case.action_put_forward_measures()
        return case

    def test_r_t05_the_customer_is_contacted_within_24_hours_of_them(self):
        self._go_through(
            "contact",
            "2027-04-02 16:00",
            "2027-04-03 16:00",
            self._put_forward,
            lambda case: case.action_contact_customer(),
        )

    def test_r_t05_a_contact_before_the_measures_does_not_count(self):
        with self._at("2027-03-01 10:00"):
            case = self._report()
            case.action_contact_customer()
        with self._at("2027-03-01 15:00"):
            case.action_put_forward_measures()
        self.assertDue(case, "contact", "2027-03-02 15:00")
        self.assertEqual(self._get_clock_of(case, "contact").state, "running")

    def test_r_t05_a_call_that_is_noted_is_a_contact(self):
        with self._at("2027-03-01 10:00"):
            case = self._report()
        with self._at("2027-03-01 15:00"):
            case.action_put_forward_measures()
        with self._at("2027-03-01 16:00"):
            self.env["complaint.call"].with_user(self.officer).create(
                {"case_id": case.id, "words": "He knows what we will do."}
            )
        self.assertEqual(self._get_clock_of(case, "contact").state, "met")

    def test_r_t05_a_definite_answer_within_48_hours_of_the_event(self):
        self._go_through(
            "answer",
            "2027-04-03 10:00",
            "2027-04-05 10:00",
            self._register,
            self._settle,
        )

    def test_r_d13_solved_on_the_day(self):
        self._go_through(
            "same_day",
            "2027-03-01 10:00",
            "2027-03-02 00:00",
            self._register,
            self._settle,
        )
        at = self._get("limit_same_day").rung_ids.filtered("draws_in")
        self.assertEqual((at.moment, at.role), ("at", "executive_vice_gm"))

    def test_r_d08_after_a_week_it_is_a_major_case(self):
        """R-T05: calendar days, Qingming is one of them."""
        self._go_through(
            "week",
            "2027-04-01 10:00",
            "2027-04-09 00:00",
            self._register,
            self._settle,
        )
        with self._at("2027-04-01 10:00"):
            case = self._register(user_id=self.officer.id)
        self._run_ladder("2027-04-08 23:59")
        self.assertFalse(case.is_major)
        self._run_ladder("2027-04-09 00:00")
        self.assertTrue(case.is_major)

    def test_r_i10_no_pause(self):
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_wait_for_customer("Which lot?")
        with self._at("2027-03-01 20:00"):
            case.action_stop_waiting()
        self.assertDue(case, "answer", "2027-03-03 10:00")

    def test_r_f02_weekly_summary_and_record_forms_at_month_end(self):
        self.assertEqual(
            self.policy.review_ids.mapped("frequency"), ["week", "week", "month"]
        )
