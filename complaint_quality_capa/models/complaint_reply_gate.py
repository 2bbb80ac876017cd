from odoo import api, models


class ComplaintReplyGate(models.AbstractModel):
    _inherit = "complaint.reply.gate"

    @api.model
    def _get_gated_models(self):
        """R-A06: what follows from a complaint leaves the company no other way."""
        ours = {name for name in self.env.registry if name.startswith("capa.")}
        return super()._get_gated_models() | ours
