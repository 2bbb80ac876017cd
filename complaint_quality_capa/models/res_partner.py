from odoo import models


class ResPartner(models.Model):
    _inherit = "res.partner"

    def _get_recall_email(self):
        """Where a customer reads of a recall: his own address, else his people's."""
        return self.email or next(filter(None, self.child_ids.mapped("email")), False)
