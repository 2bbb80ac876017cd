from odoo import models


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "complaint.counted.mixin"]
    _complaint_field = "lot_id"
