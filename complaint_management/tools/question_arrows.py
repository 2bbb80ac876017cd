"""The arrows of a question of the complainant (R-K09)."""

from .arrows import Arrow, ArrowTable

# Rules say who may read it at all; the model asks who may tell.
_TELLER = ("base.group_user",)

QUESTION_ARROWS = ArrowTable(
    Arrow("open", "answered", _TELLER, stamps=("answered_on",), asks=("answer",)),
    Arrow("open", "dropped", _TELLER, stamps=("answered_on",)),
    Arrow("dropped", "open", _TELLER, clears=("answered_on",)),
)
