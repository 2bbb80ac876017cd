from odoo import models


class ProductTemplate(models.Model):
    """Products are mostly opened as templates: those of all variants are shown."""

    _name = "product.template"
    _inherit = ["product.template", "complaint.counted.mixin"]
    _complaint_field = "product_id.product_tmpl_id"

    def _prepare_complaint_line(self):
        """Of several variants nobody knows which one it is about."""
        variant = self.product_variant_ids
        return {"product_id": variant.id if len(variant) == 1 else False}
