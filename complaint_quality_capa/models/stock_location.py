from odoo import api, fields, models


class StockLocation(models.Model):
    _inherit = "stock.location"

    is_quarantine = fields.Boolean(
        "Quarantine",
        help="What is blocked may be brought here, and not away from here.",
    )
    in_quarantine = fields.Boolean(
        "In quarantine",
        compute="_compute_in_quarantine",
        store=True,
        recursive=True,
        help="It lies in a quarantine, or is one.",
    )

    @api.depends("is_quarantine", "location_id.in_quarantine")
    def _compute_in_quarantine(self):
        for location in self:
            above = location.location_id.in_quarantine
            location.in_quarantine = location.is_quarantine or above
