"""The way of a summary, and of each weak point or proposal in it, as data (R-F06)."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

_OWNER = {"parties": ("owner",)}

SUMMARY_ARROWS = ArrowTable(
    Arrow("made", "handed_in", stamps=("handed_in_on",), **_OWNER),
    Arrow("handed_in", "made", clears=("handed_in_on",), reason=True, **_OWNER),
)

POINT_ARROWS = ArrowTable(
    Arrow(
        "open",
        "done",
        parties=("doer", "owner"),
        guards=("_guard_how_done",),
        stamps=("done_on",),
    ),
    Arrow("done", "open", clears=("done_on",), reason=True, **_OWNER),
    Arrow("open", "dropped", reason=True, **_OWNER),
    Arrow("dropped", "open", **_OWNER),
)
