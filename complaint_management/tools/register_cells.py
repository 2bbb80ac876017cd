"""What the cells of a register mean. Plain Python, no Odoo."""

import itertools
from dataclasses import dataclass
from datetime import date, datetime, time, timezone
from functools import lru_cache
from zoneinfo import ZoneInfo

_FORMATS = (
    "%Y-%m-%d",
    "%Y/%m/%d",
    "%Y.%m.%d",
    "%Y年%m月%d日",
)
_FIRST_YEAR = 1900  # before it is a slip of the hand: 0024 for 2024
_TIMES = ("", " %H:%M", " %H:%M:%S", "T%H:%M:%S", "T%H:%M")


@dataclass(frozen=True)
class Column:
    """One column of the register template.

    :param name: heading that is the same in every language
    :param field: field of ``complaint.case`` that it fills
    :param kind: text, moment, selection, channel, category, user or files
    """

    name: str
    field: str
    kind: str = "text"
    required: bool = False
    length: int = 250


COLUMNS = (
    Column("number", "number", length=32),
    Column("reference", "import_reference", length=64),
    Column("received_on", "received_on", "moment", required=True),
    Column("registered_on", "registered_on", "moment"),
    Column("kind", "kind", "selection"),
    Column("channel", "channel_id", "channel", required=True),
    Column("category", "category_id", "category"),
    Column("title", "title", required=True),
    Column("description", "description", length=100_000),
    Column("partner_name", "partner_name"),
    Column("partner_email", "partner_email"),
    Column("partner_phone", "partner_phone", length=64),
    Column("state", "state", "selection"),
    Column("accepted_on", "accepted_on", "moment"),
    Column("approved_on", "approved_on", "moment"),
    Column("closed_on", "closed_on", "moment"),
    Column("handler", "user_id", "user"),
    Column("outcome", "outcome", length=10_000),
    Column("files", "evidence_ids", "files", length=10_000),
)

# In the order in which they happen.
EVENTS = ("received_on", "registered_on", "accepted_on", "approved_on", "closed_on")


def parse_moment(cell, zone, date_format=None):
    """The moment that a cell names, naive in UTC.

    :param cell: a date or datetime of a spreadsheet, or text: year first, or as
        ``date_format`` of the user's language; with or without a time
    :param str zone: IANA name of the company's zone, in which the register was kept
    :raises ValueError: no date
    """
    if isinstance(cell, datetime):
        moment = cell
    elif isinstance(cell, date):
        moment = datetime.combine(cell, time())
    else:
        moment = _parse_text(str(cell), date_format)
    if moment is None or moment.year < _FIRST_YEAR:
        raise ValueError(cell)
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=ZoneInfo(zone))
    return moment.astimezone(timezone.utc).replace(tzinfo=None, microsecond=0)


@lru_cache(maxsize=10_000)  # a register has many rows of one day
def _parse_text(text, date_format):
    for day in (*_FORMATS, *([date_format] if date_format else [])):
        for clock in _TIMES:
            try:
                return datetime.strptime(text, day + clock)
            except ValueError:
                continue
    return None


def first_out_of_order(moments):
    """The first pair of events that stand in the wrong order, ``None`` if none does.

    :param dict moments: event name to moment, missing ones left out
    """
    known = [(name, moments[name]) for name in EVENTS if moments.get(name)]
    for (earlier, start), (later, end) in itertools.pairwise(known):
        if start > end:
            return earlier, later
    return None
