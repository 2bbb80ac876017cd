"""What a desk is made of. Plain Python."""

from collections import namedtuple
from dataclasses import dataclass

Found = namedtuple("Found", "id due_on total targets words")


@dataclass(frozen=True)
class Section:
    """One kind of thing that can wait for somebody.

    :param domain: which records of ``model`` wait for him
    :param str through: the field of the record that he may read and that opens, where
        he has no right on ``model`` itself
    :param columns: texts of the record that its row shows, found with it
    :param str due: the field that says by when; a day is over when it is over where
        the reader is. Empty: found by what it is of (``_get_due``)
    :param bool dateless: it waits, but by no day
    """

    key: str
    label: str
    model: str
    domain: object
    through: str = "id"
    columns: tuple = ()
    due: str = ""
    dateless: bool = False
