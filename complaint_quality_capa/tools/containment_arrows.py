"""The arrows of a containment and of what it blocks (R-Q01).

Blocking needs nobody's approval; lifting is for the quality department alone.
"""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

from .plan_arrows import QUALITY

# Holds stock back now.
HOLDING = ("blocked", "joined")

CONTAINMENT_ARROWS = ArrowTable(
    Arrow(
        "draft",
        "open",
        QUALITY,
        parties=("owner",),
        guards=("_guard_lines",),
        stamps=("opened_on",),
    ),
    Arrow("open", "lifted", stamps=("lifted_on",)),  # with its last line
)

BLOCK_ARROWS = ArrowTable(
    Arrow("draft", "blocked", stamps=("blocked_on",)),
    # another containment blocks the same: it holds, this one waits behind it
    Arrow("draft", "joined", stamps=("blocked_on",)),
    Arrow("joined", "blocked"),
    *(
        Arrow(
            state,
            "lifted",
            QUALITY,
            guards=("_guard_disposition", "_guard_gone"),
            stamps=("lifted_on",),
        )
        for state in HOLDING
    ),
)
