"""What repeats at intervals of months. Plain Python, no Odoo."""

from datetime import timedelta

from dateutil.relativedelta import relativedelta

NOTICE = 7  # days that people get at least, where the lead is not shorter


def next_after(day, months, today):
    """The first of ``day`` plus whole intervals that lies after ``today`` and ``day``:
    those missed meanwhile are left out.

    :raises ValueError: no interval
    """
    if months < 1:
        raise ValueError("An interval has a month at least.")
    since = (today.year - day.year) * 12 + today.month - day.month
    count = max(since // months, 1)
    while (found := day + relativedelta(months=count * months)) <= max(today, day):
        count += 1
    return found


def held_on(planned, lead_days, today):
    """The day on which a session that is planned today takes place: as planned; where
    that was missed, as soon as people can be told; a working day."""
    day = max(planned, today + timedelta(days=min(lead_days, NOTICE)))
    return day + timedelta(days=max(7 - day.weekday(), 0) if day.weekday() > 4 else 0)
