from datetime import date, timedelta

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as some
from odoo import fields
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import BaseCase, tagged, warmup

from ..tools.intervals import NOTICE, held_on, next_after
from .learning_common import LearningCommon


@tagged("post_install", "-at_install")
class TestProgramme(LearningCommon):
    """R-Q14: training and notices of the policy repeat at set intervals."""

    def _get_due(self, programme, employee=None):
        rows = self.env["capa.training.due"].search(
            [("programme_id", "=", programme.id)]
        )
        return rows.filtered(lambda row: not employee or row.employee_id == employee)

    def test_r_q14_the_next_session_is_planned_in_time_and_once(self):
        programme = self._programme(first_on=self._day(40))
        self._run_job(9)
        self.assertFalse(programme.training_ids)
        self._run_job(10)
        session = programme.training_ids
        self.assertEqual(session.planned_for, self._day(40))
        self.assertEqual(session.learning_ids.employee_id, self._plant_people())
        self.assertEqual(session.event_id.start, session.start)
        self.assertIn(self.doer.partner_id, session.event_id.partner_ids)
        self.assertIn(self.hr_user, session.activity_ids.user_id)
        self._run_job(10)
        self.assertEqual(programme.training_ids, session)
        self.assertGreater(programme.next_on, self._day(380))

    def test_r_q14_what_was_missed_is_made_up_for_once(self):
        programme = self._programme(first_on=self._day(-200), interval_months=1)
        self._run_job()
        session = programme.training_ids
        self.assertEqual(len(session), 1)
        self.assertGreaterEqual(session._get_day(), self._day(7))
        self.assertGreater(programme.next_on, self.today)

    def test_r_q14_a_run_that_fails_plans_nothing_twice(self):
        programme = self._programme(first_on=self._day(5))
        with self._failing("_ask_to_attend"):
            self._run_job()
        self.assertFalse(programme.training_ids)
        self.assertEqual(programme.next_on, self._day(5))
        self._run_job()
        self.assertEqual(len(programme.training_ids), 1)

    def test_r_q14_departments_and_job_positions_are_meant(self):
        job = self.env["hr.job"].create(
            {"name": "Tester", "company_id": self.company.id}
        )
        self.clerk_employee.job_id = job
        programme = self._programme(job_ids=job.ids)
        self.assertEqual(
            programme._get_employees(), self._plant_people() | self.clerk_employee
        )
        everybody = self._programme(all_staff=True, department_ids=[])
        self.assertEqual(
            everybody._get_employees(),
            self.env["hr.employee"].search([("company_id", "=", self.company.id)]),
        )

    def test_r_q14_who_is_due_is_found_from_the_data(self):
        programme = self._programme(first_on=self._day(-5))
        due = self._get_due(programme, self.worker)
        self.assertFalse(due.last_on)
        self.assertLessEqual(due.due_on, self.today)
        session = self._held(programme, absent=self.presser)
        due = self._get_due(programme, self.worker)
        self.assertEqual(due.last_on, session.start.date())
        self.assertGreater(due.due_on, self._day(300))
        self.assertLessEqual(self._get_due(programme, self.presser).due_on, self.today)
        # transferred: no longer his
        self.worker.department_id = self.service
        self.assertFalse(self._get_due(programme, self.worker))

    def test_r_q14_who_joins_later_is_due_and_invited(self):
        programme = self._programme(first_on=self._day(5))
        self._run_job()
        new = self._hire("Newcomer", self.presses)
        self.assertTrue(self._get_due(programme, new))
        self._run_job()
        self.assertIn(new, programme.training_ids.learning_ids.employee_id)

    def test_r_q14_notices_of_the_policy_are_sent_again(self):
        programme = self._programme(
            subject="policy",
            as_circular=True,
            text="Complaints are answered within a day.",
            first_on=self.today,
            all_staff=True,
        )
        self._run_job()
        first = programme.circular_ids
        self.assertEqual(first.state, "published")
        self.assertEqual(first.published_by_id, self.hr_user)
        row = first.learning_ids.filtered(lambda one: one.user_id == self.doer)
        row.with_user(self.doer).action_confirm()
        self.assertTrue(self._get_due(programme, self.worker).last_on)
        self.assertFalse(self._get_due(programme, self.presser).last_on)
        self._run_job(366)
        second = programme.circular_ids - first
        self.assertEqual(first.replaced_by_id, second)
        self.assertEqual(set(first.learning_ids.mapped("state")), {"read", "void"})
        self.assertEqual(len(second.learning_ids), len(first.learning_ids))
        self._run_job(366)
        self.assertEqual(len(programme.circular_ids), 2)

    def test_r_q14_what_is_missing_is_said(self):
        with self._refused(ValidationError, "Say who is trained"):
            self._programme(department_ids=[])
        with self._refused(ValidationError, "what everybody reads"):
            self._programme(as_circular=True)

    def test_r_q14_the_organiser_plans_for_who_is_due_others_do_not(self):
        programme = self._programme(first_on=self._day(-5))
        with self._refused(AccessError, ""):
            programme.with_user(self.doer).action_plan()
        action = programme.with_user(self.hr_user).action_plan()
        session = self.env["capa.training"].browse(action["res_id"])
        self.assertEqual(session.learning_ids.employee_id, self._plant_people())
        self.assertTrue(session.with_user(self.hr_user).has_access("write"))


