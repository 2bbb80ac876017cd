from odoo import api, models
from odoo.addons.complaint_management.tools.desk import Section
from odoo.fields import Domain


class ComplaintDesk(models.AbstractModel):
    _inherit = "complaint.desk"

    @api.model
    def _get_told(self):
        """… and what one has to read and to attend (R-Q11, R-Q14)."""
        mine = Domain("is_open", "=", True) & Domain("user_id", "=", self.env.uid)
        section = Section(
            "learning",
            self.env._("To read and to attend"),
            "capa.learning",
            mine,
            columns=("name", "kind"),
        )
        return [*super()._get_told(), section]
