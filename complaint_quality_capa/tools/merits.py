"""What a reward or a penalty comes to, and in which months. Plain Python, no Odoo.

Money is counted in the smallest unit of its currency (``digits`` decimal places).
"""

from decimal import ROUND_HALF_UP, Decimal

from .shares import divide


def to_units(amount, digits):
    """``12.34`` with two digits → ``1234``."""
    return int(
        (Decimal(str(amount)).scaleb(digits)).quantize(Decimal(1), ROUND_HALF_UP)
    )


def from_units(units, digits):
    """``1234`` with two digits → ``12.34``."""
    return float(Decimal(units).scaleb(-digits))


def reckon(base, fixed=0, rate=0, cap=0, digits=2):
    """Formula of a rule: fixed + base × rate %, at most the cap.

    :param base: the loss or the benefit that it is reckoned from
    :param rate: in per cent of the base
    :param cap: zero: none
    :return: amount, rounded half up
    :raises ValueError: a negative base, fixed amount, rate or cap
    """
    if min(base, fixed, rate, cap) < 0:
        raise ValueError("nothing that an amount is reckoned from is negative")
    exact = Decimal(str(fixed)) + Decimal(str(base)) * Decimal(str(rate)) / 100
    if cap:
        exact = min(exact, Decimal(str(cap)))
    return from_units(to_units(exact, digits), digits)


def split(amount, percents, digits=2):
    """``amount`` by shares, exact in sum."""
    parts = divide(to_units(amount, digits), percents)
    return [from_units(part, digits) for part in parts]


def instalments(amount, at_most, digits=2):
    """``amount`` month by month, none more than ``at_most``; zero: at once.

    Full ones first, the rest last.

    :return: list of amounts, exact in sum
    """
    units, most = to_units(amount, digits), to_units(at_most, digits)
    if units <= 0:
        return []
    if most <= 0 or units <= most:
        return [from_units(units, digits)]
    full, rest = divmod(units, most)
    parts = [most] * full + ([rest] if rest else [])
    return [from_units(part, digits) for part in parts]


def month_after(day, months=0):
    """The first day of the month ``months`` after that of ``day``."""
    place = day.year * 12 + day.month - 1 + months
    return day.replace(year=place // 12, month=place % 12 + 1, day=1)


def half_year_of(day):
    """First and last day of the half-year that ended last before ``day``."""
    if day.month > 6:
        return day.replace(month=1, day=1), day.replace(month=6, day=30)
    last = day.replace(year=day.year - 1, month=12, day=31)
    return last.replace(month=7, day=1), last
