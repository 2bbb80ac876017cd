from odoo import models


class StockLot(models.Model):
    _name = "stock.lot"
    _inherit = ["stock.lot", "complaint.counted.mixin"]
    _complaint_field = "lot_id"

    def _prepare_complaint_line(self):
        return {"lot_name": self.name, "product_id": self.product_id.id}
