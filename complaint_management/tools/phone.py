"""Phone numbers as people write them. Plain Python, no Odoo."""

import re

# Country code and area are written or left out; the end is always the same.
SIGNIFICANT = 8


def phone_key(number):
    """What is the same however a number is written: its last digits.

    ``"+86 (21) 5555-0101"`` and ``"021 55550101"`` give the same key; fewer than six
    digits identify nobody.

    :return: digits, or ``False``
    """
    digits = re.sub(r"\D", "", number or "")
    return digits[-SIGNIFICANT:] if len(digits) >= 6 else False
