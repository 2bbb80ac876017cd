from odoo import fields, models


class StockMoveLine(models.Model):
    """What went out and came back is looked up by lot for each complaint that names
    one; Odoo has no index for that."""

    _inherit = "stock.move.line"

    lot_id = fields.Many2one(index="btree_not_null")
