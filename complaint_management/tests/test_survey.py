from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from .web_common import WebCommon


@tagged("post_install", "-at_install")
class TestSurvey(WebCommon):
    """R-K04: whether it is solved, and how satisfied he is, with reasons."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        names = ("solved", "overall", "speed", "attitude", "reasons")
        cls.questions = {
            name: cls.env.ref(f"complaint_management.complaint_survey_question_{name}")
            for name in names
        }

    def _prepare_answers(self, **answers):
        return {f"question_{self.questions[k].id}": v for k, v in answers.items()}

    def _file_and_tell(self):
        case, token = self._file_directly()
        self._bring_on(case, "confirming")
        return case, token

    # ------------------------------------------------------------
    # BY LINK
    # ------------------------------------------------------------

    def test_r_k04_he_rates_by_his_link(self):
        case, token = self._file_and_tell()
        answers = self._prepare_answers(
            solved="yes", overall="4", speed="2", reasons="It took long."
        )
        response = self._say(token, "rate", **answers)
        self.assertIn("Thank you", response.text)
        survey = case.survey_ids
        self.assertRecordValues(
            survey,
            [{"solved": "yes", "overall": 4, "way": "link", "typed_by_id": False}],
        )
        self.assertEqual(case.satisfaction, 4)
        self.assertIn("It took long.", survey.line_ids.mapped("text"))
        self.assertNotIn('id="rate"', self._open_link(token).text)

    def test_r_k04_overall_mark_is_a_rating_of_odoo_without_the_person(self):
        """Every employee reads ratings: the title may name the complainant."""
        case, token = self._file_and_tell()
        self._say(token, "rate", **self._prepare_answers(overall="5", reasons="Li Na"))
        domain = [("res_model", "=", "complaint.case"), ("res_id", "=", case.id)]
        rating = self.env["rating.rating"].search(domain)
        self.assertRecordValues(
            rating,
            [
                {
                    "rating": 5,
                    "consumed": True,
                    "res_name": case.number,
                    "feedback": False,
                    "partner_id": False,
                    "rated_partner_id": self.officer.partner_id.id,
                }
            ],
        )

    def test_what_cannot_be_asked_holds_up_no_step(self):
        """An address that is none: the case goes on, nobody is asked."""
        case, _token = self._file_directly()
        self.company.complaint_web_ask = True
        case.sudo().partner_email = "no address"
        self._bring_on(case, "confirming")
        self.assertEqual(case.state, "confirming")
        self.assertFalse(case.reply_ids.filtered(lambda one: one.kind == "follow_up"))

    def test_he_is_asked_when_he_was_told_and_once(self):
        case, token = self._file_directly()
        answers = self._prepare_answers(overall="5")
        self._say(token, "rate", **answers)
        self.assertFalse(case.survey_ids)
        self._bring_on(case, "confirming")
        for _twice in range(2):
            self._say(token, "rate", **answers)
        self.assertEqual(len(case.survey_ids), 1)

    def test_what_is_no_answer_is_none(self):
        case, token = self._file_and_tell()
        answers = self._prepare_answers(overall="9", solved="perhaps", reasons=" ")
        response = self._say(token, "rate", **answers)
        self.assertEqual(response.status_code, 422)
        self.assertFalse(case.survey_ids)

    def test_who_is_not_satisfied_is_seen(self):
        case, token = self._file_and_tell()
        self._say(token, "rate", **self._prepare_answers(overall="1", reasons="Rude."))
        self.assertIn("Rude.", "".join(case.activity_ids.mapped("note")))

    # ------------------------------------------------------------
    # ASKED
    # ------------------------------------------------------------

    def test_r_k04_he_is_asked_by_a_reply_when_he_was_told(self):
        """Once, in the mail that leaves through the reply gate, with a link."""
        self.company.complaint_web_ask = True
        case, _token = self._file_and_tell()
        asked = case.reply_ids.filtered(lambda one: one.kind == "follow_up")
        self.assertEqual((len(asked), asked.state), (1, "queued"))
        self._tell(case, "explanation")
        asked = case.reply_ids.filtered(lambda one: one.kind == "follow_up")
        self.assertEqual(len(asked), 1)
        mails = self._run_job()
        self.assertTrue(any("/complaint/track/" in str(mail) for mail in mails))

    def test_nobody_is_asked_by_itself_where_the_company_does_not_want_it(self):
        case, _token = self._file_and_tell()
        self.assertNotIn("follow_up", case.reply_ids.mapped("kind"))

    # ------------------------------------------------------------
    # BY STAFF
    # ------------------------------------------------------------

    def test_r_k04_staff_type_in_what_he_says_in_a_call(self):
        case, _token = self._file_and_tell()
        action = case.with_user(self.officer).action_note_satisfaction()
        surveys = self.env["complaint.survey"].with_user(self.officer)
        form = Form(surveys.with_context(**action["context"]))
        self.assertEqual(len(form.line_ids), 5)
        with form.line_ids.edit(1) as line:
            self.assertEqual(line.kind, "mark")
            line.mark = "2"
        survey = form.save()
        self.assertEqual((survey.overall, survey.way), (2, "phone"))
        self.assertEqual(survey.typed_by_id, self.officer)
        self.assertEqual(case.satisfaction, 2)

    def test_only_who_may_tell_him_notes_what_he_says(self):
        case, _token = self._file_and_tell()
        mark = {"question_id": self.questions["overall"].id, "mark": "5"}
        values = {"case_id": case.id, "line_ids": [Command.create(mark)]}
        for user in (self.clerk, self.supervisor, self.stranger):
            with self.assertRaises(AccessError):
                self.env["complaint.survey"].with_user(user).create(values)

    def test_answers_stay_as_they_were_given(self):
        case, token = self._file_and_tell()
        self._say(token, "rate", **self._prepare_answers(overall="1"))
        survey = case.survey_ids.with_user(self.officer)
        self.questions["overall"].name = "Another question"
        self.assertNotIn("Another question", survey.line_ids.mapped("question"))
        lines = self.env["complaint.survey.line"].with_user(self.officer)
        for change in (
            lambda: survey.write({"way": "paper"}),
            lambda: survey.line_ids.write({"mark": "5"}),
            lambda: survey.sudo().unlink(),
            lambda: lines.create({"survey_id": survey.id, "mark": "5"}),
        ):
            with self.assertRaises(UserError):
                change()
        self.assertEqual(survey.overall, 1)
