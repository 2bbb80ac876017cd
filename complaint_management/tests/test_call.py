from datetime import timedelta

from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form, tagged

from .reply_common import ReplyCommon


@tagged("post_install", "-at_install")
class TestCall(ReplyCommon):
    """R-K02, R-K07, R-K08: what is said by word is noted, and what follows is asked."""

    def _note(self, user=None, case=None, **values):
        calls = self.env["complaint.call"].with_user(user or self.officer)
        values = {"words": "The lid is cracked.", **values}
        return calls.create({"case_id": (case or self.case).id, **values})

    def _get_purpose(self, key):
        return self.env.ref(f"complaint_management.complaint_call_purpose_{key}")

    def test_r_k02_call_keeps_who_with_whom_when_and_the_words(self):
        call = self._note(promise="We call back.")
        self.assertEqual(call.person, "Ms. Zhang")
        self.assertEqual(call.phone, "5550101")
        self.assertEqual(call.user_id, self.officer)
        self.assertTrue(call.held_on)
        self.assertEqual(self.case.call_count, 1)
        with self.assertRaisesRegex(ValidationError, "after it was said"):
            self._note(held_on=fields.Datetime.now() + timedelta(hours=1))

    def test_r_k02_next_step_is_asked_of_the_person_in_charge(self):
        day = fields.Date.today() + timedelta(days=3)
        call = self._note(next_step="Call back", next_on=day)
        activity = self.case.activity_ids
        self.assertEqual(call.activity_id, activity)
        self.assertEqual(activity.user_id, self.officer)
        self.assertEqual(activity.date_deadline, day)
        self.assertEqual(activity.summary, "Call back")

    def test_r_k02_what_was_noted_stays(self):
        """For administrators and the system too."""
        call = self._note()
        for record in (call.with_user(self.admin), call.sudo()):
            with self.assertRaises(UserError):  # AccessError is one
                record.write({"words": "Nothing was said."})
            with self.assertRaises(UserError):
                record.unlink()
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            self._note(undecided=True)

    def test_r_k02_who_only_reads_notes_nothing(self):
        for user in (self.executive, self.supervisor, self.clerk, self.stranger):
            with self.assertRaises(AccessError):
                self._note(user)

    def test_r_k02_form_is_filled_in_on_the_telephone(self):
        """Two words are enough; the rest is known."""
        action = self.case.with_user(self.officer).action_note_call()
        calls = self.env["complaint.call"].with_user(self.officer)
        form = Form(calls.with_context(**action["context"]))
        self.assertEqual(form.person, "Ms. Zhang")
        form.words = "The lid is cracked."
        form.purpose_id = self._get_purpose("remedy")
        self.assertEqual(form.next_step, "Call of apology")
        self.assertTrue(form.next_on)
        with form.evidence_ids.new() as line:
            line.name = "Recording"
            line.description = "On the server, 5550101-0311."
        call = form.save()
        self.assertEqual(call.evidence_ids.case_id, self.case)

    def test_r_k02_recording_of_another_case_is_none_of_this_call(self):
        call = self._note()
        other = self._register()
        with self.assertRaisesRegex(ValidationError, "another complaint"):
            self.env["complaint.evidence"].create(
                {
                    "case_id": other.id,
                    "call_id": call.id,
                    "name": "Recording",
                    "description": "Tape 4",
                }
            )

    def test_r_a06_promise_before_the_decision_is_seen(self):
        self.assertTrue(self._note(promise="A new kettle.").undecided)
        self.assertFalse(self._note().undecided)
        case = self._bring_to("approved")
        self.assertFalse(self._note(case=case, promise="A new kettle.").undecided)

    def test_r_a06_when_he_will_hear_may_be_promised_before_the_decision(self):
        """B itself has an answer within 15 days promised (R-D11)."""
        call = self._note(promise="You hear from us on Friday.", promises_news=True)
        self.assertFalse(call.undecided)
        with self.assertRaisesRegex(UserError, "stays as it is"):
            call.promises_news = False

    def test_r_k07_own_matter_by_telephone(self):
        """The remedy is said, a call of apology follows, then whether it is solved."""
        self._note(purpose_id=self._get_purpose("remedy").id)
        self.assertEqual(self.case.activity_ids.summary, "Call of apology")
        self._note(purpose_id=self._get_purpose("apology").id)
        self.assertEqual(self.case.activity_ids.summary, "Is it solved?")
        self._note(purpose_id=self._get_purpose("solved").id)
        self.assertFalse(self.case.activity_ids)

    def test_r_k07_another_departments_matter_by_telephone(self):
        """Passed on, a second call with measure and person, a later one."""
        said = []
        for key in ("passed", "measure", "solved"):
            self._note(purpose_id=self._get_purpose(key).id)
            said += self.case.activity_ids.mapped("summary")
        self.assertEqual(said, ["Measure told, and who solves it", "Is it solved?"])
        self.assertTrue(self.case.acknowledged_on)

    def test_r_k07_by_letter_an_answer_in_writing_follows(self):
        self._note(kind="letter", purpose_id=self._get_purpose("letter").id)
        summary = self.case.activity_ids.summary
        self.assertEqual(summary, "Written explanation and apology")

    def test_r_k07_steps_are_the_profiles(self):
        """A company adds its own, for one policy."""
        purposes = self.env["complaint.call.purpose"].with_user(self.admin)
        own = purposes.create({"name": "Greet", "next_step": "Send flowers"})
        call = self._note(purpose_id=own.id)
        self.assertEqual(call.next_step, "Send flowers")

    def test_r_k07_purposes_are_those_of_the_cases_policy(self):
        """Its own where it has any, else the shared ones; never another policy's."""
        policies = self.env["complaint.policy"].create(
            [
                {"name": name, "company_id": company, "valid_from": "2020-01-01"}
                for name, company in (("Ours", self.company.id), ("Another", False))
            ]
        )
        own, foreign = self.env["complaint.call.purpose"].create(
            [{"name": "Greet", "policy_id": policy.id} for policy in policies]
        )
        self.assertIn(self._get_purpose("first"), self._offer(self.case))
        self.assertNotIn(own, self._offer(self.case))
        case = self._register()
        self.assertEqual(case.policy_id, policies[0])
        self.assertEqual(self._offer(case), own)
        with self.assertRaisesRegex(ValidationError, "another policy"):
            self._note(case=case, purpose_id=foreign.id)

    def _offer(self, case):
        action = case.with_user(self.officer).action_note_call()
        calls = self.env["complaint.call"].with_user(self.officer)
        return calls.with_context(**action["context"]).new({}).purpose_ids._origin

    def test_r_k07_next_version_of_the_policy_has_the_procedure(self):
        policy = self.env["complaint.policy"].create(
            {"name": "Ours", "company_id": self.company.id, "valid_from": "2020-01-01"}
        )
        purposes = self.env["complaint.call.purpose"]
        last = purposes.create({"name": "Solved?", "policy_id": policy.id})
        purposes.create({"name": "Say", "policy_id": policy.id, "next_id": last.id})
        action = policy.with_user(self.admin).action_new_version()
        copies = self.env["complaint.policy"].browse(action["res_id"]).purpose_ids
        self.assertEqual(sorted(copies.mapped("name")), ["Say", "Solved?"])
        self.assertLess(copies.next_id, copies)

    def test_r_k07_letter_is_copied_and_the_answer_lies_ready(self):
        """Whoever looks into it sees the letter; the explanation is a draft, and goes
        out when it is decided."""
        paper = {"name": "His letter", "description": "Two pages."}
        purpose = self._get_purpose("letter")
        for _twice in range(2):
            self._note(
                kind="letter",
                purpose_id=purpose.id,
                evidence_ids=[fields.Command.create(paper)],
            )
        self.assertTrue(all(self.case.evidence_ids.mapped("for_investigator")))
        reply = self.case.reply_ids
        self.assertEqual(
            (reply.kind, reply.medium, reply.state), ("explanation", "letter", "draft")
        )
        self.assertEqual(reply.user_id, self.officer)
        with self.assertRaisesRegex(UserError, "is not decided"):
            reply.with_user(self.officer).action_print()

    def test_r_k06_what_cannot_be_solved_is_talked_over(self):
        """The talk is kept; reason and result are told in writing, after it."""
        self._note(purpose_id=self._get_purpose("talked").id, words="No kiln does it.")
        self.assertEqual(
            self.case.activity_ids.summary, "Tell reason and result in writing"
        )
        told = [one["text"] for one in self.case.get_timeline()]
        self.assertIn("No kiln does it.", told)

    def test_r_i11_first_contact_is_an_acknowledgement(self):
        held = fields.Datetime.now() - timedelta(minutes=5)
        self._note(purpose_id=self._get_purpose("first").id, held_on=held)
        self.assertEqual(self.case.acknowledged_on, held)


