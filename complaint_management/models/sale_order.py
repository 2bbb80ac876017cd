from odoo import fields, models


class SaleOrder(models.Model):
    _name = "sale.order"
    _inherit = ["sale.order", "complaint.counted.mixin"]
    _complaint_field = "sale_order_id"

    # customers name their own number, and complaints look for it
    client_order_ref = fields.Char(index="btree_not_null")

    def _get_complaint_context(self):
        context = super()._get_complaint_context()
        return {**context, "default_partner_id": self[:1].partner_id.id}

    def _prepare_complaint_line(self):
        product = self.order_line.product_id
        return {
            "order_reference": self.name,
            "product_id": product.id if len(product) == 1 else False,
        }
