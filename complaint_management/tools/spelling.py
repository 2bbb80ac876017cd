"""Numbers of orders and lots as people type them. Plain Python, no Odoo."""

import unicodedata


def spellings(text):
    """The ways in which a number that was typed may be on record, likeliest first.

    >>> spellings(" s 00012")
    ['s 00012', 's00012', 'S 00012', 'S00012']

    Full-width letters and digits of East Asian keyboards become plain ones.
    """
    typed = unicodedata.normalize("NFKC", text or "").strip()
    closed = "".join(typed.split())
    ways = (typed, closed, typed.upper(), closed.upper())
    return list(dict.fromkeys(filter(None, ways)))
