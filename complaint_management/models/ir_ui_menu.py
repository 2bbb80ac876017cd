from odoo import api, models


class IrUiMenu(models.Model):
    """First steps are shown until they are done."""

    _inherit = "ir.ui.menu"

    @api.model
    def _load_menus_blacklist(self):
        hidden = super()._load_menus_blacklist()
        if self.env.user.company_id.id in self.env["complaint.setup"]._get_done_ids():
            menu = self.env.ref("complaint_management.complaint_setup_menu", False)
            hidden += menu.ids if menu else []
        return hidden
