"""The arrows of a recall (DESIGN.md, "Arrows of a recall").

A safety hazard is recalled at once; what is no hazard is decided first, by the approval
engine, and so is an end before everything is accounted for: those arrows it walks.
"""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

from .plan_arrows import QUALITY

EXECUTIVE = ("group_complaint_executive",)
# states in which a lot that is named is being recalled
LIVE_STATES = ("deciding", "open", "ending")
RUNNING_STATES = ("open", "ending")
OPEN_STATES = ("draft", *LIVE_STATES)

_OWNER = {"parties": ("owner",)}
_READY = ("_guard_lots", "_guard_words", "_guard_free")

RECALL_ARROWS = ArrowTable(
    Arrow(
        "draft",
        "open",
        QUALITY + EXECUTIVE,
        guards=("_guard_hazard", *_READY),
        stamps=("opened_on",),
    ),
    Arrow(
        "draft",
        "deciding",
        QUALITY,
        guards=("_guard_no_hazard", *_READY),
        stamps=("submitted_on",),
        **_OWNER,
    ),
    Arrow("deciding", "open", guards=("_guard_free",), stamps=("opened_on",)),
    Arrow(
        "deciding", "draft", QUALITY, clears=("submitted_on",), reason=True, **_OWNER
    ),
    Arrow(
        "open",
        "closed",
        QUALITY,
        guards=("_guard_settled", "_guard_authority"),
        stamps=("closed_on",),
        **_OWNER,
    ),
    Arrow(
        "open",
        "ending",
        QUALITY,
        guards=("_guard_not_settled", "_guard_end_reason", "_guard_authority"),
        **_OWNER,
    ),
    Arrow("ending", "closed", stamps=("closed_on",)),
    Arrow("ending", "open", QUALITY, reason=True, **_OWNER),
    Arrow(
        "closed",
        "open",
        QUALITY,
        guards=("_guard_free",),
        clears=("closed_on",),
        reason=True,
    ),
    *(
        Arrow(
            state,
            "cancelled",
            QUALITY + EXECUTIVE,
            guards=("_guard_nobody_told",),
            stamps=("cancelled_on",),
            reason=True,
        )
        for state in ("draft", "open")
    ),
    Arrow("cancelled", "draft", QUALITY, clears=("cancelled_on", "opened_on")),
)
