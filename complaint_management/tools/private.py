"""Finds who complains in a text that is meant for those who must not know (R-P03)."""

import re
import unicodedata

from .phone import phone_key

SHORTEST_NAME = 2  # a letter is found by chance


def find_names(text, names):
    """Those of ``names`` that stand in ``text``, however they are written.

    A name in letters is found as whole words: “Li” is not in “lid”. Names in Chinese,
    which has no spaces, are found anywhere.
    """
    spoken = _fold(text)
    return [name for name in names if _has_name(spoken, _fold(name))]


def _has_name(text, name):
    if len(name) < SHORTEST_NAME:
        return False
    before = r"(?<![^\W_])" if name[0].isascii() else ""
    after = r"(?![^\W_])" if name[-1].isascii() else ""
    return bool(re.search(before + re.escape(name) + after, text))


def find_numbers(text, numbers):
    """Those of ``numbers`` that stand in ``text``, with or without marks between the
    digits and the code of the country."""
    runs = re.findall(r"\d+", _join_digits(text))
    return [
        number
        for number in numbers
        if (key := phone_key(number)) and any(run.endswith(key) for run in runs)
    ]


def _join_digits(text):
    """``text`` with the marks between the digits of a number left out."""
    return re.sub(r"(?<=\d)[\s().\-/]+(?=\d)", "", unicodedata.normalize("NFKC", text))


def _fold(text):
    return " ".join(unicodedata.normalize("NFKC", text).casefold().split())
