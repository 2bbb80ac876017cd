"""Shares of responsibility in per cent, and what is divided by them. Plain Python.

Shares are counted in hundredths of a per cent, money in the smallest unit of its
currency, so that what is divided always adds up to what there was.
"""

from decimal import ROUND_HALF_UP, Decimal

WHOLE = 10000  # hundredths of a per cent


def to_parts(percent):
    """A percentage as whole hundredths: ``33.33`` → ``3333``."""
    return int((Decimal(str(percent)) * 100).quantize(Decimal(1), ROUND_HALF_UP))


def missing(percents):
    """What is left to 100 per cent, as a percentage; negative where it is more."""
    left = WHOLE - sum(to_parts(percent) for percent in percents)
    return left / 100


def even(count):
    """100 per cent in ``count`` shares that differ by a hundredth at most."""
    if count < 1:
        return []
    return [part / 100 for part in divide(WHOLE, [1] * count)]


def divide(total, weights):
    """``total`` whole units by ``weights``: by largest remainder, exact in sum.

    :param int total: of any sign
    :param weights: numbers that are not negative, not all zero
    :return: list of ints in the order of ``weights``; equal ones differ by one at most
    :raises ValueError: a negative weight, or nothing to divide by
    """
    weights = [Decimal(str(weight)) for weight in weights]
    whole = sum(weights)
    if whole <= 0 or min(weights) < 0:
        raise ValueError("weights must not be negative nor all zero")
    sign = -1 if total < 0 else 1
    exact = [abs(total) * weight / whole for weight in weights]
    parts = [int(one) for one in exact]
    rest = abs(total) - sum(parts)
    order = sorted(
        range(len(weights)), key=lambda place: (parts[place] - exact[place], place)
    )
    for place in order[:rest]:
        parts[place] += 1
    return [sign * part for part in parts]
