"""What a register is: rows of a model, its columns, its period. Plain values;
``complaint.register`` reads and writes them."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta


@dataclass(frozen=True)
class Column:
    """One column of a register.

    :param str name: field of the model, or ``rows.field`` of its rows; with ``read``
        any name
    :param title: lazily translated; what the field is called where not given
    :param bool total: summed up at the end
    :param str read: ``_read_…`` of ``complaint.register.reader``: takes the records of
        a chunk, gives their values in the same order
    :param str kind: of what ``read`` gives: text, number, money, date or moment
    """

    name: str
    title: object = None
    width: int = 0
    total: bool = False
    read: str = ""
    kind: str = "text"
    digits: int = 0


@dataclass(frozen=True)
class Register:
    """A list that is filed: a row a record, or a row for each of its ``rows``.

    :param str code: for good: it is in the address
    :param str period: field by which records belong to a period
    :param str rows: one2many; a record without any has a row all the same
    :param bool monthly: it is made for a month
    """

    code: str
    name: object
    model: str
    period: str
    columns: tuple
    rows: str = ""
    monthly: bool = False

    def get_paths(self):
        """Fields of the model that its columns name, and fields of its rows."""
        plain = [one.name for one in self.columns if not one.read]
        head = f"{self.rows}." if self.rows else None
        below = [name for name in plain if head and name.startswith(head)]
        above = [name for name in plain if name not in below]
        return above, [name[len(head) :] for name in below] if head else []


def month_before(day):
    """First and last day of the month before that of ``day``."""
    last = day.replace(day=1) - timedelta(days=1)
    return last.replace(day=1), last


def year_to(day):
    """From the first day of the year to ``day``."""
    return date(day.year, 1, 1), day


def moments(first, last, zone):
    """Beginning of ``first`` and end of ``last`` in ``zone``, naive in UTC: a period
    has all moments from the one up to, not including, the other; ``None`` is open.

    :raises OverflowError: never: a day that a calendar does not reach is open
    """
    return _begin(first, zone), last and _begin(_next(last), zone)


def _next(day):
    return day + timedelta(days=1) if day < date.max else None


def _begin(day, zone):
    if not day or day <= date.min + timedelta(days=1):
        return None
    return datetime.combine(day, time(), zone).astimezone(UTC).replace(tzinfo=None)
