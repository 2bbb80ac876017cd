"""The arrows of a measure and of a check of the effect."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

from .plan_arrows import QUALITY

OPEN_ACTIONS = ("planned", "doing")

_DOER = {"parties": ("doer", "owner")}
_OWNER = {"parties": ("owner",)}

ACTION_ARROWS = ArrowTable(
    Arrow(
        "planned",
        "doing",
        QUALITY,
        guards=("_guard_may_begin", "_guard_dependency"),
        stamps=("started_on",),
        **_DOER,
    ),
    *(
        Arrow(
            state,
            "done",
            QUALITY,
            guards=("_guard_may_begin", "_guard_dependency", "_guard_evidence"),
            stamps=("done_on",),
            **_DOER,
        )
        for state in OPEN_ACTIONS
    ),
    Arrow(
        "done",
        "doing",
        QUALITY,
        guards=("_guard_plan_open",),
        clears=("done_on",),
        reason=True,
        **_OWNER,
    ),
    *(
        Arrow(
            state,
            "dropped",
            QUALITY,
            guards=("_guard_not_decided",),
            reason=True,
            **_OWNER,
        )
        for state in OPEN_ACTIONS
    ),
    Arrow("dropped", "planned", QUALITY, guards=("_guard_not_decided",), **_OWNER),
)

# R-Q05: nobody but the verifier says whether it worked.
CHECK_ARROWS = ArrowTable(
    Arrow(
        "planned",
        "passed",
        parties=("verifier",),
        guards=("_guard_time", "_guard_result", "_guard_figures"),
        stamps=("judged_on",),
    ),
    Arrow(
        "planned",
        "failed",
        parties=("verifier",),
        guards=("_guard_time", "_guard_result"),
        stamps=("judged_on",),
    ),
)
