"""What binds a decision: the fingerprint of what was decided, the chain of signatures,
and whose turn it is. Plain Python, no Odoo.
"""

import hashlib
import json
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

# what became of a turn
WAITING, OPEN, APPROVED = "waiting", "open", "approved"
ANY, ALL, QUORUM = "any", "all", "quorum"
# when somebody is told of a turn: before its end, at it, after it
RUNGS = ("before", "at", "after")
WARNED = 0.75  # of the time is over


# ----------------------------------------------------------------
# FINGERPRINTS
# ----------------------------------------------------------------


def freeze(value):
    """``value`` as JSON that any database gives back as it was: numbers with a fraction
    and dates become texts.

    :raises TypeError: a value of another kind
    """
    if value is None or isinstance(value, (bool, int, str)):
        return value
    if isinstance(value, float):
        return format(Decimal(repr(value)).normalize(), "f")
    if isinstance(value, datetime):
        return value.isoformat(sep=" ", timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, dict):
        return {str(key): freeze(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [freeze(item) for item in value]
    raise TypeError(f"{type(value).__name__} cannot be kept in a snapshot")


def canonical(value):
    """The one text of that JSON: two values have the same text only when they are the
    same, in whatever order their keys came."""
    return json.dumps(
        freeze(value), sort_keys=True, separators=(",", ":"), ensure_ascii=False
    )


def fingerprint(value):
    """SHA-256 of the canonical text."""
    return hashlib.sha256(canonical(value).encode()).hexdigest()


def digest(text, salt):
    """Fingerprint of a text that may have to be erased: without the salt, which is
    erased with it, it tells nothing."""
    return hashlib.sha256(f"{salt}\n{text}".encode()).hexdigest()


def link(previous, content):
    """The hash of a signature: it stands on the one before."""
    return fingerprint([previous or "", content])


def find_break(chain):
    """Where a chain of signatures does not hold.

    :param chain: ``(previous, content, hash)`` of each, the earliest first
    :return: index of the first that was altered, left out or moved; ``None`` when all
        of them hold
    """
    last = ""
    for index, (previous, content, own) in enumerate(chain):
        if (previous or "") != last or link(previous, content) != own:
            return index
        last = own
    return None


# ----------------------------------------------------------------
# TURNS
# ----------------------------------------------------------------


@dataclass(frozen=True)
class Turn:
    """One turn of a round.

    :param key: what the caller knows it by
    :param level: turns of equal level are asked side by side
    :param state: ``waiting``, ``open``, ``approved``, or one of those that ended it
    :param together: how many turns of the level are needed: ``any``, ``all``,
        ``quorum``
    :param quorum: how many, where a quorum is
    """

    key: object
    level: int
    state: str = WAITING
    together: str = ALL
    quorum: int = 0


def is_enough(mode, quorum, given, asked):
    """Whether ``given`` of ``asked`` approvals are enough. Nobody asked: never.

    A quorum beyond the number asked wants all of them.
    """
    if not asked:
        return False
    wanted = {ANY: 1, ALL: asked}.get(mode) or min(max(quorum, 1), asked)
    return given >= wanted


def is_level_done(turns):
    """Whether the turns of one level together are approved."""
    turns = list(turns)
    given = sum(turn.state == APPROVED for turn in turns)
    return bool(turns) and is_enough(
        turns[0].together, turns[0].quorum, given, len(turns)
    )


def levels(turns):
    """The turns by level, in the order in which they are asked."""
    found = {}
    for turn in sorted(turns, key=lambda turn: turn.level):
        found.setdefault(turn.level, []).append(turn)
    return list(found.values())


def what_next(turns):
    """What one round needs now.

    :return: ``(to_open, to_cancel, done)``: keys of turns to be opened, keys of open
        turns that are not needed any more, and whether all levels are approved
    """
    to_cancel = []
    for level in levels(turns):
        if is_level_done(level):
            to_cancel += [turn.key for turn in level if turn.state == OPEN]
            continue
        return [turn.key for turn in level if turn.state == WAITING], to_cancel, False
    return [], to_cancel, bool(turns)


def repeated(turns, level):
    """Keys of the turns that are asked again when a round goes back to ``level``.

    :raises ValueError: there is no such level, or it is not an earlier one
    """
    asked = [turn.level for turn in turns if turn.state != WAITING]
    if level not in {turn.level for turn in turns} or level >= max(asked, default=0):
        raise ValueError(level)
    return [turn.key for turn in turns if turn.level >= level]


@dataclass
class Place:
    """Where somebody is asked: what finds the people of a route.

    :param memory: what was found already; places of one company, department and
        handler share it
    """

    company: object
    case: object
    department: object
    branch: object
    memory: dict


def warn_on(opened, due):
    """When who is asked is warned: before the time to decide is over, in whole seconds.

    :return: a moment from ``opened`` to ``due``
    """
    return opened + timedelta(seconds=int((due - opened).total_seconds() * WARNED))
