"""Counting time for limits (R-T01). Plain Python, no Odoo.

Moments are naive UTC, as Odoo stores them. Three units:

* ``hour``: time as the clock on the wall runs, nights and holidays too;
* ``day`` (天): calendar days; day 1 is the day after the event, due at midnight;
* ``working_day`` (工作日): days of the working calendar; day 1 is the working day after
  the event, due at its close; an event outside working time counts from the next
  opening.

A pause takes out of the count what falls into it: hours as they pass, a day when its
close falls into the pause. So the order of the pauses never matters, and a pause that
ends before the close costs nobody a day.
"""

from dataclasses import dataclass, field
from datetime import datetime, time, timedelta, timezone
from itertools import takewhile
from zoneinfo import ZoneInfo

# No limit of a policy is this long: a calendar that has no day in it is empty.
HORIZON = timedelta(days=3660)


class NoWorkingDay(ValueError):
    """The calendar has no working day in sight, so nothing can fall due."""


@dataclass(frozen=True)
class DayCalendar:
    """Every day counts and closes at midnight of the company's zone."""

    zone: str

    def local_day(self, moment):
        """The date that the company's wall calendar shows at ``moment``."""
        return _aware(moment).astimezone(ZoneInfo(self.zone)).date()

    def close(self, day):
        """The moment at which ``day`` is over; ``None`` where it does not count."""
        return self._moment(day + timedelta(days=1), 0)

    def opening(self, day):
        """The moment at which ``day`` begins; ``None`` where it does not count."""
        return self._moment(day, 0)

    def _moment(self, day, minutes):
        wall = datetime.combine(day, time(), ZoneInfo(self.zone))
        wall += timedelta(minutes=minutes)  # on the wall, whatever the offset does
        return wall.astimezone(timezone.utc).replace(tzinfo=None)


@dataclass(frozen=True)
class WorkCalendar(DayCalendar):
    """Working days: one or two weeks of hours in turn, and the days that are otherwise.

    :param tuple weeks: of dicts, by weekday (0 is Monday) first and last minute worked
    :param dict exceptions: by date ``None`` for a day off, or first and last minute
        of a day that is worked though the week says otherwise (调休)
    """

    weeks: tuple = ({},)
    exceptions: dict = field(default_factory=dict)

    def hours(self, day):
        """First and last minute worked on ``day``; ``None`` for a day off."""
        if day in self.exceptions:
            return self.exceptions[day]
        # counted as Odoo counts the weeks of a calendar of two
        week = self.weeks[(day.toordinal() - 1) // 7 % len(self.weeks)]
        return week.get(day.weekday())

    def close(self, day):
        hours = self.hours(day)
        return self._moment(day, hours[1]) if hours else None

    def opening(self, day):
        hours = self.hours(day)
        return self._moment(day, hours[0]) if hours else None


@dataclass(frozen=True)
class Limit:
    """So much time from an event: ``amount`` of ``unit`` on ``calendar``.

    :param calendar: of working days for ``working_day``, of all days otherwise
    """

    amount: float
    unit: str
    calendar: DayCalendar

    def due(self, start, pauses=()):
        """When it falls due.

        :param datetime start: of the event
        :param pauses: pairs of since and until; ``None`` as until while it lasts
        :return: ``None`` while a pause lasts that the limit does not outrun
        :raises NoWorkingDay: the calendar is empty
        """
        pauses = merge(pauses)
        if self.unit == "hour":
            return _add_time(start, timedelta(hours=self.amount), pauses)
        days = self._days(start, pauses)
        due = next(days)
        for _nth in range(int(self.amount)):
            due = next(days, None)
        return due

    def back(self, moment):
        """The moment that lies so much before ``moment``: a warning before a due date.

        :raises NoWorkingDay: the calendar is empty
        """
        if self.unit == "hour":
            return moment - timedelta(hours=self.amount)
        day = last = self.calendar.local_day(moment)
        left, close = int(self.amount), moment
        while left:
            day -= timedelta(days=1)
            _check_horizon(last - day)
            passed = self.calendar.close(day)
            if passed and passed < moment:
                left, last, close = left - 1, day, passed
        return close

    def used(self, start, until, pauses=()):
        """How much of the unit has passed from ``start`` to ``until``.

        :return: hours with their fraction; whole days
        """
        pauses = merge(pauses)
        if self.unit == "hour":
            paused = sum((_overlap(start, until, *p) for p in pauses), timedelta())
            return max((until - start - paused).total_seconds() / 3600, 0.0)
        days = self._days(start, pauses)
        next(days)
        count = 0
        for close in days:
            if close > until:
                break
            count += 1
        return float(count)

    def overrun(self, start, until, pauses=(), due=None):
        """By how much of its own unit the limit is overrun at ``until``; 0 when met.

        A day limit is late as soon as it is due: within the next day by 1.

        :param due: when it falls due, where that was moved
        """
        due = due or self.due(start, pauses)
        if due is None or until <= due:
            return 0.0
        if self.unit == "hour":
            return self.used(due, until, pauses)
        closes = takewhile(
            lambda close: close < until, self._days(start, merge(pauses))
        )
        return 1.0 + sum(close > due for close in closes)

    def _days(self, start, pauses):
        """Closes of the day of the event, then of each day that counts after it.

        The day of the event is never skipped: it is day 0.
        """
        calendar, endless = self.calendar, None
        if pauses and pauses[-1][1] is None:
            endless = pauses[-1][0]
        day = last = calendar.local_day(start)
        while not (close := calendar.close(day)) or close < start:
            day += timedelta(days=1)
            _check_horizon(day - last)
        yield close
        last = day
        while True:
            day += timedelta(days=1)
            close = calendar.close(day)
            if not close:
                _check_horizon(day - last)
                continue
            if endless and close > endless:
                return
            last = day
            if not _is_paused(close, pauses):
                yield close


def merge(pauses):
    """Pauses in order of time, those that touch or overlap made one.

    :param pauses: pairs of since and until (``None`` while it lasts), in any order;
        one that ends before it starts is none
    """
    merged = []
    for since, until in sorted(pauses, key=lambda pause: pause[0]):
        if until is not None and until <= since:
            continue
        if merged and (merged[-1][1] is None or since <= merged[-1][1]):
            last = merged[-1]
            end = None if None in (last[1], until) else max(last[1], until)
            merged[-1] = (last[0], end)
        else:
            merged.append((since, until))
    return merged


def _aware(moment):
    return moment.replace(tzinfo=timezone.utc)


def _add_time(start, amount, pauses):
    due = start + amount
    for since, until in pauses:
        if until is not None and until <= start:
            continue
        if since >= due:
            break
        if until is None:
            return None
        due += until - max(since, start)
    return due


def _overlap(start, end, since, until):
    return max(
        min(end, until or end) - max(start, since),
        timedelta(),
    )


def _is_paused(moment, pauses):
    return any(
        since < moment and (until is None or moment <= until) for since, until in pauses
    )


def _check_horizon(gap):
    if gap > HORIZON:
        raise NoWorkingDay
