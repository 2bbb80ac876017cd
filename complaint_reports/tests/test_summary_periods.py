from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as some
from odoo.tests import BaseCase, tagged

from ..tools.summary_periods import (
    Interval,
    Period,
    due_on,
    label,
    last_period,
    period_before,
    periods_due,
)

WEEK = Interval("week", 1, 0)
MONTH = Interval("month", 1, 0)
QUARTER = Interval("quarter", 1, 0)  # A, C, H: by the end of January, April, …
REVIEW = Interval("half_year", 6, 10)  # B: the first ten days of June and December
HALF = Interval("half_year", 6, 0)  # C: by the end of June and December

intervals = some.builds(
    Interval,
    some.sampled_from(["week", "month", "quarter", "half_year", "year"]),
    some.integers(1, 12),
    some.integers(0, 31),
)
days = some.dates(date(2000, 1, 1), date(2090, 1, 1))


@tagged("post_install", "-at_install")
class TestSummaryPeriods(BaseCase):
    """R-F02: which period a summary is about; no database."""

    def test_r_f02_the_periods_of_the_policies(self):
        for interval, today, first, last, name, due in (
            (WEEK, "2026-11-23", "2026-11-16", "2026-11-22", "2026-W47", "2026-11-27"),
            (MONTH, "2026-11-01", "2026-10-01", "2026-10-31", "2026-10", "2026-11-10"),
            (MONTH, "2026-10-31", "2026-09-01", "2026-09-30", "2026-09", "2026-10-10"),
            (
                QUARTER,
                "2026-01-01",
                "2025-10-01",
                "2025-12-31",
                "2025-Q4",
                "2026-01-31",
            ),
            (
                REVIEW,
                "2026-06-01",
                "2025-12-01",
                "2026-05-31",
                "2025-12 – 2026-05",
                "2026-06-10",
            ),
            (HALF, "2026-07-01", "2026-01-01", "2026-06-30", "2026-H1", "2026-07-10"),
        ):
            with self.subTest(interval=interval, today=today):
                period = last_period(interval, date.fromisoformat(today))
                self.assertEqual([day.isoformat() for day in period], [first, last])
                self.assertEqual(label(interval, period), name)
                self.assertEqual(due_on(interval, period.last).isoformat(), due)

    @given(intervals, days)
    def test_r_f02_periods_follow_each_other_without_a_gap(self, interval, day):
        period = last_period(interval, day)
        before = period_before(interval, period)
        self.assertLess(period.last, day)
        self.assertLessEqual(period.first, period.last)
        self.assertEqual(before.last, period.first - timedelta(days=1))
        self.assertEqual(last_period(interval, period.last + timedelta(days=1)), period)
        self.assertGreater(due_on(interval, period.last), period.last)

    @given(intervals, days, some.lists(some.integers(0, 200), max_size=12))
    def test_r_f02_each_period_is_made_once_however_often_the_job_runs(
        self, interval, day, pauses
    ):
        """Whatever the pauses between two runs: no period twice, none left out."""
        made = []
        for pause in [0, *pauses]:
            day += timedelta(days=pause)
            made += periods_due(interval, made[-1].last if made else None, day)
        self.assertEqual(made[-1], last_period(interval, day))
        for earlier, later in zip(made, made[1:], strict=False):
            self.assertEqual(later.first, earlier.last + timedelta(days=1))

    def test_r_f02_nothing_is_made_up_for_before_the_first(self):
        """Who installs it, or a policy that begins, is not given years of summaries."""
        self.assertEqual(
            periods_due(MONTH, None, date(2026, 3, 5)),
            [Period(date(2026, 2, 1), date(2026, 2, 28))],
        )

    def test_r_f02_three_missed_months_are_three_summaries(self):
        found = periods_due(MONTH, date(2025, 11, 30), date(2026, 3, 5))
        names = [label(MONTH, period) for period in found]
        self.assertEqual(names, ["2025-12", "2026-01", "2026-02"])
