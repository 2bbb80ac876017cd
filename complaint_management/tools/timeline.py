"""What happened when. Plain Python."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

# A step stamps its event, then its history is written: a moment later.
_TOGETHER = timedelta(seconds=2)


@dataclass(frozen=True)
class Moment:
    """One thing that happened.

    :param of: whom or what it is about: a record, or its name
    :param who: who did it: a record, or his name
    :param str field: of a change, what was changed
    :param str reason: of a change, why
    """

    on: datetime
    kind: str
    title: str
    of: object = None
    text: str = ""
    who: object = None
    field: str = ""
    reason: str = ""


def say_who(events, changes):
    """Events with who brought them about and why, and the changes that are no event.

    A change of the state at the moment of an event *is* that event: it is told once.
    """
    told, rest = [], list(changes)
    for event in events:
        steps = [one for one in rest if _is_step(one, event)]
        if steps and not event.who:
            step = steps[0]
            event = replace(event, who=step.who, text=step.reason or event.text)
        told.append(event)
    seen = {one for one in rest for event in told if _is_step(one, event)}
    left = [replace(one, text=_say(one)) for one in rest if one not in seen]
    return told + left


def _is_step(change, event):
    same = timedelta(0) <= change.on - event.on <= _TOGETHER
    return same and (change.field == "state" or change.field.endswith("_on"))


def _say(change):
    return "\n".join(filter(None, [change.text, change.reason]))
