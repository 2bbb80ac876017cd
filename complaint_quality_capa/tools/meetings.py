"""When the next meeting of a kind is proposed, and on which day (R-Q09, R-F02). Plain
Python, no Odoo."""

from collections import namedtuple
from datetime import timedelta

from odoo.addons.complaint_management.tools.reviews import next_due

# as a periodic review says it: June, until day 10 is the first ten days of June and
# December
Interval = namedtuple("Interval", "frequency month until_day")
# nobody makes up for meetings of years ago
_LONG_AGO = timedelta(days=800)
_DAYS = {"week": 7, "month": 31, "quarter": 92, "half_year": 184, "year": 366}


def due_after(interval, day):
    """The last day of the first period that ends on ``day`` or later."""
    return next_due(interval.frequency, day, interval.month, interval.until_day)


def slot_to_propose(interval, since, last, today, lead):
    """The period whose meeting is to be proposed today, known by its last day; ``None``
    where there is none.

    The coming one, from ``lead`` days before; else the latest that passed without a
    meeting. Those missed before it are not made up for one by one: the agenda of the
    one that is proposed goes back to the last meeting.

    :param date since: the first day from which meetings are proposed
    :param last: the latest period that has its meeting, or ``None``
    """
    begin = max(since, last + timedelta(days=1)) if last else since
    coming = due_after(interval, max(today, begin))
    if coming - timedelta(days=lead) <= today:
        return coming
    missed, due = None, due_after(interval, max(begin, today - _LONG_AGO))
    while due < today:
        missed, due = due, due_after(interval, due + timedelta(days=1))
    return missed


def begin_of(interval, slot):
    """The first day on which the meeting of that period can be held."""
    if interval.frequency == "week":
        return slot - timedelta(days=slot.weekday())
    return slot.replace(day=1)


def day_to_hold(interval, slot, today, works):
    """The day proposed for the meeting of a period: its last working day, the next
    working day where the period is over.

    :param works: takes a date, says whether it is worked
    """
    tomorrow = today + timedelta(days=1)
    first = max(begin_of(interval, slot), tomorrow)
    days = (slot - timedelta(days=back) for back in range((slot - first).days + 1))
    late = (max(slot, tomorrow) + timedelta(days=more) for more in range(30))
    return next(filter(works, days), None) or next(filter(works, late), tomorrow)


def look_back(interval, today):
    """Since when the first meeting of a kind looks back."""
    return today - timedelta(days=_DAYS.get(interval.frequency, 31))
