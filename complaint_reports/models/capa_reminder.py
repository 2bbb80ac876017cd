from odoo import api, models


class CapaReminder(models.AbstractModel):
    _inherit = "capa.reminder"

    @api.model
    def _get_models(self):
        return [*super()._get_models(), "complaint.summary.point"]
