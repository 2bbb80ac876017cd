"""Control charts after Shewhart: what lies outside its limits is no chance.

* ``c``: how many, of periods that are alike;
* ``u``: how many a unit, of periods with so many units;
* ``p``: which share, of periods with so many cases.

Limits are three standard deviations from the centre, each period by its own size.
"""

from dataclasses import dataclass
from math import sqrt

SIGMAS = 3


@dataclass(frozen=True)
class Point:
    """One period; ``None`` where it had nothing to count."""

    value: float | None
    lower: float | None
    upper: float | None

    @property
    def is_out(self):
        return self.value is not None and not self.lower <= self.value <= self.upper


def get_points(kind, counts, sizes=None):
    """The centre and the point of each period.

    :param str kind: ``c``, ``u`` or ``p``
    :param list counts: how many, by period
    :param list sizes: of how many, by period; not for ``c``
    :return: tuple of the centre (``None`` where nothing was counted) and the points
    """
    sizes = [1] * len(counts) if kind == "c" else sizes
    known = [
        (count, size) for count, size in zip(counts, sizes, strict=True) if size > 0
    ]
    if not known:
        return None, [Point(None, None, None)] * len(counts)
    centre = sum(count for count, _size in known) / sum(size for _count, size in known)
    return centre, [
        _get_point(kind, centre, count, size)
        for count, size in zip(counts, sizes, strict=True)
    ]


def _get_point(kind, centre, count, size):
    if size <= 0:
        return Point(None, None, None)
    variance = centre * (1 - centre) if kind == "p" else centre
    width = SIGMAS * sqrt(max(variance, 0.0) / size)
    upper = centre + width
    return Point(
        count / size,
        max(centre - width, 0.0),
        min(upper, 1.0) if kind == "p" else upper,
    )