@tagged("post_install", "-at_install")
class TestSession(LearningCommon):
    """R-Q14: attendance and the skill assessment are kept."""

    def test_r_q14_attendance_is_noted_and_closed(self):
        session = self._session()
        mine = session.with_user(self.hr_user)
        with self._refused(UserError, "not begun"):
            mine.learning_ids[0].action_present()
        with freeze_time(session.start + timedelta(hours=1)):
            with self._refused(UserError, "3 are open"):
                mine.action_close()
            row = mine.learning_ids.filtered(lambda r: r.employee_id == self.presser)
            row.action_excused()
            mine.action_all_present()
            mine.action_close()
            self.assertEqual(row.state, "excused")
            with self._refused(UserError, "closed"):
                row.action_present()
            with self._refused(UserError, "open it again"):
                mine.place = "Hall 2"
            mine.action_reopen("She was there after all.")
            row.action_present()
        self.assertEqual(row.noted_by_id, self.hr_user)
        self.assertEqual(mine.attended_text, "3 of 3")

    def test_r_q14_nobody_notes_his_own_attendance(self):
        session = self._session()
        row = session.learning_ids.filtered(lambda r: r.user_id == self.doer)
        with freeze_time(session.start + timedelta(hours=1)):
            with self._refused(AccessError, "noted by"):
                row.with_user(self.doer).action_present()
            with self._refused((AccessError, UserError), ""):
                row.with_user(self.doer).action_confirm()
            row.with_user(self.owner).action_present()  # his head
        self.assertEqual(row.state, "present")

    def test_r_q14_the_skill_assessment_is_marked(self):
        programme = self._programme(
            subject="assessment", is_assessed=True, pass_mark=60
        )
        session = self._held(programme, close=False)
        rows = session.learning_ids.with_user(self.hr_user)
        good, bad = rows[0], rows[1]
        good.score, bad.score = 75, 40
        self.assertEqual((good.result, bad.result), ("passed", "failed"))
        self.assertEqual((good.is_met, bad.is_met), (True, False))
        rows[2].result = "passed"
        self.assertTrue(rows[2].is_met)
        with freeze_time(session.stop):
            session.with_user(self.hr_user).action_close()
        with self._refused(UserError, "closed"):
            bad.score = 90
        due = self.env["capa.training.due"].search(
            [("programme_id", "=", programme.id), ("last_on", "=", False)]
        )
        self.assertEqual(due.employee_id, bad.employee_id)

    def test_r_q14_only_an_assessment_is_marked_and_only_by_who_may(self):
        session = self._held(close=False)
        row = session.learning_ids[0]
        with self._refused(UserError, "Only who attended"):
            row.with_user(self.hr_user).score = 90
        with self._refused(AccessError, ""):
            row.with_user(self.doer).score = 90

    def test_r_q14_a_session_moves_with_its_event(self):
        session = self._session()
        later = session.start + timedelta(days=3)
        session.with_user(self.hr_user).write(
            {"start": later, "stop": later + timedelta(hours=2)}
        )
        self.assertEqual(session.event_id.start, later)
        self.assertEqual(set(session.learning_ids.mapped("due_on")), {later})
        later += timedelta(days=1)
        session.event_id.write({"start": later, "stop": later + timedelta(hours=3)})
        self.assertEqual((session.start, session.stop.hour), (later, later.hour + 3))
        self.assertEqual(set(session.learning_ids.mapped("due_on")), {later})

    def test_r_q14_cancelled_nobody_waits_and_everybody_stays_due(self):
        session = self._session()
        self._run_job()
        self.assertTrue(self._get_asked(session))
        event = session.event_id
        with self._refused(UserError, "on file"):
            session.with_user(self.hr_user).unlink()
        session.with_user(self.hr_user).action_cancel("The trainer is ill.")
        self.assertEqual(set(session.learning_ids.mapped("state")), {"void"})
        self.assertFalse(self._get_asked(session))
        self.assertFalse(event.exists())

    def test_r_q14_told_at_once_and_three_days_before(self):
        session = self._session()
        days = (session.start.date() - self.today).days
        self._run_job()
        asked = self._get_asked(session)
        self.assertEqual(asked.user_id, self.doer | self.owner)
        self.assertIn(
            "1 of your people are to attend",
            " ".join(
                asked.filtered(lambda a: a.user_id == self.owner).mapped("summary")
            ),
        )
        self._run_job(days - 4)
        self.assertEqual(self._get_asked(session), asked)
        self._run_job(days - 3)
        self.assertNotEqual(self._get_asked(session), asked)
        self.assertFalse(session.learning_ids.filtered("next_alarm_on"))

    def test_nobody_gets_a_mail(self):
        before = self.env["mail.mail"].search_count([])
        self._session()
        self._run_job()
        self.assertEqual(self.env["mail.mail"].search_count([]), before)

    def test_what_waits_is_on_the_desk(self):
        self._session()
        self._publish()
        desk = self.env["complaint.desk"].with_user(self.doer).get_desk()
        section = next(one for one in desk if one["key"] == "learning")
        self.assertEqual(section["count"], 2)
        self.assertEqual(
            {row["what"] for row in section["rows"]},
            {"Session", "Product-quality problem"},
        )

    @warmup
    def test_inviting_300_people(self):
        """Rows and attendees by the hundred: no query for each of them."""
        self._hire_many(300, login=True)
        programme = self._programme(all_staff=True)
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(120):
            programme._plan_next()
            self.env.flush_all()
        self.assertGreaterEqual(len(programme.training_ids.learning_ids), 300)


class TestIntervals(BaseCase):
    """Arithmetic without a database."""

    test_tags = {"standard", "post_install"}
    days = some.dates(date(2000, 1, 1), date(2100, 1, 1))

    @given(days, some.integers(1, 60), some.integers(-400, 4000))
    def test_the_next_one_lies_ahead_and_no_interval_is_left_out(
        self, day, months, late
    ):
        today = day + timedelta(days=late)
        found = next_after(day, months, today)
        self.assertGreater(found, max(day, today))
        self.assertLessEqual((found - max(day, today)).days, 31 * months + 1)

    @given(days, some.integers(0, 90), some.integers(-400, 400))
    def test_a_session_is_held_on_a_working_day_with_notice(self, planned, lead, late):
        today = planned + timedelta(days=late)
        found = held_on(planned, lead, today)
        self.assertLess(found.weekday(), 5)
        self.assertGreaterEqual(found, today + timedelta(days=min(lead, NOTICE)))
        self.assertGreaterEqual(found, planned)

    def test_no_interval_is_refused(self):
        with self.assertRaises(ValueError):
            next_after(fields.Date.today(), 0, fields.Date.today())
