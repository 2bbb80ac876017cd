"""What of the stock is held back, and which ways are closed to it (R-Q01).

Plain Python, no Odoo.
"""

from typing import NamedTuple

# Whatever goes there leaves the hands of the company, or becomes something else.
OUT = ("customer", "production", "transit")


class Blocked(NamedTuple):
    """What is held back in one company: ids of lots, of products as a whole, and of
    the products of which some lots are."""

    lots: frozenset = frozenset()
    products: frozenset = frozenset()
    lot_products: frozenset = frozenset()

    def __bool__(self):
        return bool(self.lots or self.products)

    def concerns(self, product):
        """Whether anything of ``product`` is held back."""
        return product in self.products or product in self.lot_products

    def holds(self, product, lot):
        """Whether this piece is held back; without a lot, only with its product."""
        return product in self.products or bool(lot and lot in self.lots)


class Way(NamedTuple):
    """From where to where stock is moved; usages are those of ``stock.location``."""

    source: str
    target: str
    final: str = ""  # where it is meant to end, when this is only a step
    from_quarantine: bool = False
    to_quarantine: bool = False
    same_warehouse: bool = True
    gives_back: bool = False  # returns to the supplier what came from him

    @property
    def is_closed(self):
        """Whether what is held back may not go this way."""
        if self.target in OUT:
            return True
        if self.target == "supplier":
            return not self.gives_back and self.source != "customer"
        if self.target != "internal" or self.to_quarantine:
            return False  # lost, scrapped, counted, put apart
        if self.source != "internal":
            return False  # it comes in
        return self.from_quarantine or not self.same_warehouse or self.final in OUT

    @property
    def puts_apart(self):
        """Whether stock that is held back is meant to go this way, so that it may be
        reserved for it."""
        return not self.is_closed and (
            self.to_quarantine or self.target in ("inventory", "supplier")
        )
