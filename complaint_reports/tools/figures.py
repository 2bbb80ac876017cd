"""Arithmetic of figures: nothing of it knows Odoo."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

GRAINS = ("day", "week", "month", "quarter", "year")


def divide(value, divisor, factor=1.0):
    """``value`` a ``divisor``, times ``factor``; ``None`` where there is nothing to
    divide by: a rate of nothing is no rate, and not 0."""
    if value is None or not divisor:
        return None
    return value * factor / divisor


def get_bounds(start, end, zone):
    """The moments, naive UTC, between which the days ``start`` to ``end`` lie in
    ``zone``: from the first on, before the second.

    >>> get_bounds(date(2026, 11, 1), date(2026, 11, 30), "Asia/Shanghai")
    (datetime(2026, 10, 31, 16, 0), datetime(2026, 11, 30, 16, 0))
    """
    return _to_utc(start, zone), _to_utc(end + timedelta(days=1), zone)


def _to_utc(day, zone):
    local = datetime.combine(day, time(), ZoneInfo(zone))
    return local.astimezone(UTC).replace(tzinfo=None)


def get_begin(day, grain):
    """The first day of the ``grain`` (month, …) that ``day`` lies in."""
    if grain == "week":
        return day - timedelta(days=day.weekday())
    if grain == "day":
        return day
    month = {"quarter": (day.month - 1) // 3 * 3 + 1, "year": 1}.get(grain, day.month)
    return day.replace(month=month, day=1)


def get_grains(start, end, grain):
    """The first day of each ``grain`` between two days, in order."""
    found = [get_begin(start, grain)]
    longest = {"day": 1, "week": 7, "month": 31, "quarter": 92, "year": 366}[grain]
    while (begin := get_begin(found[-1] + timedelta(days=longest), grain)) <= end:
        found.append(begin)
    return found
