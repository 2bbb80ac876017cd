"""The arrows of what is put before a manager each half-year."""

from odoo.addons.complaint_management.tools.arrows import Arrow, ArrowTable

_MANAGER = {"parties": ("manager",), "stamps": ("answered_on",)}

REVIEW_ARROWS = ArrowTable(
    Arrow("asked", "confirmed", **_MANAGER),
    Arrow("asked", "objected", reason=True, **_MANAGER),
)
