"""Which period a summary is about, and when it is made (R-F02). Plain Python.

An interval is what a policy says of a review: how often, counted from which month,
until which day. A week goes from Monday to Sunday. Months, quarters, half years and
years are those of the calendar where one has just ended when the review is due; a half
year that is due by the tenth of June goes from December to May.
"""

from calendar import monthrange
from collections import namedtuple
from datetime import date, timedelta

from odoo.addons.complaint_management.tools.reviews import MONTHS, next_due

Interval = namedtuple("Interval", "frequency month until_day")
# from the first to the last day
Period = namedtuple("Period", "first last")
# what was missed for longer is not made up for one by one
MOST = 60
# for who adds to it, where the policy names the day on which the period ends
DAYS_TO_ADD = timedelta(days=10)


def last_period(interval, day):
    """The latest period that was over when ``day`` began."""
    last = _last_end(interval, day)
    return Period(_begin(interval, last), last)


def periods_due(interval, made, today):
    """The periods whose summary is to be made today, the oldest first.

    :param made: last day of the latest that was made; ``None``: the first is made now,
        of the latest period alone
    """
    period = last_period(interval, today)
    if made is None:
        return [period]
    found = []
    while period.last > made and len(found) < MOST:
        found.append(period)
        period = last_period(interval, period.last)
    return found[::-1]


def period_before(interval, period):
    """The one that ended when ``period`` began, to compare with."""
    return last_period(interval, period.first)


def due_on(interval, last):
    """Until when the owner adds to the summary of the period that ended on ``last``."""
    frequency, month, until_day = interval
    after = last + timedelta(days=1) if frequency == "week" else last
    due = next_due(frequency, after, month, until_day)
    return due if due > last else last + DAYS_TO_ADD


def label(interval, period):
    """A short name that is the same in every language: 2026-W47, 2026-10, 2026-Q3."""
    first, last = period
    year, month = last.year, last.month
    if interval.frequency == "week":
        year, week, _day = last.isocalendar()
        return f"{year}-W{week:02}"
    if interval.frequency == "month":
        return f"{year}-{month:02}"
    if interval.frequency == "quarter" and month % 3 == 0:
        return f"{year}-Q{month // 3}"
    if interval.frequency == "half_year" and month % 6 == 0:
        return f"{year}-H{month // 6}"
    if interval.frequency == "year" and month == 12:
        return str(year)
    return f"{first:%Y-%m} – {last:%Y-%m}"


def _last_end(interval, day):
    """The latest end of a period before ``day``."""
    if interval.frequency == "week":
        return day - timedelta(days=day.weekday() + 1)
    ends = _get_end_months(interval)
    year, month = day.year, day.month
    while True:
        year, month = (year - 1, 12) if month == 1 else (year, month - 1)
        if month in ends:
            return date(year, month, monthrange(year, month)[1])


def _get_end_months(interval):
    """The months with which a period ends."""
    step = MONTHS[interval.frequency]
    found = set()
    for due in range(1, 13):
        if (due - interval.month) % step == 0:
            # the last month that is over by then; by its last day it is over itself
            end = due if not interval.until_day or interval.until_day >= 31 else due - 1
            # a quarter that ended a month before is what is meant, not another three
            if end % step and (end - 1) % step == 0:
                end -= 1
            found.add((end - 1) % 12 + 1)
    return found


def _begin(interval, last):
    if interval.frequency == "week":
        return last - timedelta(days=6)
    months = last.year * 12 + last.month - MONTHS[interval.frequency]
    return date(months // 12, months % 12 + 1, 1)
