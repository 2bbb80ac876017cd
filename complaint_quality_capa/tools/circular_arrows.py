"""The arrows of a circular (R-Q11, R-Q15): published once, corrected by another."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

from .plan_arrows import QUALITY

CIRCULAR_ARROWS = ArrowTable(
    Arrow(
        "draft",
        "published",
        QUALITY,
        guards=("_guard_written", "_guard_names_nobody", "_guard_reaches"),
        stamps=("published_on",),
    ),
    Arrow("draft", "dropped", QUALITY, reason=True),
    Arrow("dropped", "draft", QUALITY, reason=True),
)
