"""The arrows of a fault in the handling: what is done about it (R-Q13)."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

OFFICER = ("group_complaint_officer",)

FAULT_ARROWS = ArrowTable(
    Arrow("noted", "open", OFFICER, guards=("_guard_asked",)),
    Arrow(
        "open",
        "done",
        OFFICER,
        parties=("doer",),
        guards=("_guard_how_done",),
        stamps=("done_on",),
    ),
    Arrow("done", "open", OFFICER, clears=("done_on",), reason=True),
)
