"""The arrows of an evaluation: drawn up, put before those concerned, confirmed and kept
(R-P05, R-R06)."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

_WHO = {
    "groups": ("group_complaint_supervisor",),
    "parties": ("leader",),
}

OPEN_EVALUATIONS = ("draft", "heard")

EVALUATION_ARROWS = ArrowTable(
    Arrow("draft", "heard", guards=("_guard_rows",), stamps=("heard_on",), **_WHO),
    Arrow("heard", "draft", clears=("heard_on",), reason=True, **_WHO),
    Arrow("heard", "confirmed", stamps=("confirmed_on",), **_WHO),
)
