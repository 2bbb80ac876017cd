from odoo.exceptions import AccessError, UserError
from odoo.tests import Form, tagged
from odoo.tools import mute_logger
from psycopg2 import IntegrityError

from .intake_common import IntakeCommon


@tagged("post_install", "-at_install")
class TestAssessment(IntakeCommon):
    """R-I07, R-I22: a case is judged at intake, and judged anew, in full view."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.minor = cls.env.ref("complaint_management.complaint_severity_minor")
        cls.major = cls.env.ref("complaint_management.complaint_severity_major")

    def _assess(self, case, user, severity=None, **values):
        return (
            self.env["complaint.assessment"]
            .with_user(user)
            .create(
                {
                    "case_id": case.id,
                    "severity_id": (severity or self.minor).id,
                    **values,
                }
            )
        )

    def test_r_i07_receiver_assesses_what_he_received(self):
        """In the form that his button opens; the case shows it at once."""
        case = self._register(self.clerk)
        assessments = self.env["complaint.assessment"].with_user(self.clerk)
        with Form(
            assessments.with_context(default_case_id=case.id),
            "complaint_management.complaint_assessment_view_form",
        ) as form:
            form.severity_id = self.major
            form.urgency = "3"
            form.complexity = "complex"
            form.reputation_impact = "2"
            form.people = 2
            form.hours = 7.5
            form.facts = "Photo seen: the base is cracked."
        self.assertEqual(form.record.user_id, self.clerk)
        self.assertRecordValues(
            case,
            [
                {
                    "assessment_id": form.record.id,
                    "severity_id": self.major.id,
                    "urgency": "3",
                    "complexity": "complex",
                }
            ],
        )

    def test_r_i07_officer_assesses_any_case(self):
        case = self._register(self.clerk)
        self._assess(case, self.officer, self.major)
        self.assertEqual(case.severity_id, self.major)

    def test_r_i07_nobody_assesses_what_is_not_his(self):
        """Clerks do not see it; executives and supervisors read and judge nothing."""
        case = self._register(self.officer)
        for user in (self.clerk, self.executive, self.supervisor, self.stranger):
            with self.assertRaises(AccessError, msg=user.name):
                self._assess(case, user)
            with self.assertRaises(AccessError, msg=user.name):
                self._assess(case, user, company_id=user.company_id.id)
        self.assertFalse(case.assessment_id)
        self.assertFalse(case.severity_id)

    def test_r_i22_both_judgements_stay_visible_and_the_latest_is_shown(self):
        case = self._register(self.clerk)
        first = self._assess(case, self.clerk, cause="customer", facts="Misused, I say")
        self.assertEqual(case.severity_id, self.minor)
        second = self._assess(
            case, self.officer, self.major, cause="unit", facts="Weld is porous."
        )
        self.assertEqual(case.severity_id, self.major)
        self.assertEqual(case.assessment_id, second)
        action = case.action_open_assessments()
        for user in (self.clerk, self.officer, self.executive, self.supervisor):
            seen = self.env["complaint.assessment"].with_user(user)
            self.assertEqual(seen.search(action["domain"]).ids, (second + first).ids)
        self.assertEqual(first.cause, "customer")
        self.assertEqual(first.user_id, self.clerk)

    def test_r_i22_history_says_who_judged_it_graver(self):
        case = self._register(self.clerk)
        self._assess(case, self.clerk)
        self._assess(case, self.officer, self.major)
        history = self._get_trail(case, "severity_id")
        self.assertEqual(history.mapped("user_id"), self.clerk | self.officer)
        self.assertEqual(history[1].old_text, "Minor")
        self.assertEqual(history[1].new_text, "Major")

    def test_r_i22_judgement_cannot_be_changed_or_deleted(self):
        given = self._assess(self._register(self.clerk), self.clerk)
        for user in (self.clerk, self.officer, self.admin):
            with self.assertRaises(UserError):
                given.with_user(user).severity_id = self.major
            with self.assertRaises(UserError):
                given.with_user(user).unlink()
        with self.assertRaisesRegex(UserError, "stays as it was given"):
            given.sudo().severity_id = self.major
        with self.assertRaisesRegex(UserError, "stays as it was given"):
            given.sudo().unlink()

    def test_r_i22_judgement_bears_the_name_of_who_gave_it(self):
        case = self._register(self.clerk)
        given = self._assess(case, self.clerk, user_id=self.executive.id)
        self.assertEqual(given.user_id, self.clerk)
        given = (
            self.env["complaint.assessment"]
            .with_user(self.clerk)
            .with_context(default_user_id=self.executive.id)
            .create({"case_id": case.id, "severity_id": self.minor.id})
        )
        self.assertEqual(given.user_id, self.clerk)

    def test_r_i07_case_takes_its_severity_from_judgements_only(self):
        case = self._register()
        for name, value in {"severity_id": self.major.id, "urgency": "3"}.items():
            with self.assertRaisesRegex(UserError, "cannot be set by hand"):
                case.write({name: value})

    def test_r_i07_estimates_are_not_negative(self):
        case = self._register()
        for name in ("people", "hours"):
            with (
                self.assertRaisesRegex(IntegrityError, "estimate"),
                mute_logger("odoo.sql_db"),
                self.cr.savepoint(),
            ):
                self._assess(case, self.officer, **{name: -1})
