from datetime import date, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ..tools.worktime import DayCalendar, Limit, NoWorkingDay, WorkCalendar, merge

SHANGHAI = "Asia/Shanghai"
OFFICE = {weekday: (8 * 60, 17 * 60) for weekday in range(5)}
# National Day 2026: off 1 to 7 October, worked on Saturday the 10th (调休)
GOLDEN_WEEK = {date(2026, 10, day): None for day in range(1, 8)} | {
    date(2026, 10, 10): (8 * 60, 17 * 60)
}
WORK = WorkCalendar(SHANGHAI, (OFFICE,), GOLDEN_WEEK)
DAYS = DayCalendar(SHANGHAI)


def wall(text):
    """A moment as the clock in Shanghai shows it, in UTC."""
    return datetime.fromisoformat(text) - timedelta(hours=8)


def working(amount):
    return Limit(amount, "working_day", WORK)


class TestWorktime(BaseCase):
    """R-T01: hours, calendar days, working days with holidays and make-up days."""

    def test_r_t01_working_days_fall_due_at_close(self):
        table = [
            # event, working days, due
            ("2026-09-21 10:00", 1, "2026-09-22 17:00"),  # day 1 is the day after
            ("2026-09-21 08:00", 1, "2026-09-22 17:00"),
            ("2026-09-21 17:00", 1, "2026-09-22 17:00"),  # still that day
            ("2026-09-21 17:01", 1, "2026-09-23 17:00"),  # counts from next opening
            ("2026-09-21 07:00", 1, "2026-09-22 17:00"),
            ("2026-09-25 10:00", 1, "2026-09-28 17:00"),  # Friday
            ("2026-09-26 10:00", 1, "2026-09-29 17:00"),  # Saturday: as on Monday
            ("2026-09-30 10:00", 1, "2026-10-08 17:00"),  # over the holiday
            ("2026-09-30 10:00", 3, "2026-10-10 17:00"),  # make-up Saturday counts
            ("2026-09-30 10:00", 4, "2026-10-12 17:00"),
            ("2026-10-10 10:00", 1, "2026-10-12 17:00"),
            ("2026-10-03 10:00", 0, "2026-10-08 17:00"),  # the same day: the next one
            ("2026-09-21 10:00", 0, "2026-09-21 17:00"),
        ]
        for event, amount, due in table:
            self.assertEqual(working(amount).due(wall(event)), wall(due), event)

    def test_r_t01_calendar_days_fall_due_at_midnight(self):
        table = [
            ("2026-09-21 10:00", 1, "2026-09-23 00:00"),
            ("2026-09-21 23:59", 1, "2026-09-23 00:00"),
            ("2026-09-22 00:00", 1, "2026-09-24 00:00"),
            ("2026-09-30 10:00", 15, "2026-10-16 00:00"),  # holidays count
            ("2026-09-21 10:00", 0, "2026-09-22 00:00"),
        ]
        for event, amount, due in table:
            limit = Limit(amount, "day", DAYS)
            self.assertEqual(limit.due(wall(event)), wall(due), event)

    def test_r_t01_hours_run_through_night_and_holiday(self):
        limit = Limit(24, "hour", DAYS)
        self.assertEqual(limit.due(wall("2026-10-01 09:30")), wall("2026-10-02 09:30"))
        self.assertEqual(
            Limit(0, "hour", DAYS).due(wall("2026-10-01 09:30")),
            wall("2026-10-01 09:30"),
        )

    def test_r_t01_daylight_saving_changes_no_days(self):
        """Hamburg, clocks back on 25 October 2026: the day has 25 hours."""
        hamburg = DayCalendar("Europe/Berlin")
        event = datetime(2026, 10, 24, 10, 0)  # 12:00 there
        self.assertEqual(
            Limit(1, "day", hamburg).due(event), datetime(2026, 10, 25, 23, 0)
        )
        self.assertEqual(
            Limit(24, "hour", hamburg).due(event), datetime(2026, 10, 25, 10, 0)
        )
        office = WorkCalendar("Europe/Berlin", (OFFICE,))
        friday = datetime(2026, 10, 23, 8, 0)
        self.assertEqual(
            Limit(1, "working_day", office).due(friday), datetime(2026, 10, 26, 16, 0)
        )

    def test_r_t08_a_pause_over_the_close_gives_the_day_back(self):
        monday = wall("2026-09-21 10:00")
        over_close = [(wall("2026-09-22 16:00"), wall("2026-09-23 09:00"))]
        within = [(wall("2026-09-22 09:00"), wall("2026-09-22 16:00"))]
        self.assertEqual(working(1).due(monday, over_close), wall("2026-09-23 17:00"))
        self.assertEqual(working(1).due(monday, within), wall("2026-09-22 17:00"))

    def test_r_t08_hours_wait_with_the_customer(self):
        limit = Limit(24, "hour", DAYS)
        pause = [(wall("2026-09-21 12:00"), wall("2026-09-21 15:00"))]
        self.assertEqual(
            limit.due(wall("2026-09-21 10:00"), pause), wall("2026-09-22 13:00")
        )
        self.assertEqual(
            limit.used(wall("2026-09-21 10:00"), wall("2026-09-21 16:00"), pause), 3.0
        )

    def test_while_the_pause_lasts_nothing_falls_due(self):
        pause = [(wall("2026-09-21 12:00"), None)]
        for limit in (working(1), Limit(1, "day", DAYS), Limit(24, "hour", DAYS)):
            self.assertIsNone(limit.due(wall("2026-09-21 10:00"), pause))

    def test_a_pause_after_the_end_changes_nothing(self):
        late = [(wall("2026-09-30 12:00"), None)]
        for limit in (working(1), Limit(1, "day", DAYS), Limit(24, "hour", DAYS)):
            event = wall("2026-09-21 10:00")
            self.assertEqual(limit.due(event, late), limit.due(event))

    def test_r_t08_late_by_how_much_in_its_own_unit(self):
        event = wall("2026-09-21 10:00")
        table = [
            ("2026-09-22 17:00", 0),
            ("2026-09-22 17:01", 1),
            ("2026-09-23 17:00", 1),
            ("2026-09-23 17:01", 2),
            ("2026-09-27 10:00", 4),  # Sunday: Tuesday to Friday are missed
        ]
        for moment, late in table:
            self.assertEqual(working(1).overrun(event, wall(moment)), late, moment)
        limit = Limit(2, "hour", DAYS)
        self.assertEqual(limit.overrun(event, wall("2026-09-21 13:30")), 1.5)

    def test_a_calendar_without_hours_is_told_not_counted(self):
        for week in ({}, {6: None}):
            with self.assertRaises(NoWorkingDay):
                empty = WorkCalendar(SHANGHAI, (week,))
                Limit(1, "working_day", empty).due(wall("2026-09-21 10:00"))

    def test_a_calendar_of_two_weeks_takes_turns(self):
        saturdays = OFFICE | {5: (8 * 60, 12 * 60)}
        turns = WorkCalendar(SHANGHAI, (OFFICE, saturdays))
        worked = [turns.close(date(2026, 9, day)) for day in (5, 12, 19, 26)]
        self.assertEqual([bool(close) for close in worked], [False, True, False, True])

    def test_pauses_that_touch_are_one(self):
        a, b, c = (datetime(2026, 1, day) for day in (1, 2, 3))
        self.assertEqual(merge([(b, c), (a, b)]), [(a, c)])
        self.assertEqual(merge([(a, None), (b, c)]), [(a, None)])
        self.assertEqual(merge([(b, a)]), [])


