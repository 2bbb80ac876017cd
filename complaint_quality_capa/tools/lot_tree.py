"""Which lots a recall is about: what was made from a lot, what a lot was made from.

Plain Python, no Odoo. Production may go in circles (a lot that is worked over goes into
itself): each lot is visited once, by the shortest way.
"""

from typing import NamedTuple

NAMED, COMPONENT, PRODUCT = "named", "component", "product"


class Place(NamedTuple):
    """Why a lot is in a recall: what it is to the lots named, found through which."""

    relation: str
    through: int | None
    depth: int


def spread(start, edges, relation, places):
    """Add to ``places`` what is reached from ``start``, nearest first.

    :param start: lots to begin with
    :param edges: pairs ``(from, to)``
    :param dict places: ``Place`` by lot; those that are there stay
    """
    ways = {}
    for source, target in edges:
        ways.setdefault(source, []).append(target)
    level = sorted(start)
    while level:
        found = []
        for lot in level:
            for target in sorted(ways.get(lot, ())):
                if target not in places:
                    places[target] = Place(relation, lot, places[lot].depth + 1)
                    found.append(target)
        level = found
    return places


def place_named(lots):
    """Where a tree begins."""
    return {lot: Place(NAMED, None, 0) for lot in lots}
