"""The arrows of a reward or penalty: proposed, heard, decided, never just deducted."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

GROUP = ("complaint_quality_capa.group_complaint_merit",)
OPEN_MERITS = ("proposed", "heard", "objected", "deciding")
DECIDED = ("decided", "corrected")

_CONCERNED = {"parties": ("concerned",)}

MERIT_ARROWS = ArrowTable(
    Arrow(
        "proposed",
        "heard",
        GROUP,
        guards=("_guard_reckoned", "_guard_can_be_told"),
        stamps=("heard_on",),
    ),
    Arrow(
        "heard",
        "objected",
        GROUP,
        guards=("_guard_in_time",),
        stamps=("objected_on",),
        reason=True,
        **_CONCERNED,
    ),
    Arrow("proposed", "deciding", GROUP, guards=("_guard_reckoned", "_guard_reward")),
    Arrow("heard", "deciding", GROUP, guards=("_guard_time_is_over",)),
    Arrow("objected", "deciding", GROUP, guards=("_guard_answered",)),
    # by the approval engine alone
    Arrow("deciding", "decided", stamps=("decided_on",)),
    Arrow("deciding", "refused", stamps=("decided_on",)),
    Arrow("deciding", "heard"),
    Arrow("deciding", "objected"),
    Arrow("deciding", "proposed"),
    Arrow("decided", "corrected"),
    *(
        Arrow(state, "withdrawn", GROUP, reason=True)
        for state in ("proposed", "heard", "objected")
    ),
)
