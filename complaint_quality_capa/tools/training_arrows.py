"""The arrows of a training session (R-Q14)."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

from .plan_arrows import QUALITY


def _arrow(source, target, *guards, **options):
    return Arrow(
        source, target, QUALITY, parties=("organiser",), guards=guards, **options
    )


TRAINING_ARROWS = ArrowTable(
    _arrow(
        "planned", "held", "_guard_begun", "_guard_all_noted", stamps=("closed_on",)
    ),
    _arrow("planned", "cancelled", reason=True),
    _arrow("held", "planned", clears=("closed_on",), reason=True),
)
