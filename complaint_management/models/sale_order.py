from odoo import models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "complaint.counted.mixin"]
    _complaint_field = "sale_order_id"

    def _get_complaint_context(self):
        partner = self.partner_id[:1]
        return {"default_partner_id": partner.id}
