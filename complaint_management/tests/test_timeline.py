from odoo.exceptions import AccessError
from odoo.tests import tagged, warmup

from .desk_common import DeskCommon

FOR_RECEIVERS = {"event", "pause", "resume", "handover", "reply"}


@tagged("post_install", "-at_install")
class TestTimeline(DeskCommon):
    """What happened to a case, in order, for each as far as he may know it."""

    def _live(self, days=1):
        """A case with a bit of everything."""
        case = self._take_in()
        with self._at("2027-03-02 10:00"):
            case.with_user(self.officer).action_accept()
            case.with_user(self.officer).claimed_amount = 900
        for number in range(days):
            day = f"2027-03-{3 + number:02}"
            with self._at(f"{day} 09:00"):
                case.with_user(self.clerk).action_wait_for_customer("Which lot?")
            with self._at(f"{day} 10:00"):
                case.with_user(self.clerk).action_stop_waiting()
                handover = self._hand_over(case, self.potter)
                handover.with_user(self.potter).action_decline("On leave too.")
            self._work_on(case, day)
        self._run_ladder("2027-03-25 10:00")
        return case

    def _work_on(self, case, day):
        duty = self._ask(case, at=f"{day} 11:00", question="Why?")
        with self._at(f"{day} 12:00"):
            duty.with_user(self.head).action_name_handler(self.potter.id)
        with self._at(f"{day} 13:00"):
            duty.with_user(self.potter).findings = "The seam is open."
            duty.with_user(self.potter).action_answer()
        with self._at(f"{day} 14:00"):
            duty.with_user(self.officer).action_accept_answer()
        with self._at(f"{day} 15:00"):
            other = self._ask(case, at=f"{day} 15:00")
            other.with_user(self.head).action_return("Bought, not made here.")

    def _reply(self, case):
        """The clerk told the customer on the telephone that it arrived."""
        reply = (
            self.env["complaint.reply"]
            .with_user(self.clerk)
            .create({"case_id": case.id, "kind": "acknowledgement", "medium": "phone"})
        )
        reply.action_send()
        self.assertTrue(reply.sent_on)

    def _look(self, case, user):
        self.env.invalidate_all()
        return case.with_user(user).get_timeline()

    def _get_titles(self, case, user, *kinds):
        return [
            moment["title"]
            for moment in self._look(case, user)
            if moment["kind"] in kinds
        ]

    def _find(self, case, user, title):
        [moment] = [one for one in self._look(case, user) if one["title"] == title]
        return moment

    # ------------------------------------------------------------
    # WHAT IS TOLD
    # ------------------------------------------------------------

    def test_r_t08_what_happened_stands_in_its_order(self):
        case = self._live()
        moments = [one["on"] for one in self._look(case, self.officer)]
        self.assertEqual(moments, sorted(moments))
        self.assertEqual(
            self._get_titles(case, self.officer, "event"),
            [
                "Received",
                "Registered",
                "Accepted",
                "Handed over to the departments",
            ],
        )
        self.assertEqual(
            self._get_titles(case, self.officer, "duty", "returned"),
            [
                "Asked",
                "Handler was named",
                "Answer given",
                "Answer accepted",
                "Asked",
                "Given back: not ours",
            ],
        )

    def test_r_t08_when_and_why_it_waited_and_who_was_told(self):
        case = self._live()
        pause = self._find(case, self.supervisor, "Waiting for the customer")
        self.assertEqual(
            (pause["on"], pause["text"], pause["who"]),
            ("2027-03-03 01:00:00", "Which lot?", self.clerk.name),
        )
        self._find(case, self.supervisor, "No longer waiting for the customer")
        told = self._find(case, self.supervisor, "Told of the limit")
        self.assertEqual((told["of"], told["who"]), ("Outcome", self.gm.name))

    def test_r_d02_each_step_names_the_department_and_the_person(self):
        case = self._live()
        named = self._find(case, self.officer, "Handler was named")
        self.assertEqual((named["of"], named["who"]), ("Plant 1", self.potter.name))
        returned = self._find(case, self.officer, "Given back: not ours")
        self.assertEqual(returned["text"], "Bought, not made here.")

    def test_r_i12_hand_overs_say_of_whom_and_what_became_of_them(self):
        case = self._live()
        asked = self._find(case, self.clerk, "Hand-over asked of")
        self.assertEqual(asked["of"], self.potter.name)
        answer = self._find(case, self.clerk, "Hand-over: Declined")
        self.assertEqual(
            (answer["who"], answer["text"]), (self.potter.name, "On leave too.")
        )

    def test_r_p04_each_change_says_who_when_from_and_to(self):
        case = self._live()
        amount = self._find(case, self.supervisor, "Amount claimed")
        self.assertEqual(
            (amount["on"], amount["who"], amount["text"]),
            ("2027-03-02 02:00:00", self.officer.name, "900.0"),
        )
        accepted = self._find(case, self.supervisor, "Accepted")
        self.assertEqual(accepted["who"], self.officer.name)
        case.with_user(self.officer).action_cancel("Bought elsewhere.")
        gone = self._find(case, self.supervisor, "Withdrawn")
        self.assertEqual(
            (gone["text"], gone["who"]), ("Bought elsewhere.", self.officer.name)
        )

    def test_r_p04_a_date_that_moves_says_from_when_to_when(self):
        case = self._take_in()
        clock = self._get_clock(case, "Outcome")
        self.assertFalse(self._get_titles(case, self.officer, "change"))
        with self._at("2027-03-10 10:00"):
            later = clock.due_on.replace(day=30)
            clock._extend(later, "The laboratory needs a week.")
        due = self._find(case, self.officer, "Due")
        self.assertEqual(due["of"], "Outcome")
        self.assertIn("The laboratory needs a week.", due["text"])
        self.assertIn("→ 03/3", due["text"])

    def test_r_a04_who_decided_is_told(self):
        case = self._take_in()
        self._make_ready(case)
        case.with_user(self.officer).action_request_approval("disposition")
        moment = self._find(case, self.executive, "Asked for approval")
        self.assertEqual(
            (moment["kind"], moment["who"]), ("decision", self.officer.name)
        )

    # ------------------------------------------------------------
    # WHO MAY KNOW IT
    # ------------------------------------------------------------

    def test_r_p02_who_received_it_does_not_learn_what_departments_did(self):
        case = self._live()
        self._reply(case)
        kinds = {one["kind"] for one in self._look(case, self.clerk)}
        self.assertEqual(kinds, FOR_RECEIVERS)
        for user in (self.officer, self.executive, self.supervisor):
            kinds = {one["kind"] for one in self._look(case, user)}
            self.assertTrue({"duty", "told", "change"} <= kinds, user.name)

    def test_r_p03_who_may_not_read_the_case_learns_nothing(self):
        case = self._live()
        for user in (self.head, self.stranger):
            with self.assertRaises(AccessError):
                self._look(case, user)

    def test_words_are_in_the_language_of_who_looks(self):
        self.env["res.lang"]._activate_lang("zh_CN")
        case = self._live()
        chinese = case.with_user(self.officer).with_context(lang="zh_CN")
        english, translated = (
            {one["title"] for one in moments if one["kind"] in ("duty", "pause")}
            for moments in (self._look(case, self.officer), chinese.get_timeline())
        )
        self.assertTrue(translated)
        self.assertFalse(english & translated)

    def test_r_v01_r_v03_r_s05_findings_samples_and_confirmation_are_told(self):
        case = self._take_in()
        on_case = {"case_id": case.id}
        finding = {"finding": "The seam is open.", "method": "laboratory", **on_case}
        self.env["complaint.finding"].with_user(self.officer).create(finding)
        samples = self.env["complaint.sample"].with_user(self.officer)
        sample = samples.create({"name": "Kettle", "place": "Shelf 4", **on_case})
        sample.move_ids.create(
            {"sample_id": sample.id, "place": "Laboratory", "reason": "To be tested"}
        )
        case.sudo()._write_guarded(
            {
                "solved_on": "2027-03-05 02:00:00",
                "solved_by_id": self.head.id,
                "solved_note": "I called him.",
            }
        )
        told = {one["title"]: one for one in self._look(case, self.officer)}
        self.assertEqual(told["Found: Laboratory"]["text"], "The seam is open.")
        self.assertEqual(told["Sample taken"]["of"], "Kettle")
        self.assertEqual(told["Sample: Handed over"]["text"], "Laboratory")
        solved = told["Confirmed as solved"]
        self.assertEqual((solved["text"], solved["who"]), ("I called him.", "Head"))
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(17):  # 14, and one for each of the three kinds
            case.with_user(self.officer).get_timeline()

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @warmup
    def test_a_long_life_costs_no_more_than_a_short_one(self):
        """One query for each model that has something to tell, and its names."""
        for days in (1, 12):
            case = self._live(days)
            self._make_ready(case)
            case.with_user(self.officer).action_request_approval("disposition")
            self._reply(case)
            for user in (self.officer, self.clerk):
                moments = len(self._look(case, user))
                self.assertGreater(moments, 4 * days)
                self.env.flush_all()
                self.env.invalidate_all()
                with self.assertQueryCount(14):
                    case.with_user(user).get_timeline()
