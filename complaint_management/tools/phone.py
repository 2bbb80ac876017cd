"""Phone numbers as people write them. Plain Python, no Odoo."""

import re
import unicodedata

# Country code and area are written or left out; the end is always the same.
SIGNIFICANT = 8
# What follows is an extension inside the house.
EXTENSION = re.compile(r"(?<=\d)\s*(?:ext|x|#|转|轉|分机|分機|;|p).*", re.I | re.S)


def phone_key(number):
    """What is the same however a number is written: its last digits.

    ``"+86 (21) 5555-0101"``, ``"021 55550101 ext. 12"`` and full-width digits give
    the same key; fewer than six digits, or one digit over and over, identify nobody.

    :return: digits, or ``False``
    """
    text = EXTENSION.sub("", unicodedata.normalize("NFKC", number or ""))
    digits = "".join(str(unicodedata.decimal(c)) for c in text if c.isdecimal())
    if len(digits) < 6 or len(set(digits)) == 1:
        return False
    return digits[-SIGNIFICANT:]
