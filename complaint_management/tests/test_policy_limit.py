from datetime import timedelta
from unittest.mock import patch

from odoo import fields
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL

from .clock_common import ClockCommon

EVENTS = ("received_on", "judged_on")


@tagged("post_install", "-at_install")
class TestPolicyLimit(ClockCommon):
    """Bad input: refused when saved, with what to mend."""

    def _refused(self, words, *args, rungs=(), **values):
        args = args or ("Answer", 1, "day", *EVENTS)
        with self.assertRaisesRegex(UserError, words):
            self._create_policy(self._limit(*args, rungs, **values))

    def test_a_condition_that_does_not_parse(self):
        self._refused("cannot be read", domain="[('state', '=']")
        self._refused("cannot be read", domain="[('colour', '=', 'red')]")
        self._refused("cannot be read", domain="[('state', 'near', 'new')]")

    def test_a_limit_that_ends_where_it_begins_or_before(self):
        self._refused("later event", "A", 1, "day", "judged_on", "judged_on")
        self._refused("later event", "A", 1, "day", "judged_on", "received_on")

    def test_a_limit_of_the_case_with_events_of_a_duty(self):
        self._refused(
            "events of the case", "A", 1, "day", "received_on", "duty_done_on"
        )

    def test_a_limit_of_a_duty_that_ends_with_the_case(self):
        self._refused("event of a duty", subject="duty")

    def test_half_a_day(self):
        self._refused("counted whole", "A", 0.5, "day", "received_on", "judged_on")

    def test_a_part_longer_than_its_whole(self):
        policy = self._create_policy(
            self._limit("Outcome", 15, "day", "accepted_on", "approved_on")
        )
        part = self._limit("Market", 16, "day", "accepted_on", "approved_on")
        with self.assertRaisesRegex(ValidationError, "does not fit"):
            self.env["complaint.policy.limit"].create(
                {**part, "policy_id": policy.id, "parent_id": policy.limit_ids.id}
            )

    def test_a_limit_within_itself(self):
        policy = self._create_policy(
            self._limit("Outcome", 15, "day", "accepted_on", "approved_on"),
            self._limit("Market", 15, "day", "accepted_on", "approved_on"),
        )
        whole, part = policy.limit_ids
        part.parent_id = whole
        with self.assertRaisesRegex(ValidationError, "within itself"):
            whole.parent_id = part

    def test_a_limit_that_ends_before_it_begins(self):
        self._refused("before it begins", "A", 1, "day", "closed_on", "accepted_on")

    def test_a_limit_may_allow_no_time(self):
        """At once, and on the same day."""
        self.assertTrue(self._create_policy(self._limit("At once", 0, "hour", *EVENTS)))
        same_day = self._limit("Answer", 0, "day", *EVENTS)
        self.assertTrue(self._create_policy(same_day))

    def test_a_warning_before_the_limit_has_begun(self):
        self._refused("has begun", rungs=[("before", 1, "day", "handler")])
        rungs = [("before", 1, "day", "handler")]
        policy = self._create_policy(self._limit("Answer", 2, "day", *EVENTS, rungs))
        with self.assertRaisesRegex(ValidationError, "has begun"):
            policy.limit_ids.amount = 1

    def test_a_running_case_keeps_its_policy(self):
        """Archived once its cases are closed, never deleted with them."""
        policy = self._create_policy(self._limit("Answer", 2, "day", *EVENTS))
        case = self._register()
        for undo in (policy.action_archive, policy.unlink):
            with self.assertRaisesRegex(UserError, case.number):
                undo()
        case.action_cancel("Registered twice")
        policy.action_archive()
        with self.assertRaisesRegex(UserError, "kept with them"):
            policy.unlink()
        self.assertEqual(case.policy_id, policy)

    def test_a_policy_that_ruled_nothing_is_deleted(self):
        policy = self._create_policy(self._limit("Answer", 2, "day", *EVENTS))
        policy.unlink()
        self.assertFalse(policy.exists())

    def test_a_ladder_to_nobody(self):
        self.env["complaint.post"].search(
            [("company_id", "=", self.company.id)]
        ).unlink()
        self._refused("lead to nobody", rungs=[("at", 0, "hour", "production_vice_gm")])

    def test_a_ladder_to_an_empty_post_goes_to_the_next_one_up(self):
        limit = self._limit(
            "Answer", 1, "day", *EVENTS, [("at", 0, "hour", "production_vice_gm")]
        )
        self.assertTrue(self._create_policy(limit).limit_ids.rung_ids)

    def test_a_warning_without_how_long_before(self):
        self._refused("how long before", rungs=[("before", 0, "hour", "handler")])

    def test_a_calendar_without_hours(self):
        self.company.resource_calendar_id.attendance_ids.unlink()
        self._refused("has no hours", "Answer", 1, "working_day", *EVENTS)

    def test_a_calendar_of_a_department_without_hours(self):
        empty = self.company.resource_calendar_id.copy({"name": "Empty"})
        empty.attendance_ids.unlink()
        with self.assertRaisesRegex(UserError, "has no hours"):
            self.plant.complaint_calendar_id = empty

    def test_a_calendar_that_loses_its_hours_never_means_no_clock(self):
        """The case comes in, its clock stands there and says what to mend; once that is
        done it counts."""
        self._create_policy(self._limit("Answer", 1, "working_day", *EVENTS))
        calendar = self.company.resource_calendar_id
        hours = calendar.attendance_ids.mapped(
            lambda one: (one.name, one.dayofweek, one.hour_from, one.hour_to)
        )
        calendar.attendance_ids.unlink()
        with self._at("2027-03-01 10:00"):
            case = self._register()
        clock = self._get_clock(case, "Answer")
        self.assertEqual((clock.state, clock.due_on), ("running", False))
        self.assertIn("has no hours", clock.alarm_error)
        self.assertIn("has no hours", case.get_clocks()["clocks"][0]["error"])
        names = ("name", "dayofweek", "hour_from", "hour_to")
        calendar.attendance_ids = [
            Command.create(dict(zip(names, row, strict=True))) for row in hours
        ]
        case.user_id = self.clerk
        self.env["complaint.clock.planner"]._retime(case)
        self.assertEqual(self._say(clock.due_on), "2027-03-02 17:00")
        self.assertFalse(clock.alarm_error)

    def test_r_p01_a_limit_that_is_added_rules_what_is_opened_from_then_on(self):
        """No running case is late by what was promised after it was opened; what began
        goes on."""
        policy = self._create_policy(self._limit("Answer", 1, "working_day", *EVENTS))
        case, later = self._register(), fields.Datetime.now() + timedelta(hours=1)
        added = self.env["complaint.policy.limit"].create(
            {**self._limit("Added", 1, "day", *EVENTS), "policy_id": policy.id}
        )
        rest = self._limit("Taken up", 1, "day", "accepted_on", "approved_on")
        back = self.env["complaint.policy.limit"].create(
            {**rest, "policy_id": policy.id, "active": False}
        )
        with patch.object(self.env.cr, "now", lambda: later):
            back.active = True
        self.assertEqual(back.revived_on, later.replace(microsecond=0))
        self._set_made(added, later)
        case.action_accept()
        self.assertEqual(self._get_named(case), {"Answer"})
        opened = self._register()
        self._set_made(opened, later + timedelta(hours=1))
        opened.action_accept()
        self.assertEqual(self._get_named(opened), {"Answer", "Added", "Taken up"})
        self._set_made(policy.limit_ids, later + timedelta(days=1))
        opened.action_cancel("Registered twice")
        self.assertEqual(self._get_named(opened), {"Answer", "Added", "Taken up"})

    def _get_named(self, case):
        clocks = self.env["complaint.clock"].search([("case_id", "=", case.id)])
        return set(
            clocks.filtered(lambda one: one.state != "void").limit_id.mapped("name")
        )

    def _set_made(self, records, moment):
        records.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE %s SET create_date = %s WHERE id = ANY(%s)",
                SQL.identifier(records._table),
                moment,
                records.ids,
            )
        )
        self.env.invalidate_all()
        self.env.registry.clear_cache()

    def test_r_t08_a_limit_that_runs_is_neither_archived_nor_deleted(self):
        policy = self._create_policy(self._limit("Answer", 1, "working_day", *EVENTS))
        limit, case = policy.limit_ids, self._register()
        for take_away in (
            lambda: limit.with_user(self.admin).action_archive(),
            lambda: limit.with_user(self.admin).unlink(),
            lambda: policy.write({"limit_ids": [Command.delete(limit.id)]}),
        ):
            with self.assertRaisesRegex(UserError, f"runs in 1 .*{case.number}"):
                take_away()
        case.action_accept()
        limit.with_user(self.admin).action_archive()
        self.assertFalse(limit.active)