moments = st.datetimes(datetime(2026, 9, 1), datetime(2026, 11, 30))
limits = st.one_of(
    st.integers(0, 20).map(working),
    st.integers(0, 20).map(lambda n: Limit(n, "day", DAYS)),
    st.integers(0, 400).map(lambda n: Limit(n, "hour", DAYS)),
)
pauses = st.lists(
    st.tuples(moments, st.timedeltas(timedelta(), timedelta(days=9))).map(
        lambda pair: (pair[0], pair[0] + pair[1])
    ),
    max_size=4,
)


class TestWorktimeLaws(BaseCase):
    """What holds for every limit, every event and any pauses (hypothesis)."""

    @given(limits, moments, pauses, st.randoms())
    def test_the_order_of_pauses_never_matters(self, limit, start, breaks, random):
        shuffled = list(breaks)
        random.shuffle(shuffled)
        self.assertEqual(limit.due(start, breaks), limit.due(start, shuffled))

    @given(limits, moments, pauses)
    def test_a_pause_never_makes_it_due_earlier(self, limit, start, breaks):
        self.assertGreaterEqual(limit.due(start, breaks), limit.due(start))

    @given(limits, moments, pauses, moments)
    def test_a_pause_cut_in_two_is_the_same_pause(self, limit, start, breaks, cut):
        pieces = [
            piece
            for since, until in breaks
            for piece in (
                [(since, cut), (cut, until)]
                if since < cut < until
                else [(since, until)]
            )
        ]
        self.assertEqual(limit.due(start, pieces), limit.due(start, breaks))

    @given(limits, moments, moments, pauses)
    def test_a_later_event_is_never_due_earlier(self, limit, one, other, breaks):
        earlier, later = sorted((one, other))
        self.assertLessEqual(limit.due(earlier, breaks), limit.due(later, breaks))

    @given(limits, moments, pauses)
    def test_at_its_due_moment_just_the_limit_is_used(self, limit, start, breaks):
        due = limit.due(start, breaks)
        self.assertAlmostEqual(limit.used(start, due, breaks), limit.amount, 5)
        self.assertEqual(limit.overrun(start, due, breaks), 0.0)

    @given(limits, moments, pauses, st.timedeltas(timedelta(seconds=1), timedelta(40)))
    def test_after_it_some_is_overrun_and_before_it_nothing(
        self, limit, start, breaks, later
    ):
        due = limit.due(start, breaks)
        if not breaks:
            self.assertGreater(limit.overrun(start, due + later), 0.0)
        self.assertEqual(limit.overrun(start, due - later, breaks), 0.0)
