from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import tagged

from .intake_common import (
    CLEAR,
    CONCERNED,
    FOUR_CONDITIONS,
    IS_QUALITY,
    LAWFUL,
    OURS,
    IntakeCommon,
)


@tagged("post_install", "-at_install")
class TestAcceptance(IntakeCommon):
    """R-I08, R-I23: what the policy asks is answered before a complaint is accepted."""

    def test_r_i23_policy_that_asks_nothing_accepts_at_once(self):
        self._create_policy()
        case = self._register()
        self.assertIsNone(case.action_accept())
        self.assertCaseState(case, "accepted")

    def test_r_i08_four_conditions_are_asked_before_accepting(self):
        self._create_policy(*FOUR_CONDITIONS)
        case = self._register()
        form = self._open(case.action_accept())
        self.assertEqual(form.line_ids.test_id.mapped("name"), [*FOUR_CONDITIONS])
        self.assertFalse(form.line_ids.filtered("answer"))
        self.assertCaseState(case, "new")
        self.assertIn(f"Answer: {CLEAR}", case.hint)

    def test_r_i08_several_at_once_are_told_every_open_question(self):
        """No form can ask for two cases: it says which questions stand open."""
        self._create_policy(*FOUR_CONDITIONS)
        cases = self._register() | self._register()
        with self.assertRaises(UserError) as caught:
            cases.action_accept()
        for question in FOUR_CONDITIONS:
            self.assertIn(f"Answer: {question}", str(caught.exception))
        self.assertEqual(cases.mapped("state"), ["new", "new"])

    def test_r_i08_four_times_yes_is_accepted_and_kept(self):
        self._create_policy(*FOUR_CONDITIONS)
        case = self._register()
        self._fill_in(case, "yes: a buyer", "yes", "yes", "yes").action_accept()
        self.assertCaseState(case, "accepted")
        kept = case.answer_ids.sorted("id")
        self.assertEqual(kept.mapped("question"), [*FOUR_CONDITIONS])
        self.assertEqual(set(kept.mapped("answer")), {"yes"})
        self.assertEqual(kept[0].note, "a buyer")
        self.assertEqual(kept.user_id, self.officer)

    def test_r_i08_any_no_stands_in_the_way(self):
        self._create_policy(*FOUR_CONDITIONS)
        for place, question in enumerate(FOUR_CONDITIONS):
            case = self._register()
            answers = ["yes"] * len(FOUR_CONDITIONS)
            answers[place] = "no"
            form = self._fill_in(case, *answers)
            form.action_keep()
            for accept in (form.action_accept, case.action_accept):
                with self.assertRaises(UserError) as caught:
                    accept()
                self.assertIn(
                    f"“{question}” was answered with no", str(caught.exception)
                )
            self.assertCaseState(case, "new")

    def test_r_i08_half_answered_is_not_accepted(self):
        """The form says what is missing instead of closing without a word."""
        self._create_policy(*FOUR_CONDITIONS)
        case = self._register()
        form = self._fill_in(case, "yes", "", "yes", "")
        with self.assertRaises(UserError) as caught:
            form.action_accept()
        told = str(caught.exception)
        self.assertIn(CLEAR, told)
        self.assertIn(LAWFUL, told)
        self.assertNotIn(CONCERNED, told)
        self.assertCaseState(case, "new")

    def test_r_i23_no_quality_problem_is_accepted_with_what_is_done_instead(self):
        self._create_policy(IS_QUALITY, on_no="explain")
        case = self._register()
        for silent in ("no", "no:    "):
            form = self._fill_in(case, silent)
            with (
                self.assertRaisesRegex(ValidationError, "what is done instead"),
                self.cr.savepoint(),
            ):
                form.action_accept()
        self._fill_in(case, "no: the carrier is told").action_accept()
        self.assertCaseState(case, "accepted")
        self.assertEqual(case.answer_ids.note, "the carrier is told")

    def test_r_i23_what_is_done_instead_is_asked_of_the_api_too(self):
        policy = self._create_policy(IS_QUALITY, on_no="explain")
        case = self._register()
        with self.assertRaisesRegex(ValidationError, "what is done instead"):
            self._answer(case, policy, "no")

    def test_r_i23_quality_problem_goes_on_at_once(self):
        self._create_policy(IS_QUALITY, on_no="explain")
        case = self._register()
        self._fill_in(case, "yes").action_accept()
        self.assertCaseState(case, "accepted")

    def test_r_i08_later_answer_counts_and_the_earlier_stays(self):
        self._create_policy(OURS)
        case = self._register()
        self._fill_in(case, "no: another brand").action_keep()
        self._fill_in(case, "yes: our label, seen").action_accept()
        self.assertCaseState(case, "accepted")
        self.assertEqual(case.answer_ids.sorted("id").mapped("answer"), ["no", "yes"])
        form = self._open(case.action_test_acceptance())
        self.assertEqual(form.line_ids.note, "our label, seen")

    def test_r_i08_what_did_not_change_is_not_answered_twice(self):
        self._create_policy(*FOUR_CONDITIONS)
        case = self._register()
        self._fill_in(case, "yes", "yes", "yes", "").action_keep()
        self._open(case.action_test_acceptance()).action_keep()
        self.assertEqual(len(case.answer_ids), 3)

    def test_r_i08_answer_cannot_be_changed_deleted_or_forged(self):
        policy = self._create_policy(OURS)
        answer = self._answer(
            self._register(),
            policy,
            "yes",
            user_id=self.executive.id,
            question="Shall we be kind?",
        )
        self.assertEqual(answer.user_id, self.officer)
        self.assertEqual(answer.question, OURS)
        for user in (self.officer, self.admin):
            with self.assertRaises(UserError):
                answer.with_user(user).answer = "no"
            with self.assertRaises(UserError):
                answer.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "stays as it was given"):
            answer.sudo().answer = "no"
        with self.assertRaisesRegex(UserError, "stays as it was given"):
            answer.sudo().unlink()

    def test_r_i08_words_of_the_question_stay_whatever_becomes_of_it(self):
        policy = self._create_policy(OURS, CLEAR, LAWFUL)
        case = self._register()
        self._fill_in(case, "yes", "yes", "yes").action_accept()
        edited, archived, deleted = policy.acceptance_test_ids.with_user(self.admin)
        edited.name = "Was it bought from us?"
        archived.active = False
        deleted.unlink()
        case.invalidate_recordset()
        self.assertEqual(
            case.answer_ids.sorted("id").mapped("question"), [OURS, CLEAR, LAWFUL]
        )

    def test_r_i08_question_that_is_no_longer_asked_stops_nobody(self):
        policy = self._create_policy(OURS, LAWFUL)
        for drop in ("action_archive", "unlink"):
            case = self._register()
            tests = policy.acceptance_test_ids
            self._fill_in(case, "no", *["yes"] * (len(tests) - 1)).action_keep()
            getattr(tests[0].with_user(self.admin), drop)()
            case.invalidate_recordset()
            case.action_accept()
            self.assertCaseState(case, "accepted")

    def test_r_i08_only_officers_answer(self):
        policy = self._create_policy(OURS)
        case = self._register(self.clerk)
        for user in (self.clerk, self.executive, self.supervisor, self.stranger):
            with self.assertRaises(AccessError, msg=user.name):
                case.with_user(user).action_test_acceptance()
            with self.assertRaises(AccessError, msg=user.name):
                self._answer(case, policy, "yes", user)
            with self.assertRaises(AccessError, msg=user.name):
                self._answer(case, policy, "yes", user, company_id=user.company_id.id)
        self.assertFalse(case.answer_ids)
        self.assertFalse(case.tested)

    def test_r_i23_case_answers_what_its_own_policy_asks(self):
        """A new version asks of what is registered from now on (R-P01)."""
        self._create_policy(OURS)
        early = self._register()
        later = self._create_policy(LAWFUL, name="Second version", version=2)
        form = self._open(early.action_accept())
        self.assertEqual(form.line_ids.test_id.name, OURS)
        with self.assertRaisesRegex(ValidationError, "no question of the policy"):
            self._answer(early, later, "no")
        self._fill_in(early, "yes").action_accept()
        self.assertCaseState(early, "accepted")
        form = self._open(self._register().action_accept())
        self.assertEqual(form.line_ids.test_id.name, LAWFUL)

    def _answer(self, case, policy, answer, user=None, **values):
        """As the API does it, without the form."""
        answers = self.env["complaint.acceptance.answer"].with_user(
            user or self.officer
        )
        test = policy.acceptance_test_ids[:1]
        return answers.create(
            {"case_id": case.id, "test_id": test.id, "answer": answer, **values}
        )


