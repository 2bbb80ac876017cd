"""The arrows of a spot check (R-I18)."""

from .arrows import Arrow, ArrowTable

# Rules say whose check it is.
_CHECKER = ("base.group_user",)

SPOT_CHECK_ARROWS = ArrowTable(
    Arrow("draft", "drawn", _CHECKER, stamps=("drawn_on",)),
    Arrow(
        "drawn",
        "closed",
        _CHECKER,
        guards=("_guard_looked_at", "_guard_concluded"),
        stamps=("closed_on",),
    ),
)
