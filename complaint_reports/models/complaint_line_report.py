from odoo import fields, models
from odoo.tools import SQL


class ComplaintLineReport(models.Model):
    """One row a product complained about: product, lot, how much of it is defective
    (R-F03). Read by who reads the case."""

    _name = "complaint.line.report"
    _inherit = "complaint.report.case.mixin"
    _description = "Products Complained About in Figures"
    _auto = False
    _counts = ("complaint.case", "complaint.line")
    _order = "received_on desc, id desc"
    _rec_name = "case_id"

    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Product category", readonly=True)
    lot_id = fields.Many2one("stock.lot", readonly=True)
    defective_qty = fields.Float(
        "Defective", digits="Product Unit", readonly=True, aggregator="sum"
    )
    delivered_qty = fields.Float(
        "Delivered to the complainant",
        digits="Product Unit",
        readonly=True,
        aggregator="sum",
    )
    defective_share = fields.Float(
        "Defective of what he got (%)",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
    )

    def _get_select(self):
        return {
            **super()._get_select(),
            "id": SQL("l.id"),
            "product_id": SQL("l.product_id"),
            "categ_id": SQL("t.categ_id"),
            "lot_id": SQL("l.lot_id"),
            "defective_qty": SQL("l.defective_qty::float8"),
            "delivered_qty": SQL("l.delivered_qty::float8"),
            "defective_share": SQL(
                "100.0::float8 * l.defective_qty / NULLIF(l.delivered_qty, 0)"
            ),
        }

    def _get_from(self):
        return SQL(
            """complaint_line l
            JOIN complaint_case c ON c.id = l.case_id
            LEFT JOIN product_product p ON p.id = l.product_id
            LEFT JOIN product_template t ON t.id = p.product_tmpl_id"""
        )