@tagged("post_install", "-at_install")
class TestRefusal(IntakeCommon):
    """R-I09: what is not accepted keeps the reason and another way to redress."""

    def test_r_i09_one_form_asks_for_reason_and_redress(self):
        self._create_policy(OURS)
        case = self._register()
        form = self._open(self._fill_in(case, "no").action_refuse())
        self.assertTrue(form.asks_redress)
        self.assertCaseState(case, "new")
        form.write({"reason": "Another brand.", "redress": "The shop that sold it."})
        form.action_walk()
        self.assertCaseState(case, "refused")
        self.assertEqual(case.redress, "The shop that sold it.")
        self.assertEqual(self._get_trail(case, "state").reason, "Another brand.")
        self.assertEqual(case.answer_ids.answer, "no")

    def test_r_i09_without_another_way_to_redress_it_is_not_refused(self):
        """In the form as by the API."""
        case = self._register()
        for redress in (False, "", "  "):
            with self.assertRaisesRegex(UserError, "“Other way to redress” too"):
                case.action_refuse("Another brand.", redress)
        form = self._open(case.action_refuse())
        form.reason = "Another brand."
        with self.assertRaisesRegex(UserError, "“Other way to redress” too"):
            form.action_walk()
        self.assertCaseState(case, "new")

    def test_r_i09_no_other_step_asks_for_redress(self):
        case = self._register()
        self.assertFalse(self._open(case.action_cancel()).asks_redress)

    def test_r_i09_redress_comes_with_a_refusal_only(self):
        with self.assertRaisesRegex(UserError, "cannot be set by hand"):
            self._register().redress = "The ombudsman."

    def test_r_i09_refused_case_is_taken_up_again_and_accepted(self):
        """Its redress no longer holds, and is kept in the history."""
        self._create_policy(OURS)
        case = self._register()
        self._fill_in(case, "no").action_keep()
        case.action_refuse("Another brand.", "The shop that sold it.")
        case.action_take_up_again("Our label was found.")
        self.assertFalse(case.redress)
        self.assertFalse(case.refused_on)
        self._fill_in(case, "yes").action_accept()
        self.assertCaseState(case, "accepted")
        history = self._get_trail(case, "redress")
        self.assertEqual(history.mapped("new_text"), ["The shop that sold it.", ""])
        self.assertEqual(history[1].reason, "Our label was found.")

    def test_r_i09_clerk_refuses_nothing(self):
        case = self._register(self.clerk)
        with self.assertRaises(AccessError):
            case.action_refuse("Not ours.", "The shop.")
        self.assertCaseState(case, "new")
