from odoo import fields, models
from odoo.tools import SQL


class ComplaintDeliveryReport(models.Model):
    """One row a movement from stock to a customer: what complaints are compared with
    (R-F03). Quantities of products, for those who read all complaints."""

    _name = "complaint.delivery.report"
    _inherit = "complaint.report.mixin"
    _description = "Deliveries in Figures"
    _auto = False
    _rules_of = False
    _counts = ("stock.move", "stock.move.line", "stock.picking")
    _order = "date desc, id desc"
    _rec_name = "product_id"

    company_id = fields.Many2one("res.company", readonly=True)
    date = fields.Datetime("Delivered", readonly=True)
    product_id = fields.Many2one("product.product", readonly=True)
    categ_id = fields.Many2one("product.category", "Product category", readonly=True)
    lot_id = fields.Many2one("stock.lot", readonly=True)
    commercial_partner_id = fields.Many2one("res.partner", "Customer", readonly=True)
    delivered_qty = fields.Float(
        "Quantity delivered", digits="Product Unit", readonly=True, aggregator="sum"
    )

    def _get_select(self):
        same = ("company_id", "date", "product_id", "lot_id")
        return {
            "id": SQL("m.id"),
            **{name: SQL("m.%s", SQL.identifier(name)) for name in same},
            "categ_id": SQL("t.categ_id"),
            "commercial_partner_id": SQL("r.commercial_partner_id"),
            "delivered_qty": SQL("m.quantity_product_uom::float8"),
        }

    def _get_from(self):
        """What left for a customer; what came back was delivered all the same."""
        return SQL(
            """(SELECT * FROM stock_move_line WHERE state = 'done') m
            JOIN stock_location d
                 ON d.id = m.location_dest_id AND d.usage = 'customer'
            JOIN stock_location s
                 ON s.id = m.location_id AND s.usage != 'customer'
            LEFT JOIN stock_picking k ON k.id = m.picking_id
            LEFT JOIN res_partner r ON r.id = k.partner_id
            LEFT JOIN product_product p ON p.id = m.product_id
            LEFT JOIN product_template t ON t.id = p.product_tmpl_id"""
        )