@tagged("post_install", "-at_install")
class TestQuestion(ReplyCommon):
    """R-K09: what the complainant asks stays open until answered."""

    def _ask(self, case=None, user=None):
        case = (case or self.case).with_user(user or self.officer)
        return case.ask_question("When does the kettle come?", "link")

    def test_r_k09_question_goes_to_the_person_in_charge(self):
        question = self._ask()
        self.assertEqual(question.user_id, self.officer)
        self.case.user_id = self.admin
        self.assertEqual(question.user_id, self.admin)
        self.assertEqual(self.case.open_question_count, 1)
        desk = self.env["complaint.desk"].with_user(self.admin).get_desk()
        [section] = [one for one in desk if one["key"] == "question"]
        self.assertEqual(section["rows"][0]["what"], question.text)

    def test_r_k09_asked_on_the_telephone(self):
        call = self.env["complaint.call"].with_user(self.officer)
        call = call.create(
            {"case_id": self.case.id, "words": "He waits.", "question": "When?"}
        )
        self.assertEqual(self.case.question_ids.text, "When?")
        self.assertEqual(self.case.question_ids.call_id, call)
        self.assertEqual(self.case.question_ids.medium, "phone")

    def test_r_k09_asked_by_mail(self):
        self._send("acknowledgement")
        [mail] = self._run_job()
        text = "When does it come?\n\nOn Mon, Lotus wrote:\n> Dear Ms. Zhang"
        self._receive(self._mail(text, In_Reply_To=mail["Message-Id"]))
        self.assertEqual(self.case.question_ids.text, "When does it come?")

    def test_r_k09_what_we_asked_for_is_an_answer_and_no_question(self):
        self._send("request", text="Which model is it?")
        [mail] = self._run_job()
        self._receive(self._mail("XK-7", In_Reply_To=mail["Message-Id"]))
        self.assertFalse(self.case.question_ids)
        self.case.action_wait_for_customer("Which colour?")
        self._receive(self._mail("Red. 何时寄出？", In_Reply_To=mail["Message-Id"]))
        self.assertEqual(self.case.question_ids.text, "Red. 何时寄出？")

    def test_r_k09_no_closing_while_a_question_is_open(self):
        case = self._bring_to("confirming", outcome="Replaced.")
        question = self._ask(case)
        with self.assertRaisesRegex(UserError, "Questions of the complainant are open"):
            case.action_close()
        question.action_drop()
        self._tell(case)
        case.action_close()
        self.assertCaseState(case, "closed")

    def test_r_k09_written_answer_settles_it_when_it_has_left(self):
        question = self._ask()
        action = question.action_reply()
        replies = self.env["complaint.reply"].with_user(self.officer)
        form = Form(replies.with_context(**action["context"]))
        form.text = "It was sent on Monday."
        reply = form.save()
        self.assertIn(question.text, reply.body)
        reply.action_send()
        self.assertEqual(question.state, "open")
        self._run_job()
        self.assertEqual(question.state, "answered")
        self.assertEqual(question.answer, "It was sent on Monday.")
        self.assertEqual(question.reply_id, reply)

    def test_r_k09_answered_by_word(self):
        question = self._ask()
        action = question.action_call()
        calls = self.env["complaint.call"].with_user(self.officer)
        form = Form(calls.with_context(**action["context"]))
        form.words = "On Monday."
        call = form.save()
        self.assertEqual(question.state, "answered")
        self.assertEqual(question.call_id, call)
        self.assertEqual(question.answered_by_id, self.officer)

    def test_r_k09_answer_quotes_no_question_of_another_case(self):
        question = self._ask(self._register())
        reply = self._write("answer", text="Monday.", question_id=question.id)
        self.assertNotIn(question.text, reply.body)
        with self.assertRaisesRegex(UserError, "another complaint"):
            reply.action_send()

    def test_r_k09_nobody_writes_a_question_by_hand(self):
        question = self._ask()
        for record in (question.with_user(self.admin), question.sudo()):
            for values in ({"text": "x"}, {"state": "answered"}, {"answer": "x"}):
                with self.assertRaises(UserError):
                    record.write(values)
            with self.assertRaises(UserError):
                record.unlink()
        for user in (self.executive, self.supervisor, self.clerk, self.stranger):
            with self.assertRaises(AccessError):
                question.with_user(user).action_drop()
            with self.assertRaises(AccessError):
                self._ask(user=user)

    def test_r_k09_mail_that_opens_a_case_is_no_question(self):
        case = self._receive(self._mail("When do you repair it?"))
        self.assertFalse(case.question_ids)

    def test_r_k09_web_asks_for_a_customer(self):
        """The link calls it with the rights of the system."""
        question = self.case.sudo().ask_question("When does it come?")
        self.assertEqual((question.medium, question.user_id), ("link", self.officer))
