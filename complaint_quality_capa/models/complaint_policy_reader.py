from odoo import api, models


class ComplaintPolicyReader(models.Model):
    _inherit = "complaint.policy.reader"

    @api.model
    def _tell_all(self, policy):
        """… and a circular for all staff is proposed (R-P06, R-Q14)."""
        readers = super()._tell_all(policy)
        self.env["capa.circular"]._propose_for_policy(policy)
        return readers
