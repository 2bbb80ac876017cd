"""Which few make most of it: bars, the greatest first, and the share they come to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Bar:
    """One bar, and how much of everything it makes with those before it, in %."""

    key: object
    value: float
    cumulated: float


def get_bars(values, most=12):
    """The greatest values, the rest in one bar of key ``None``, which stands last.

    :param dict values: value by key; what is not above 0 has no bar
    :param int most: so many bars at most, with the rest
    """
    found = sorted(
        ((key, value) for key, value in values.items() if value and value > 0),
        key=lambda pair: -pair[1],
    )
    if len(found) > most:
        rest = sum(value for _key, value in found[most - 1 :])
        found = [*found[: most - 1], (None, rest)]
    total, so_far, bars = sum(value for _key, value in found), 0.0, []
    for key, value in found:
        so_far += value
        bars.append(Bar(key, value, 100 * so_far / total))
    return bars
