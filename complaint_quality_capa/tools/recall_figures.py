"""How far a recall is: what customers had, what became of it. Plain Python, no Odoo.

Stock counts what went out and what came back; people note what they hear. What came
back is counted by both, so the larger of the two stands: a return that is noted first
and moved in stock later is not counted twice.
"""

from typing import NamedTuple

DIGITS = 6
# shown while anything is missing: a recall is never done by rounding
ALMOST = 99.9


class Settled(NamedTuple):
    """One lot at one customer, in the unit of its product."""

    due: float  # what the customer had when it was recalled, or got since
    returned: float
    accounted: float
    missing: float
    surplus: float


def settle(delivered, returned_before, returned_since, noted):
    """What became of one lot at one customer.

    :param float delivered: went out, to this day
    :param float returned_before: came back before the recall
    :param float returned_since: came back since, by stock
    :param noted: what people noted: returned, destroyed, used up, not to be found
    """
    returned_noted, *others = noted
    due = max(0.0, _tidy(delivered - returned_before))
    returned = max(returned_since, returned_noted)
    accounted = _tidy(returned + sum(others))
    return Settled(
        due,
        returned,
        accounted,
        max(0.0, _tidy(due - accounted)),
        max(0.0, _tidy(accounted - due)),
    )


def progress(groups):
    """Per cent accounted for, of several lots.

    :param groups: of each unit of measure ``(lines, due, missing)``; quantities of
        different units are never added up, each unit weighs as many lines as it has
    """
    weight = done = 0.0
    missing_any = False
    for lines, due, missing in groups:
        if due <= 0:
            continue
        missing_any = missing_any or missing > 0
        weight += lines
        done += lines * (1 - min(missing, due) / due)
    if not missing_any:
        return 100.0
    return max(0.0, min(ALMOST, int(1000 * done / weight + 1e-9) / 10))


def _tidy(quantity):
    return round(quantity, DIGITS)
