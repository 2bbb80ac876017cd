from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .clock_common import ClockCommon, shanghai


@tagged("post_install", "-at_install")
class TestClock(ClockCommon):
    """R-T03, R-T08: limits run from event to event; each shows due, met, late by how
    much, paused for how long and why."""

    def _prepare(self, **values):
        self.policy = self._create_policy(
            self._limit("Answer", 1, "working_day", "received_on", "judged_on"),
            self._limit("Outcome", 15, "day", "accepted_on", "approved_on"),
            **values,
        )

    def test_r_t08_a_limit_runs_from_its_event_and_shows_when_it_is_due(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._register()
        answer = self._get_clock(case, "Answer")
        self.assertEqual(answer.state, "running")
        self.assertEqual(self._say(answer.due_on), "2027-03-02 17:00")
        self.assertEqual(case.due_on, answer.due_on)
        self.assertEqual(case.next_limit_id.name, "Answer")
        self.assertFalse(self._get_clock(case, "Outcome"), "not accepted yet")

    def test_r_t02_accepted_or_not_both_answer(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            accepted, refused = self._register(), self._register(title="Scam")
        with self._at("2027-03-02 16:59"):
            accepted.action_accept()
            refused.action_refuse("Not ours", redress="The maker")
        for case in (accepted, refused):
            self.assertEqual(self._get_clock(case, "Answer").state, "met")
        self.assertEqual(accepted.next_limit_id.name, "Outcome")
        self.assertFalse(refused.due_on)

    def test_r_i13_settled_on_the_spot_is_answered_in_time(self):
        self._prepare()
        refund = self.env.ref("complaint_management.complaint_remedy_type_refund")
        self.policy.authority_ids = [
            (
                0,
                0,
                {
                    "group_id": self.env.ref("base.group_user").id,
                    "remedy_type_id": refund.id,
                    "amount": 100,
                },
            )
        ]
        with self._at("2027-03-01 10:00"):
            case = self._register(self.clerk)
            case.action_settle_on_spot(refund.id, 20, "Refunded")
        self.assertEqual(self._get_clock(case, "Answer").state, "met")
        self.assertFalse(case.due_on)

    def test_r_t08_late_says_by_how_much_in_the_limits_own_unit(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._register()
        with self._at("2027-03-04 09:00"):
            case.action_accept()
        answer = self._get_clock(case, "Answer")
        self.assertEqual((answer.state, answer.overrun), ("late", 2))

    def test_r_t08_a_withdrawn_case_owes_nothing(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_cancel("Settled with the shop")
        self.assertEqual(self._get_clock(case, "Answer").state, "cut")
        self.assertFalse(case.due_on)

    def test_a_withdrawn_decision_lets_the_limit_run_on(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._bring_to("approved")
        self.assertEqual(self._get_clock(case, "Outcome").state, "met")
        with self._at("2027-03-05 10:00"):
            case.with_user(self.executive).action_submit("New facts")
        outcome = self._get_clock(case, "Outcome")
        self.assertEqual(outcome.state, "running")
        self.assertEqual(self._say(outcome.due_on), "2027-03-17 00:00")

    def test_a_reopened_case_has_a_limit_anew(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._bring_to("closed")
        with self._at("2027-06-01 10:00"):
            case.action_investigate("It leaks again")
        outcomes = self._get_clock(case, "Outcome")
        self.assertEqual(outcomes.mapped("state"), ["met", "running"])
        self.assertEqual(self._say(case.due_on), "2027-06-17 00:00")

    def test_r_d11_a_broken_promise_and_a_kept_limit_both_show(self):
        """R-T03: the promise of 15 days is a clock of its own."""
        self._create_policy(
            self._limit("Outcome", 18, "day", "accepted_on", "approved_on"),
            self._limit(
                "Promise", 15, "day", "promised_on", "answered_on", is_promise=True
            ),
        )
        with self._at("2027-03-01 10:00"):
            case = self._bring_to("deciding")
            case.action_promise_answer()
        with self._at("2027-03-18 10:00"):
            case.with_user(self.executive).action_approve()
            self._tell(case)
        self.assertEqual(self._get_clock(case, "Outcome").state, "met")
        promise = self._get_clock(case, "Promise")
        self.assertEqual((promise.state, promise.overrun), ("late", 2))

    def test_r_d11_not_satisfied_is_promised_an_answer_anew(self):
        self._create_policy(
            self._limit(
                "Promise", 15, "day", "promised_on", "answered_on", is_promise=True
            ),
        )
        with self._at("2027-03-01 10:00"):
            case = self._bring_to("confirming")
        with self._at("2027-03-10 10:00"):
            case.action_submit("It still leaks")
        promise = self._get_clock(case, "Promise")
        self.assertEqual(promise.state, "running")
        self.assertEqual(self._say(promise.due_on), "2027-03-26 00:00")

    def test_a_case_taken_from_an_earlier_register_has_no_clocks(self):
        self._prepare()
        cases = self.env["complaint.case"].with_user(self.admin).sudo()
        case = cases._create_guarded(
            [
                {
                    "title": "Old one",
                    "company_id": self.company.id,
                    "historical": True,
                }
            ]
        )
        self.assertFalse(self._get_clock(case, "Answer"))

    # ------------------------------------------------------------
    # FOR WHICH CASES
    # ------------------------------------------------------------

    def test_r_t03_at_home_and_abroad_have_limits_of_their_own(self):
        outcome = ("Outcome", "day", "accepted_on", "approved_on")
        name, unit, *events = outcome
        self._create_policy(
            self._limit(name, 15, unit, *events, domain="[('region', '=', 'home')]"),
            self._limit(name, 18, unit, *events, domain="[('region', '=', 'abroad')]"),
        )
        self.branch.complaint_region = "abroad"
        with self._at("2027-03-01 10:00"):
            home = self._register()
            abroad = self._register(branch_id=self.branch.id)
            (home | abroad).action_accept()
        self.assertEqual(self._say(home.due_on), "2027-03-17 00:00")
        self.assertEqual(self._say(abroad.due_on), "2027-03-20 00:00")

    def test_changing_the_category_plans_the_running_limits_anew(self):
        service = self.env.ref(
            "complaint_management.complaint_category_service_quality"
        )
        event = ("received_on", "judged_on")
        quality = f"[('category_id', 'child_of', {self.quality.id})]"
        self._create_policy(
            self._limit("Quality", 1, "day", *event, domain=quality),
            self._limit(
                "Other",
                3,
                "day",
                *event,
                domain=f"[('category_id', '=', {service.id})]",
            ),
        )
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.category_id = service
        self.assertEqual(self._get_clock(case, "Quality").state, "void")
        self.assertEqual(self._get_clock(case, "Other").state, "running")
        self.assertEqual(self._say(case.due_on), "2027-03-05 00:00")

    def test_another_policy_plans_the_running_limits_anew(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._register()
            other = self._create_policy(
                self._limit("Reply", 3, "day", "received_on", "judged_on"),
                name="Another",
            )
            case.sudo()._write_guarded({"policy_id": other.id})
        self.assertEqual(self._get_clock(case, "Answer").state, "void")
        self.assertEqual(self._get_clock(case, "Reply").state, "running")

    def test_r_p01_a_changed_number_rules_the_cases_opened_from_then_on(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            old = self._register()
            self.policy.limit_ids.filtered(lambda one: one.name == "Answer").amount = 2
            new = self._register(title="Another")
            old.user_id = self.clerk  # a write that follows events
        self.assertEqual(self._say(old.due_on), "2027-03-02 17:00")
        self.assertEqual(self._say(new.due_on), "2027-03-03 17:00")

    # ------------------------------------------------------------
    # NESTED
    # ------------------------------------------------------------

    def test_r_t03_a_part_never_ends_later_than_its_whole(self):
        policy = self._create_policy(
            self._limit("Outcome", 15, "day", "accepted_on", "approved_on")
        )
        whole = policy.limit_ids
        self.env["complaint.policy.limit"].create(
            self._limit(
                "Market",
                7,
                "day",
                "investigated_on",
                "approved_on",
                policy_id=policy.id,
                parent_id=whole.id,
            )
        )
        with self._at("2027-03-01 10:00"):
            case = self._bring_to("investigating")
        with self._at("2027-03-12 10:00"):
            self._propose(case)
            case.action_submit()
        market = self._get_clock(case, "Market")
        self.assertEqual(market.parent_id, self._get_clock(case, "Outcome"))
        self.assertEqual(self._say(market.due_on), "2027-03-17 00:00")

    # ------------------------------------------------------------
    # WAITING FOR THE CUSTOMER
    # ------------------------------------------------------------

    def test_r_i10_waiting_for_the_customer_stops_the_clock(self):
        self._prepare(pause_for_customer=True)
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_wait_for_customer("Which model?")
        answer = self._get_clock(case, "Answer")
        self.assertEqual((answer.state, answer.due_on), ("paused", False))
        with self._at("2027-03-04 10:00"):
            case.action_stop_waiting()
        self.assertEqual(answer.state, "running")
        self.assertEqual(self._say(answer.due_on), "2027-03-04 17:00")
        self.assertEqual(self._say(answer.first_due_on), "2027-03-02 17:00")
        [wait] = case.get_clocks()["waits"]
        self.assertEqual(wait["reason"], "Which model?")

    def test_r_i10_a_policy_may_let_the_clocks_run(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_wait_for_customer("Which model?")
        self.assertEqual(self._get_clock(case, "Answer").state, "running")
        self.assertTrue(case.pause_id)

    def test_r_i10_nobody_waits_twice_or_without_a_question(self):
        case = self._register()
        with self.assertRaisesRegex(UserError, "Write down"):
            case.action_wait_for_customer("  ")
        case.action_wait_for_customer("Which model?")
        with self.assertRaisesRegex(UserError, "waits for the customer already"):
            case.action_wait_for_customer("Which colour?")

    def test_r_i10_a_case_that_ends_waits_for_nobody(self):
        case = self._register()
        case.action_wait_for_customer("Which model?")
        pause = case.pause_id
        case.action_cancel("No answer")
        self.assertTrue(pause.until)
        self.assertFalse(case.pause_id)

    def test_a_stranger_to_the_case_cannot_stop_its_clocks(self):
        case = self._register()
        with self.assertRaises(AccessError):
            case.with_user(self.clerk).action_wait_for_customer("Which model?")
        with self.assertRaises(AccessError):
            case.with_user(self.supervisor).action_wait_for_customer("Which model?")

    # ------------------------------------------------------------
    # EXTENSION, HOLDER, RIGHTS
    # ------------------------------------------------------------

    def test_r_t06_an_extension_moves_the_due_date_and_keeps_the_old_one(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._register()
            answer = self._get_clock(case, "Answer")
            answer.sudo()._extend(shanghai("2027-03-10 17:00"), "Laboratory")
        self.assertEqual(self._say(answer.due_on), "2027-03-10 17:00")
        self.assertEqual(self._say(answer.first_due_on), "2027-03-02 17:00")
        self.assertEqual(case.due_on, answer.due_on)
        trail = self.env["complaint.trail"].search(
            [("res_model", "=", "complaint.clock"), ("res_id", "=", answer.id)]
        )
        self.assertEqual(trail.mapped("reason"), ["Laboratory"])

    def test_r_t06_an_extension_ends_later(self):
        self._prepare()
        with self._at("2027-03-01 10:00"):
            case = self._register()
            answer = self._get_clock(case, "Answer").sudo()
            with self.assertRaisesRegex(UserError, "ends later"):
                answer._extend(shanghai("2027-03-02 12:00"), "Why")

    def test_the_clock_goes_with_the_person_in_charge(self):
        self._prepare()
        case = self._register(user_id=self.officer.id)
        self.assertEqual(self._get_clock(case, "Answer").user_id, self.officer)
        case.user_id = self.admin
        self.assertEqual(self._get_clock(case, "Answer").user_id, self.admin)

    def test_nobody_writes_a_clock(self):
        self._prepare()
        case = self._register()
        clock = self._get_clock(case, "Answer")
        for user in (self.officer, self.admin, self.executive):
            with self.assertRaisesRegex(UserError, "cannot be set by hand"):
                clock.with_user(user).due_on = shanghai("2030-01-01 00:00")
            with self.assertRaises(AccessError):
                clock.with_user(user).unlink()
        with self.assertRaises(AccessError):
            clock.with_user(self.clerk).read(["due_on"])

    def test_who_received_the_case_sees_its_clocks(self):
        self._prepare()
        case = self._register(self.clerk)
        [answer] = case.get_clocks()["clocks"]
        self.assertEqual((answer["name"], answer["state"]), ("Answer", "running"))
        with self.assertRaises(AccessError):
            case.with_user(self.head).get_clocks()
