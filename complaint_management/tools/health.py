"""What the health page is made of. Plain Python."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Check:
    """One thing that is looked at.

    :param str method: of ``complaint.health``; takes a company, returns findings
    :param bool fails: whether it says that something fails, and not that something was
        never set up; the administrator is told of that daily
    """

    key: str
    label: str
    method: str
    fails: bool = False


@dataclass(frozen=True)
class Finding:
    """Something that is missing or fails, in words, with what to do.

    :param str model: whose records the button opens
    :param ids: which of them; ``None`` for all
    """

    text: str
    remedy: str = ""
    model: str = ""
    ids: tuple | None = None


@dataclass(frozen=True)
class Step:
    """One step from nothing to the first complaint.

    :param tuple checks: keys of the checks that find nothing once it is done
    :param str action: XML id of the action that its button opens
    """

    key: str
    label: str
    text: str
    checks: tuple
    action: str
