from odoo import api, models
from odoo.fields import Domain


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _get_owed_domains(self, user):
        """… and what summaries ask of him: to hand them in, to follow what they found
        (R-F02, R-F06)."""
        made, is_open = Domain("state", "=", "made"), Domain("state", "=", "open")
        return [
            *super()._get_owed_domains(user),
            ("complaint.summary", "owner_id", made & Domain("owner_id", "=", user.id)),
            (
                "complaint.summary.point",
                "user_id",
                is_open & Domain("user_id", "=", user.id),
            ),
        ]
