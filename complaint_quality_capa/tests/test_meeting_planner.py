from datetime import date, timedelta

from freezegun import freeze_time
from hypothesis import given
from hypothesis import strategies as some
from odoo.exceptions import ValidationError
from odoo.tests import BaseCase, tagged, warmup

from ..tools.meetings import (
    Interval,
    begin_of,
    day_to_hold,
    due_after,
    slot_to_propose,
)
from .meeting_common import MeetingCommon

INTERVALS = some.builds(
    Interval,
    some.sampled_from(["week", "month", "quarter", "half_year", "year"]),
    some.integers(1, 12),
    some.integers(0, 5),
)
DAYS = some.dates(date(2020, 1, 1), date(2040, 1, 1))
JUNE = Interval("half_year", 6, 10)


@tagged("post_install", "-at_install")
class TestMeetingPlanner(MeetingCommon):
    """R-Q09, R-F02: the next meeting of each kind is proposed once."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.half_year.propose_from = "2027-01-01"

    def _run_job(self, day):
        job = self.env.ref("complaint_quality_capa.ir_cron_capa_meeting")
        with freeze_time(f"{day} 02:00:00"), self.enter_registry_test_mode():
            job.sudo().method_direct_trigger()
        self.env.invalidate_all()
        return self._get_meetings()

    def _get_meetings(self):
        domain = [("company_id", "=", self.company.id)]
        return self.env["capa.meeting"].search(domain, order="id")

    def test_r_f02_half_yearly_in_the_first_ten_days_of_june_and_december(self):
        self.assertFalse(self._run_job("2027-05-19"))
        meeting = self._run_job("2027-05-20")  # three weeks before the 10th
        self.assertEqual(meeting.slot, date(2027, 6, 10))
        self.assertEqual(meeting.start.date(), date(2027, 6, 10))
        self.assertEqual(meeting.start.hour, 1)  # nine in Shanghai
        self.assertEqual(meeting.state, "proposed")
        self.assertEqual(self._get_asked(meeting).user_id, self.owner)
        self.assertEqual(meeting.attendance_ids.user_id, self.owner | self.doer)
        both = self._run_job("2027-11-20")
        self.assertEqual(both[1].slot, date(2027, 12, 10))
        self.assertEqual(both[1].start.date(), date(2027, 12, 10))

    def test_r_q09_run_again_it_proposes_nothing_twice(self):
        meeting = self._run_job("2027-05-20")
        self.assertEqual(self._run_job("2027-05-20"), meeting)
        self.assertEqual(self._run_job("2027-06-30"), meeting)
        with freeze_time("2027-05-21"), self.assertRaisesRegex(Exception, "slot_uniq"):
            with self.env.cr.savepoint():
                self.env["capa.meeting.planner"]._propose(
                    self.half_year, self.company, meeting.slot
                )

    def test_r_q09_one_that_was_missed_is_made_up_for_once(self):
        meeting = self._run_job("2028-03-01")  # June and December went by
        self.assertEqual(meeting.slot, date(2027, 12, 10))
        self.assertTrue(meeting.is_made_up)
        self.assertEqual(meeting.start.date(), date(2028, 3, 2))
        self.assertEqual(self._run_job("2028-03-02"), meeting)

    def test_r_q09_the_policy_in_force_says_from_when(self):
        """No administrator sets a date: the profile of C names the quarterly meeting,
        that of M the weekly one."""
        self.half_year.propose_from = False
        self._found_department("Service", "customer_service", self.owner)
        self._appoint(self.vice)
        profiles = self.env["complaint.policy.profile"].sudo()
        policy, _faults = profiles._load("C", self.company, date(2027, 1, 1))
        self.assertEqual(policy.review_ids.meeting_kind_id, self._get_kind("quarter"))
        meeting = self._run_job("2027-03-18")
        self.assertEqual(meeting.kind_id, self._get_kind("quarter"))
        self.assertEqual(meeting.slot, date(2027, 3, 31))
        self.assertEqual(self._run_job("2027-03-18"), meeting)
        self.assertFalse(meeting.kind_id.propose_from)
        with self._refused(ValidationError, "when it is called"):
            policy.review_ids[:1].meeting_kind_id = self.analysis

    def test_what_is_not_proposed_by_itself_is_not(self):
        self.half_year.propose_from = False
        self.assertFalse(self._run_job("2027-06-01"))

    def test_a_company_without_the_department_has_no_such_meeting(self):
        self._run_job("2027-06-01")
        domain = [("company_id", "=", self.other_company.id)]
        self.assertFalse(self.env["capa.meeting"].search(domain))

    def test_a_kind_that_is_called_is_not_proposed(self):
        with self._refused(ValidationError, "held when it is called"):
            self.analysis.propose_from = self.today

    @warmup
    def test_r_q09_queries_a_meeting(self):
        """Forty complaints on the agenda cost as much as one, but for their rows."""
        for _number in range(40):
            self._register_kettle()
        self.half_year.write({"case_since": "received_on", "domain": "[]"})
        planner = self.env["capa.meeting.planner"]
        slots = iter(date(2030, month, 1) for month in range(1, 12))
        planner._propose(self.half_year, self.company, next(slots))
        self.env["capa.meeting"].search([]).item_ids.unlink()
        self.env["capa.meeting"].search([])._write_guarded({"agenda_to": False})
        self.env.flush_all()
        self.env.invalidate_all()
        with self.assertQueryCount(75):
            meeting = planner._propose(self.half_year, self.company, next(slots))
            self.env.flush_all()
        self.assertEqual(len(meeting.item_ids), 40)


class TestMeetingTools(BaseCase):
    """Arithmetic without a database."""

    test_tags = {"standard", "post_install"}

    @given(INTERVALS, DAYS, some.integers(0, 40), some.lists(some.integers(0, 90)))
    def test_whenever_the_job_runs_each_period_is_proposed_once(
        self, interval, since, lead, gaps
    ):
        today, last = since, None
        for gap in gaps:
            today += timedelta(days=gap)
            slot = slot_to_propose(interval, since, last, today, lead)
            if slot:
                self.assertTrue(last is None or slot > last)
                self.assertEqual(due_after(interval, slot), slot)
                self.assertLessEqual(slot - timedelta(days=lead), today)
                last = slot
        if last:
            again = slot_to_propose(interval, since, last, today, 0)
            self.assertTrue(again is None or again > last)

    @given(DAYS)
    def test_r_f02_first_ten_days_of_june_or_december(self, day):
        slot = due_after(JUNE, day)
        self.assertIn((slot.month, slot.day), ((6, 10), (12, 10)))
        self.assertEqual(begin_of(JUNE, slot).day, 1)

    @given(INTERVALS, DAYS, DAYS)
    def test_held_on_a_working_day_of_its_period_or_soon(self, interval, day, now):
        slot = due_after(interval, day)
        held = day_to_hold(interval, slot, now, lambda one: one.weekday() < 5)
        self.assertLess(held.weekday(), 5)
        self.assertGreater(held, now)
        if begin_of(interval, slot) > now and interval.until_day != 1:
            self.assertLessEqual(held, slot + timedelta(days=2))

    def test_holidays_before_the_last_day(self):
        held = day_to_hold(
            JUNE, date(2027, 6, 10), date(2027, 5, 20), lambda one: one.day < 8
        )
        self.assertEqual(held, date(2027, 6, 7))
