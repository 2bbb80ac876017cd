from odoo import api, models
from odoo.addons.complaint_management.tools.desk import Section
from odoo.fields import Domain


class ComplaintDesk(models.AbstractModel):
    _inherit = "complaint.desk"

    @api.model
    def _get_owed(self):
        """… summaries to hand in, and what they found that one follows (R-F06)."""
        mine = Domain("owner_id", "=", self.env.uid) & Domain("state", "=", "made")
        follow = Domain("user_id", "=", self.env.uid) & Domain("state", "=", "open")
        return [
            *super()._get_owed(),
            Section(
                "summary",
                self.env._("Summaries to hand in"),
                "complaint.summary",
                mine,
                columns=("name", "state"),
                due="due_on",
            ),
            Section(
                "summary_point",
                self.env._("Weak points and proposals to follow"),
                "complaint.summary.point",
                follow,
                columns=("name", "kind"),
                due="date_due",
            ),
        ]

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
                dateless=True,
            ),
        ]
