from datetime import date

from odoo.fields import Command
from odoo.tests import tagged

from ..tools.reviews import next_due
from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyB(PolicyCommon):
    """Policy B: 15 days at home, 18 abroad, an answer promised in 15 days; branch,
    market department and processing unit have their days of it."""

    code = "B"

    def _accept_abroad(self):
        return self._accept(branch_id=self.abroad.id)

    def test_r_t03_fifteen_days_at_home(self):
        self._go_through(
            "outcome_home",
            "2027-03-01 10:00",
            "2027-03-17 00:00",
            self._accept,
            self._settle,
        )

    def test_r_t03_eighteen_days_abroad(self):
        self._go_through(
            "outcome_abroad",
            "2027-03-01 10:00",
            "2027-03-20 00:00",
            self._accept_abroad,
            self._settle,
        )

    def test_r_t03_calendar_days_take_no_notice_of_holidays(self):
        """R-T01: 天 are calendar days, Qingming is one of them."""
        self._go_through(
            "outcome_home",
            "2027-03-25 10:00",
            "2027-04-10 00:00",
            self._accept,
            self._settle,
        )

    def test_r_d11_the_promise_is_fifteen_days_abroad_too(self):
        """R-T03: a case can keep the limit and break the promise."""
        with self._at("2027-03-01 10:00"):
            case = self._accept_abroad()
            case.action_promise_answer()
        self.assertDue(case, "promise", "2027-03-17 00:00")
        with self._at("2027-03-17 00:01"):
            self._settle(case)
        self.assertEqual(self._get_clock_of(case, "outcome_abroad").state, "met")
        self.assertEqual(self._get_clock_of(case, "promise").state, "late")
        self.assertTrue(self._get("limit_promise").is_promise)

    def _ask_part(self, kind, department):
        return lambda: self._ask(self._accept(), department, kind)

    def test_r_t03_five_days_for_the_branch_seven_for_the_market_department(self):
        for key, due in (("branch", "2027-03-07"), ("market", "2027-03-09")):
            self._go_through(
                key,
                "2027-03-01 10:00",
                f"{due} 00:00",
                self._ask_part(key, self.branch),
                self._reply,
            )

    def test_r_t03_two_of_the_seven_for_the_processing_unit(self):
        self._go_through(
            "unit",
            "2027-03-01 10:00",
            "2027-03-04 00:00",
            self._ask_part("unit", self.plant),
            self._reply,
        )
        with self._at("2027-03-01 10:00"):
            case = self._accept()
            self._ask(case, self.branch, "market")
        with self._at("2027-03-08 10:00"):
            unit = self._ask(case, self.plant, "unit")
        self.assertDue(unit, "unit", "2027-03-09 00:00")

    def test_r_t03_the_events_of_the_three_are_settable(self):
        self.assertTrue(self._get("limit_branch").note)
        self._get("limit_branch").write({"start_event": "duty_handled_on"})
        duty = self._ask(self._accept(), self.branch, "branch")
        self.assertNoLimit(duty, "branch")

    def test_r_i10_waiting_for_the_customer_stops_nothing(self):
        with self._at("2027-03-01 10:00"):
            case = self._accept()
            case.action_wait_for_customer("Which lot?")
        with self._at("2027-03-05 10:00"):
            case.action_stop_waiting()
        self.assertDue(case, "outcome_home", "2027-03-17 00:00")

    def test_r_t07_person_in_charge_head_vice_gm_gm(self):
        with self._at("2027-03-01 10:00"):
            case = self._accept(user_id=self.officer.id)
        for moment in (
            "2027-03-14 23:59",
            "2027-03-15 00:00",
            "2027-03-17 00:00",
            "2027-03-19 00:00",
            "2027-03-21 00:00",
        ):
            self._run_ladder(moment)
        self.assertEqual(
            [role for role, _user in self._get_told(case)],
            ["handler", "head", "executive", "gm"],
        )

    # ------------------------------------------------------------
    # WHO DECIDES
    # ------------------------------------------------------------

    def _ask_for_decision(self, **values):
        case = self._accept(branch_id=self.branch.id, **values)
        self._propose(case)
        self._talk(case)
        case.action_submit()
        request = self.env["complaint.approval.request"].search(
            [("case_id", "=", case.id)]
        )
        self.assertEqual(request.route_id, self._get("route_disposition"))
        return request.turn_ids.sorted("sequence").mapped("name")

    def test_r_a03_branch_market_vice_gm_and_gm_where_much_is_claimed(self):
        short = ["Sales branch", "Market department", "Vice GM in charge"]
        self.assertEqual(self._ask_for_decision(), short)
        self.assertEqual(
            self._ask_for_decision(claimed_amount=10000), [*short, "General manager"]
        )

    def _ends_with_gm(self, case):
        steps = self._get("route_disposition")._get_steps_for(case, "disposition")
        return steps[case][1][-1:] == self._get("route_disposition_step_4")

    def test_r_a03_the_gm_decides_on_what_is_serious_however_little_it_costs(self):
        case = self._accept(branch_id=self.branch.id)
        self.assertFalse(self._ends_with_gm(case))
        serious = self.env.ref("complaint_management.complaint_severity_serious")
        self.env["complaint.assessment"].with_user(self.officer).create(
            {"case_id": case.id, "severity_id": serious.id}
        )
        self.assertTrue(self._ends_with_gm(case))

    def test_r_a03_another_currency_is_counted_in_the_companys(self):
        """2,000 of a currency of which one is worth seven; 20,000 of one of which a
        hundred are worth one."""
        dear, cheap = (
            self.env["res.currency"].create(
                {
                    "name": name,
                    "symbol": name,
                    "rate_ids": [
                        Command.create(
                            {
                                "name": "2020-01-01",
                                "rate": rate,
                                "company_id": self.company.id,
                            }
                        )
                    ],
                }
            )
            for name, rate in (("XAA", 1 / 7), ("XBB", 100))
        )
        for currency, amount, ends in ((dear, 2000, True), (cheap, 20000, False)):
            case = self._accept(
                branch_id=self.branch.id,
                currency_id=currency.id,
                claimed_amount=amount,
            )
            self.assertEqual(self._ends_with_gm(case), ends, currency.name)

    def test_r_i15_what_a_group_claims_together_goes_to_the_gm(self):
        lead, member = (
            self._accept(branch_id=self.branch.id, claimed_amount=6000)
            for _number in range(2)
        )
        self.assertFalse(self._ends_with_gm(lead))
        member.action_handle_with(lead.id)
        self.env["complaint.case"].sudo()._get_behind()._follow_leads()
        self.assertTrue(self._ends_with_gm(lead))

    def test_r_a03_the_company_says_which_cases_end_with_the_gm(self):
        self._get("route_disposition_step_4").write({"domain": False, "amount_from": 0})
        self.assertEqual(self._ask_for_decision()[-1], "General manager")

    def test_r_i13_the_branch_settles_what_is_within_its_authority(self):
        authority = self.policy.authority_ids
        refund = self.env.ref("complaint_management.complaint_remedy_type_refund")
        recall = self.env.ref("complaint_management.complaint_remedy_type_recall")
        self.assertEqual(authority._get_limit(self.clerk, refund), 100)
        self.assertEqual(authority._get_limit(self.officer, refund), 500)
        self.assertIsNone(authority._get_limit(self.officer, recall))

    def test_r_f02_review_in_the_first_ten_days_of_june_and_december(self):
        review = self.policy.review_ids
        due = [
            next_due(review.frequency, day, int(review.month), review.until_day)
            for day in (date(2027, 3, 1), date(2027, 6, 11))
        ]
        self.assertEqual(due, [date(2027, 6, 10), date(2027, 12, 10)])
