"""The registers that are filed (R-F01): each a file, its columns as data."""

from .cases import CASES, RECORD_FORMS, SUMMARY_CASES
from .clocks import CLOCKS
from .merits import MERITS
from .plans import PLANS

REGISTERS = {one.code: one for one in (CASES, RECORD_FORMS, CLOCKS, PLANS, MERITS)}

__all__ = ["REGISTERS", "SUMMARY_CASES"]
