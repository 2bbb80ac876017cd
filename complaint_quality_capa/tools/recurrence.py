"""Whether a problem is the same again. Plain Python, no Odoo."""

import re
from collections import namedtuple

# kind: what is the same; key: which one; plan: in which plan
Match = namedtuple("Match", "kind key plan category")

# the strongest first
KINDS = ("lot", "product_category", "cause", "product", "category")
STRONG = ("lot", "product_category", "cause")

_NOISE = re.compile(r"[\W_]+")


def cause_key(text):
    """A cause, however it is spelled: case, spaces and punctuation do not count."""
    return _NOISE.sub(" ", (text or "").casefold()).strip()[:200]


def choose(matches, lots, products, category, cause):
    """The plan that says most of the same, and what is the same; ``(None, None)``.

    :param matches: ``Match`` rows; of kind lot, product, category or cause
    :param category: of the case; a product alone says less than with its category
    :return: ``(plan, kind)``; the latest plan among equals
    """
    found = []
    for match in matches:
        kind = match.kind
        if kind == "product" and match.key in products:
            same = category and match.category == category
            kind = "product_category" if same else "product"
        elif not (
            (kind == "lot" and match.key in lots)
            or (kind == "cause" and cause and match.key == cause)
            or (kind == "category" and not products and match.key == category)
        ):
            continue
        found.append((KINDS.index(kind), -match.plan, match.plan, kind))
    if not found:
        return None, None
    _rank, _late, plan, kind = min(found)
    return plan, kind
