"""When a periodic review is due (R-F02). Plain Python."""

from calendar import monthrange
from datetime import date, timedelta

MONTHS = {"month": 1, "quarter": 3, "half_year": 6, "year": 12}


def next_due(frequency, day, month=1, until_day=0):
    """The last day on which the next review can be held without being late.

    :param str frequency: ``week``, ``month``, ``quarter``, ``half_year``, ``year``
    :param date day: from this day on
    :param int month: of the year, from which the others are counted
    :param int until_day: of the month; 0: its last day. Of a week: 1 is Monday, 0 the
        end of the working week
    """
    if frequency == "week":
        return day + timedelta(days=((until_day or 5) - 1 - day.weekday()) % 7)
    step = MONTHS[frequency]
    year, current = day.year, day.month
    while True:
        if (current - month) % step == 0:
            last = monthrange(year, current)[1]
            due = date(year, current, min(until_day or last, last))
            if due >= day:
                return due
        year, current = (year + 1, 1) if current == 12 else (year, current + 1)
