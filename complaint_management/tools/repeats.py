"""When two cases are the same complainant's about the same thing (R-I14). Plain
Python, no Odoo."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Fingerprint:
    """By what a case is known again; keys that are not known are ``False``."""

    commercial_partner: int = False
    email: str = False
    phone: str = False
    category: int = False
    products: frozenset = frozenset()

    def is_same_complainant(self, other):
        """One address, number or contact in common is enough."""
        return any(
            mine and mine == others
            for mine, others in (
                (self.commercial_partner, other.commercial_partner),
                (self.email, other.email),
                (self.phone, other.phone),
            )
        )

    def is_about_same(self, other):
        """A product in common where both name one, else the same category."""
        if self.products and other.products:
            return bool(self.products & other.products)
        return bool(self.category) and self.category == other.category
