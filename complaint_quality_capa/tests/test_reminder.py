from datetime import date, timedelta
from unittest.mock import patch

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as some
from odoo.tests import BaseCase, tagged
from odoo.tools import SQL, mute_logger
from psycopg2 import OperationalError

from ..tools.reminders import STEPS, next_alarm, reached
from .common import CapaCommon

BATCHES = "odoo.addons.complaint_management.tools.batches"


class ReminderCommon(CapaCommon):
    def _run_job(self, days=0):
        job = self.env.ref("complaint_quality_capa.ir_cron_capa_reminder")
        with freeze_time(self._day(days)), self.enter_registry_test_mode():
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()

    def _get_asked(self, actions):
        return self.env["mail.activity"].search(
            [("res_model", "=", "capa.action"), ("res_id", "in", actions.ids)]
        )


@tagged("post_install", "-at_install")
class TestReminder(ReminderCommon):
    """R-Q03: who carries out is asked, reminded, and those above him are told."""

    def test_r_q03_asked_with_the_approval_and_no_more_when_done(self):
        plan = self._bring_plan_to("acting")
        asked = self._get_asked(plan.action_ids)
        self.assertEqual(asked.user_id, self.doer)
        self.assertEqual(len(asked), 2)
        self._carry_out(plan)
        self.assertFalse(self._get_asked(plan.action_ids))

    def test_r_q03_soon_late_and_late_for_a_week(self):
        plan = self._bring_plan_to("acting")  # due in ten days
        for days, users in (
            (6, self.doer),
            (7, self.doer),
            (11, self.doer | self.owner),
            (18, self.doer | self.owner | self.vice),
        ):
            self._run_job(days)
            asked = self._get_asked(plan.action_ids[0])
            self.assertEqual(asked.user_id, users, days)
            self.assertEqual(len(asked), len(users), days)
        self.assertFalse(plan.action_ids[0].next_alarm_on)

    def test_r_q03_what_fails_alone_holds_up_no_other(self):
        plan = self._bring_plan_to("acting")
        actions = type(plan.action_ids)
        prepare = actions._prepare_reminder
        bad = plan.action_ids[0]

        def fail(action, *args):
            if action == bad:
                raise ValueError("He has no calendar.")
            return prepare(action, *args)

        with patch.object(actions, "_prepare_reminder", fail), mute_logger(BATCHES):
            with freeze_time(self._day(11)):
                self.env["capa.reminder"].sudo()._remind_batch(plan.action_ids)
        self.assertFalse(bad.next_alarm_on)
        self.assertTrue(self._get_asked(plan.action_ids - bad))

    def test_r_q03_a_lost_race_sets_nothing_aside(self):
        """Odoo runs the job again: whoever was not told is told then."""
        plan = self._bring_plan_to("acting")
        with (
            patch.object(
                type(self.env["capa.reminder"]), "_remind", side_effect=OperationalError
            ),
            self.assertRaises(OperationalError),
        ):
            self.env["capa.reminder"].sudo()._remind_batch(plan.action_ids)
        self.assertTrue(all(plan.action_ids.mapped("next_alarm_on")))

    def test_r_q03_a_second_run_tells_nobody_twice(self):
        plan = self._bring_plan_to("acting")
        self._run_job(11)
        asked = self._get_asked(plan.action_ids)
        self._run_job(11)
        self.assertEqual(self._get_asked(plan.action_ids), asked)

    def test_nobody_is_reminded_of_what_is_not_approved(self):
        plan = self._bring_plan_to("planning")
        actions = self._measure(plan)
        self._run_job(30)
        self.assertFalse(self._get_asked(actions))
        actions[0].sudo().kind = "containment"
        self._run_job(30)
        self.assertTrue(self._get_asked(actions[0]))

    def test_a_new_date_begins_anew(self):
        plan = self._bring_plan_to("acting")
        self._run_job(11)
        action = plan.action_ids[0]
        plan.with_user(self.owner).action_plan("Later.")
        action.with_user(self.owner).date_due = self._day(60)
        plan.with_user(self.owner).action_submit()
        self._decide(plan)
        self.assertEqual(action.next_alarm_on, self._day(57))


@tagged("post_install", "-at_install", "slow")
class TestReminderLarge(ReminderCommon):
    def test_r_q03_10000_overdue_measures_in_1000_queries(self):
        plan = self._bring_plan_to("acting")
        action = plan.action_ids[0]
        self.env.flush_all()
        names = [
            name
            for name, field in action._fields.items()
            if field.store and field.column_type and name not in ("id", "depends_on_id")
        ]
        columns = SQL(", ").join(map(SQL.identifier, names))
        self.env.cr.execute(
            SQL(
                "INSERT INTO capa_action (%s) SELECT %s FROM capa_action,"
                " generate_series(1, 10000) WHERE id = %s",
                columns,
                columns,
                action.id,
            )
        )
        self.env.invalidate_all()
        with self.assertQueryCount(1000):
            self._run_job(11)
        domain = [("plan_id", "=", plan.id), ("alarm_step", "=", 2)]
        self.assertEqual(self.env["capa.action"].search_count(domain), 10002)


class TestReminderTools(BaseCase):
    """Arithmetic without a database."""

    test_tags = {"standard", "post_install"}

    @given(some.dates(date(2000, 1, 1), date(2100, 1, 1)), some.integers(-99, 99))
    def test_each_step_once_whatever_days_the_job_runs(self, due, days):
        today = due + timedelta(days=days)
        done = reached(due, today)
        self.assertTrue(0 <= done <= len(STEPS))
        upcoming = next_alarm(due, done)
        self.assertTrue(upcoming is None or upcoming > today)
        if done:
            self.assertTrue(next_alarm(due, done - 1) <= today)

    def test_no_date_no_reminder(self):
        self.assertIsNone(next_alarm(None, 0))
