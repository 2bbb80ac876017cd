from odoo.tests import tagged

from .policy_common import PolicyCommon


@tagged("post_install", "-at_install")
class TestPolicyA(PolicyCommon):
    """Policy A: accepted or not within a working day; four conditions; three or five
    working days to investigate."""

    code = "A"

    def _refuse(self, case):
        case.action_refuse("Not ours", redress="The maker")
        return case

    def _send_draft(self, case):
        """What was drafted when it was judged leaves, by telephone."""
        draft = case.reply_ids.filtered(lambda one: one.state == "draft")
        draft.with_user(self.officer).medium = "phone"
        draft.with_user(self.officer).action_send()
        return draft

    def test_r_t02_he_is_told_whether_it_is_accepted_in_one_working_day(self):
        """Judging it in time and saying nothing does not keep the limit."""
        for judge in (self._accept, self._refuse):
            self._go_through(
                "answer",
                "2027-03-01 10:00",
                "2027-03-02 17:00",
                lambda: judge(self._register()),  # noqa: B023 called at once
                self._send_draft,
            )

    def test_r_i09_a_refusal_is_drafted_with_reason_and_redress(self):
        case = self._refuse(self._register(user_id=self.officer.id))
        draft = case.reply_ids
        self.assertEqual((draft.kind, draft.state), ("refusal", "draft"))
        for words in ("Not ours", "The maker"):
            self.assertIn(words, draft.body)
        asked = case.activity_ids.filtered(lambda one: "Not accepted" in one.summary)
        self.assertEqual(asked.user_id, self.officer)

    def test_r_i11_he_is_told_by_telephone_after_it_was_accepted(self):
        with self._at("2027-03-01 10:00"):
            case = self._register(user_id=self.officer.id)
            self._call(case)
        self.assertTrue(case.acknowledged_on)
        with self._at("2027-03-01 11:00"):
            self._accept(case)
        self.assertEqual(self._get_clock_of(case, "answer").state, "running")
        with self._at("2027-03-01 12:00"):
            self._call(case)
        self.assertEqual(self._get_clock_of(case, "answer").state, "met")

    def _call(self, case):
        purpose = self.env.ref("complaint_management.complaint_call_purpose_first")
        self.env["complaint.call"].with_user(self.officer).create(
            {"case_id": case.id, "purpose_id": purpose.id, "words": "It is with us."}
        )

    def test_r_i09_taken_up_again_he_is_told_anew(self):
        with self._at("2027-03-01 10:00"):
            case = self._refuse(self._register(user_id=self.officer.id))
            self._send_draft(case)
        self.assertTrue(case.judgement_told_on)
        with self._at("2027-03-03 10:00"):
            case.action_take_up_again("He sent the receipt.")
        self.assertFalse(case.judgement_told_on)
        clocks = self._get_clock_of(case, "answer")
        self.assertEqual(set(clocks.mapped("state")), {"met", "running"})
        again = clocks.filtered("is_running")
        self.assertEqual(self._say(again.due_on), "2027-03-04 17:00")

    def test_r_t02_over_a_holiday_and_to_a_make_up_saturday(self):
        """R-T01: Qingming on Monday is no working day, the Saturday after it is."""
        self._go_through(
            "answer",
            "2027-04-02 10:00",  # a Friday
            "2027-04-06 17:00",
            lambda: self._accept(self._register()),
            self._send_draft,
        )
        self._go_through(
            "answer",
            "2027-04-09 10:00",  # the Friday before the Saturday that is worked
            "2027-04-10 17:00",
            lambda: self._accept(self._register()),
            self._send_draft,
        )

    def test_r_t02_handed_over_in_one_working_day_of_acceptance(self):
        """A service matter: no rule of the policy asks anybody by itself."""
        self._go_through(
            "hand_over",
            "2027-03-01 10:00",
            "2027-03-02 17:00",
            lambda: self._accept(category_id=self.service.id),
            self._ask,
        )

    def _ask_in(self, **assessment):
        case = self._accept(category_id=self.service.id)
        self._assess(case, **assessment)
        return self._ask(case)

    def test_r_t02_three_working_days_to_investigate(self):
        self._go_through(
            "investigation",
            "2027-03-01 10:00",
            "2027-03-04 17:00",
            lambda: self._ask_in(complexity="general"),
            self._reply,
        )

    def test_r_t02_five_where_it_is_complex(self):
        self._go_through(
            "investigation_complex",
            "2027-03-01 10:00",
            "2027-03-08 17:00",
            lambda: self._ask_in(complexity="complex"),
            self._reply,
        )
        duty = self.env["complaint.duty"].search([], order="id desc", limit=1)
        self.assertNoLimit(duty, "investigation")

    def test_r_i08_four_conditions(self):
        case = self._register()
        self.assertEqual(len(case._get_open_tests()), 4)
        self.assertEqual(case._get_open_tests().mapped("on_no"), ["refuse"] * 4)

    def test_r_d15_quality_is_drawn_in(self):
        case = self._accept()
        self.assertEqual(case.duty_ids.mapped("kind"), ["quality"])
        self.assertFalse(self._accept(category_id=self.service.id).duty_ids)

    def test_r_d15_quality_is_drawn_in_where_it_turns_out_so_later(self):
        """Difficult, of another category, or a major case."""
        for turn_out in (
            lambda case: self._assess(case, complexity="complex"),
            lambda case: case.write({"category_id": self.quality.id}),
            lambda case: case.action_make_major("Somebody was hurt."),
        ):
            case = self._accept(category_id=self.service.id)
            self._ask(case)
            self.assertEqual(case.duty_ids.mapped("kind"), ["assisting"])
            turn_out(case)
            self.assertIn("quality", case.duty_ids.mapped("kind"))
            case.write({"category_id": self.service.id})
            case.write({"category_id": self.quality.id})
            self.assertEqual(len(case.duty_ids), 2, "asked once")

    def test_r_i10_the_clock_stops_while_the_customer_is_asked(self):
        with self._at("2027-03-01 10:00"):
            case = self._register()
            case.action_wait_for_customer("Which lot?")
        with self._at("2027-03-03 10:00"):
            case.action_stop_waiting()
        self.assertDue(case, "answer", "2027-03-03 17:00")
