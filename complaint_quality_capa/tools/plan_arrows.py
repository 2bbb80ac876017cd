"""The arrows of a plan (DESIGN.md, "Arrows of a plan").

Who decides is found by the approval engine: those arrows are walked by it alone.
"""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

OPEN_STATES = (
    "proposed",
    "analysing",
    "planning",
    "deciding",
    "acting",
    "verifying",
    "confirming",
    "effective",
)
# Its effect was confirmed: the same again is a recurrence (R-Q08).
FINISHED_STATES = ("effective", "closed")

QUALITY = ("complaint_quality_capa.group_complaint_quality",)
# dates of a round that do not stand any more when the analysis begins again
ROUND_DATES = (
    "analysed_on",
    "submitted_on",
    "approved_on",
    "acted_on",
    "verified_on",
    "effective_on",
    "closed_on",
)


def _arrow(source, target, *guards, **options):
    return Arrow(source, target, QUALITY, parties=("owner",), guards=guards, **options)


PLAN_ARROWS = ArrowTable(
    _arrow(
        "proposed",
        "analysing",
        "_guard_d0",
        "_guard_d1",
        "_guard_d2",
        stamps=("started_on",),
    ),
    _arrow("analysing", "planning", "_guard_d3", "_guard_d4", stamps=("analysed_on",)),
    _arrow("planning", "analysing", clears=("analysed_on",), reason=True),
    _arrow(
        "planning",
        "deciding",
        "_guard_d2",
        "_guard_d4",
        "_guard_d5",
        stamps=("submitted_on",),
    ),
    Arrow("deciding", "acting", stamps=("approved_on",)),
    _arrow("deciding", "planning", clears=("submitted_on",), reason=True),
    _arrow("acting", "planning", clears=("submitted_on", "approved_on"), reason=True),
    _arrow("acting", "verifying", "_guard_d6", stamps=("acted_on",)),
    Arrow("verifying", "analysing", clears=ROUND_DATES, reason=True),  # it failed
    _arrow("verifying", "confirming", "_guard_effect", stamps=("verified_on",)),
    Arrow("confirming", "effective", stamps=("effective_on",)),
    _arrow("confirming", "verifying", clears=("verified_on",), reason=True),
    Arrow("confirming", "analysing", clears=ROUND_DATES, reason=True),  # not confirmed
    _arrow(
        "effective",
        "closed",
        "_guard_d6",
        "_guard_d7",
        "_guard_d8",
        stamps=("closed_on",),
    ),
    *(
        _arrow(state, "analysing", clears=ROUND_DATES, reason=True)
        for state in FINISHED_STATES
    ),
    *(
        Arrow(state, "cancelled", QUALITY, stamps=("cancelled_on",), reason=True)
        for state in OPEN_STATES
        if state not in FINISHED_STATES
    ),
    Arrow("cancelled", "proposed", QUALITY, clears=("cancelled_on",), reason=True),
)
