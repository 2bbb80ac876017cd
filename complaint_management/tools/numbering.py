"""Case numbers: year + month + serial (R-I05). Plain Python, no Odoo."""

import re
from zoneinfo import ZoneInfo

_NUMBER = re.compile(r"^(?P<month>\d{6})-(?P<serial>\d{4,})$")
UTC = ZoneInfo("UTC")


def month_key(moment, zone):
    """The month of a moment as the company sees it.

    :param datetime moment: naive, in UTC, as Odoo stores it
    :param str zone: IANA name of the company's time zone
    :return: ``"YYYYMM"``
    """
    return moment.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).strftime("%Y%m")


def format_number(month, serial):
    """``("202611", 7)`` becomes ``"202611-0007"``; past 9999 it grows a digit."""
    return f"{month}-{serial:04d}"


def parse_number(number):
    """The ``(month, serial)`` of a number of ours, ``None`` for any other text."""
    found = _NUMBER.match(number or "")
    return (found["month"], int(found["serial"])) if found else None


def next_month(month):
    """``"202612"`` becomes ``"202701"``."""
    year, number = int(month[:4]), int(month[4:])
    return f"{year + number // 12:04d}{number % 12 + 1:02d}"
