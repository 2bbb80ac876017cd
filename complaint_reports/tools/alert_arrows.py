"""The arrows of an early warning: looked into, then explained, made a plan, or a false
alarm (R-F04)."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

_WHO = {
    "groups": (
        "group_complaint_officer",
        "complaint_quality_capa.group_complaint_quality",
    ),
    "parties": ("told",),
}

OPEN_ALERTS = ("new", "looking")
ANSWERS = ("explained", "planned", "false_alarm")

ALERT_ARROWS = ArrowTable(
    Arrow("new", "looking", stamps=("looked_on",), **_WHO),
    Arrow("looking", "explained", stamps=("answered_on",), reason=True, **_WHO),
    Arrow(
        "looking", "planned", guards=("_guard_plan",), stamps=("answered_on",), **_WHO
    ),
    Arrow("looking", "false_alarm", stamps=("answered_on",), reason=True, **_WHO),
    *(
        Arrow(answer, "looking", clears=("answered_on",), reason=True, **_WHO)
        for answer in ANSWERS
    ),
)
