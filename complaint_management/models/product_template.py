from odoo import models


class ProductTemplate(models.Model):
    """Products are mostly opened as templates: those of all variants are shown."""

    _name = "product.template"
    _inherit = ["product.template", "complaint.counted.mixin"]
    _complaint_field = "product_id.product_tmpl_id"
