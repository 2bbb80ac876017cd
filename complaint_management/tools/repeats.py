"""When two cases are the same complainant's about the same thing (R-I14). Plain
Python, no Odoo."""

from collections import defaultdict
from dataclasses import dataclass


@dataclass(frozen=True)
class Fingerprint:
    """By what a case is known again; keys that are not known are ``False``."""

    commercial_partner: int = False
    email: str = False
    phone: str = False
    category: int = False
    products: frozenset = frozenset()

    def get_keys(self):
        """What its complainant is known by: ``(kind, key)``."""
        kinds = ("commercial_partner", "email", "phone")
        return {(kind, key) for kind in kinds if (key := getattr(self, kind))}

    def is_same_complainant(self, other):
        """One address, number or contact in common is enough."""
        return not self.get_keys().isdisjoint(other.get_keys())

    def is_about_same(self, other):
        """A product in common where both name one, else the same category."""
        if self.products and other.products:
            return bool(self.products & other.products)
        return bool(self.category) and self.category == other.category


class Earlier:
    """Cases that are there, found by their complainant without comparing each.

    :param prints: dict of case to :class:`Fingerprint`
    """

    def __init__(self, prints):
        self._prints = prints
        self._places = {case: place for place, case in enumerate(prints)}
        self._cases = defaultdict(list)
        for case, one in prints.items():
            for key in one.get_keys():
                self._cases[key].append(case)

    def find(self, mine):
        """Cases of the same complainant, in the order in which they were given."""
        found = {case for key in mine.get_keys() for case in self._cases.get(key, ())}
        return sorted(found, key=self._places.__getitem__)

    def find_about_same(self, mine):
        """The first of them that is about the same, ``False`` without."""
        same = (
            case for case in self.find(mine) if mine.is_about_same(self._prints[case])
        )
        return next(same, False)
