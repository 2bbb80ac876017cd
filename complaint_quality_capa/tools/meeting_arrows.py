"""The arrows of a meeting and of what it decides (DESIGN.md, "Arrows of a meeting")."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

from .plan_arrows import QUALITY

OPEN_MEETINGS = ("proposed", "called", "held")

_PREPARER = {"groups": QUALITY, "parties": ("preparer",)}

MEETING_ARROWS = ArrowTable(
    Arrow(
        "proposed",
        "called",
        guards=("_guard_called",),
        stamps=("called_on",),
        **_PREPARER,
    ),
    Arrow("called", "held", guards=("_guard_begun",), stamps=("held_on",), **_PREPARER),
    # the chair alone: what the minutes say is what was decided
    Arrow(
        "held",
        "confirmed",
        parties=("chair",),
        guards=("_guard_attendance", "_guard_agenda", "_guard_minutes"),
        stamps=("confirmed_on",),
    ),
    *(
        Arrow(state, "cancelled", reason=True, **_PREPARER)
        for state in ("proposed", "called")
    ),
    Arrow("cancelled", "proposed", clears=("called_on",), **_PREPARER),
)

DECISION_ARROWS = ArrowTable(
    Arrow(
        "open",
        "done",
        QUALITY,
        parties=("doer", "preparer"),
        guards=("_guard_how_done",),
        stamps=("done_on",),
    ),
    Arrow("done", "open", clears=("done_on",), reason=True, **_PREPARER),
    Arrow("open", "dropped", reason=True, **_PREPARER),
    Arrow("dropped", "open", **_PREPARER),
)
