from odoo import api, models
from odoo.addons.complaint_management.tools.desk import Section
from odoo.fields import Domain
from odoo.tools import SQL


class ComplaintDesk(models.AbstractModel):
    _inherit = "complaint.desk"

    @api.model
    def _get_told(self):
        """… and what rises beyond chance (R-F04)."""
        open_ones = Domain("is_open", "=", True)
        mine = Domain("user_id", "=", self.env.uid)
        mine |= Domain("told_ids", "in", self.env.uid)
        return [
            *super()._get_told(),
            Section(
                "alert",
                self.env._("Early warnings"),
                "complaint.alert",
                open_ones & mine,
                columns=("name", "kind"),
            ),
        ]

    @api.model
    def _get_due(self, model, query):
        if model._name == "complaint.alert":
            return SQL("NULL::timestamp")
        return super()._get_due(model, query)
