from odoo import models


class ProductProduct(models.Model):
    _name = "product.product"
    _inherit = ["product.product", "complaint.counted.mixin"]
    _complaint_field = "product_id"

    def _prepare_complaint_line(self):
        return {"product_id": self.id}
