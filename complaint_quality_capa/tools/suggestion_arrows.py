"""The arrows of a suggestion (DESIGN.md, "Arrows of a suggestion")."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

from .plan_arrows import QUALITY

OPEN_SUGGESTIONS = ("handed_in", "reviewing", "adopted", "done", "measured")

_REVIEWER = {"groups": QUALITY, "parties": ("reviewer",)}

SUGGESTION_ARROWS = ArrowTable(
    Arrow("handed_in", "reviewing", stamps=("reviewed_on",), **_REVIEWER),
    Arrow(
        "reviewing",
        "adopted",
        guards=("_guard_not_own", "_guard_answer", "_guard_people"),
        stamps=("decided_on",),
        **_REVIEWER,
    ),
    Arrow(
        "reviewing",
        "declined",
        guards=("_guard_not_own", "_guard_answer"),
        stamps=("decided_on",),
        **_REVIEWER,
    ),
    *(
        Arrow(state, "reviewing", clears=("decided_on",), reason=True, **_REVIEWER)
        for state in ("adopted", "declined")
    ),
    Arrow(
        "adopted",
        "done",
        QUALITY,
        parties=("doer", "reviewer"),
        guards=("_guard_carried_out",),
        stamps=("done_on",),
    ),
    Arrow("done", "adopted", clears=("done_on",), reason=True, **_REVIEWER),
    # R-R03: money hangs on it, so nobody but the one who was named says it
    Arrow(
        "done",
        "measured",
        parties=("measurer",),
        guards=("_guard_benefit",),
        stamps=("measured_on",),
    ),
    Arrow("measured", "done", clears=("measured_on",), reason=True, **_REVIEWER),
    Arrow(
        "measured",
        "rolled_out",
        guards=("_guard_rollout",),
        stamps=("rolled_out_on",),
        **_REVIEWER,
    ),
)
