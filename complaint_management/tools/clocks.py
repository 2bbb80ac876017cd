"""Which clocks a record must have, from its events alone (R-T03, R-T08). Plain Python.

The plan is made anew whenever an event is written, whatever came before: walking it
twice changes nothing, a missed call is made up for by the next one.
"""

from dataclasses import dataclass, replace
from datetime import datetime

# Events that may come again: what was done before does not count for them.
RECURRING = ("promised_on", "reported_on", "measures_on")


@dataclass(frozen=True)
class Rung:
    """One rung of a ladder: who is told, how long before or after the limit.

    :param str moment: ``before``, ``at`` or ``after``
    :param float amount: of ``unit``, not used ``at``
    """

    id: int
    moment: str
    amount: float
    unit: str
    role: str
    makes_major: bool = False
    draws_in: bool = False


@dataclass(frozen=True)
class LimitSpec:
    """A limit of a policy as the planner needs it.

    :param since: when it became a limit: it rules cases opened from then on (R-P01)
    """

    id: int
    subject: str
    start_event: str
    stop_event: str
    amount: float
    unit: str
    domain: tuple
    parent_id: int
    role: str
    department_kind: str
    duty_kind: str
    runs_on: bool
    depth: int
    rungs: tuple
    since: datetime = None

    def rules(self, opened):
        """Whether it rules a case that was opened at ``opened``: what is promised later
        is not promised in hindsight."""
        return not (self.since and opened) or self.since <= opened


@dataclass(frozen=True)
class Wish:
    """A clock that the events of a record ask for.

    :param stop: moment at which the promise was kept; ``None`` while it is owed
    :param bool cut: whether it ended because the case was withdrawn or not accepted
    """

    limit: int
    start: datetime
    stop: datetime = None
    cut: bool = False


@dataclass(frozen=True)
class Known:
    """A clock that the record has; ``key`` is whatever finds it again."""

    key: object
    limit: int
    start: datetime
    stop: datetime = None
    void: bool = False
    cut: bool = False


def wish(spec, events, reopened=None, ended=None, cut=None):
    """The clock that ``spec`` asks for, ``None`` where it asks for none.

    :param dict events: moment of each event by name, ``None`` where it did not happen
    :param reopened: when the case was taken up anew; limits that were met before that
        are met, the others start there
    :param ended: when the case was closed: nothing is owed after that
    :param cut: when it was withdrawn or not accepted
    """
    start, stop = events.get(spec.start_event), events.get(spec.stop_event)
    if not start:
        return None
    if reopened and start < reopened:
        if stop and stop <= reopened:
            return None
        start = reopened
    if stop and stop < start and spec.start_event in RECURRING:
        stop = None
    ends = [end for end in (ended, cut) if end]
    was_cut = bool(cut) and not stop
    stop = stop or (min(ends) if ends else None)
    if stop:
        stop = max(stop, start)
    return Wish(spec.id, start, stop, was_cut)


def plan(wishes, known, reopened=None):
    """What is to be done so that the clocks are as the events say.

    Finished clocks stay when nobody wishes for them any more; running ones are void.

    :param wishes: ``Wish`` of each limit that applies, at most one a limit
    :param known: ``Known`` clocks of the record
    :param reopened: clocks that had finished before that are history; those that run
        on since before it keep their start
    :return: ``(create, adjust, void)``: wishes; pairs of key and wish; keys
    """
    wanted = {one.limit: one for one in wishes}
    live = {}
    void = []
    for clock in known:
        before = bool(reopened) and clock.start < reopened
        if clock.void or (before and clock.stop):
            continue
        if clock.limit not in wanted:
            if not clock.stop:
                void.append(clock.key)
            continue
        live[clock.limit] = clock
        if before:
            one = wanted[clock.limit]
            wanted[clock.limit] = replace(one, start=clock.start)
    create = [one for one in wishes if one.limit not in live]
    adjust = [
        (clock.key, wanted[limit])
        for limit, clock in live.items()
        if _differs(clock, wanted[limit])
    ]
    return create, adjust, void


def _differs(clock, one):
    return (clock.start, clock.stop, clock.cut) != (one.start, one.stop, one.cut)


def rung_moment(rung, limit, due):
    """When a rung is climbed of a limit that falls due at ``due``.

    :param limit: ``tools.worktime.Limit`` of the rung's own amount and unit
    """
    if rung.moment == "before":
        return limit.back(due)
    return limit.due(due) if rung.moment == "after" else due


def next_rung(moments, climbed):
    """The moment at which the next rung is to be climbed, ``None`` after the last.

    :param dict moments: moment by id of the rung
    :param climbed: ids of the rungs that were climbed
    """
    left = [moment for rung, moment in moments.items() if rung not in climbed]
    return min(left, default=None)


@dataclass(frozen=True)
class Times:
    """What a clock shows: its state, when it is due, by how much it is late."""

    state: str
    due: datetime
    stop: datetime
    overrun: float


def times(limit, one, pauses=(), cap=None, extended=None):
    """Where the clock that ``one`` wishes for stands.

    :param limit: ``tools.worktime.Limit``
    :param pauses: pairs of since and until
    :param cap: due date of the limit within which this one lies: it never ends later
    :param extended: a later date that was approved
    """
    due = limit.due(one.start, pauses)
    if due and cap:
        due = min(due, cap)
    if due and extended:
        due = max(due, extended)
    if not one.stop:
        return Times("running" if due else "paused", due, None, 0.0)
    overrun = limit.overrun(one.start, one.stop, pauses, due) if due else 0.0
    state = "late" if overrun else "cut" if one.cut else "met"
    return Times(state, due, one.stop, overrun)
