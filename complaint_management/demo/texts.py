from markupsafe import Markup
from odoo.tools import plaintext2html


class Texts:
    """Puts a plan's story into words: the names and figures of this one case."""

    def __init__(self, book):
        self.chance = book.chance
        self.pools = {}
        for row in book.table("phrases"):
            self.pools.setdefault(row["use"], []).append(row["text"])

    def pick(self, use, **words):
        """One of the phrases for that use."""
        return self.chance.choice(self.pools[use]).format(**words)

    def get_words(self, book, plan):
        """What the braces in the texts of this case stand for."""
        one = plan.product.get("one", "item")
        row = plan.row
        order = row["order"] and book.get(f"order_{row['order']}").name
        return {
            "one": one,
            "One": one.capitalize(),
            "many": plan.product.get("many", "items"),
            "bad": row["bad"] or "some",
            "qty": row["said"] or f"{plan.delivered:.0f}",
            "lot": plan.lot and plan.lot.name,
            "order": order or "of last month",
            "weeks": self.chance.randint(2, 11),
        }

    def get_description(self, plan, words):
        """The customer's letter: how he begins, what happened, how he ends."""
        who = plan.story["who"]
        parts = [
            self.pick(f"open_{who}", **words),
            plan.story["text"].format(**words),
        ]
        if plan.story["kind"] == "complaint":
            parts.append(self.pick(f"end_{who}", **words))
        return Markup().join(plaintext2html(part) for part in parts)
