from odoo import api, fields, models


class ComplaintRemedy(models.Model):
    """A repair is carried out by a repair order, under warranty."""

    _inherit = "complaint.remedy"

    executor = fields.Selection(selection_add=[("repair", "Repair")])
    repair_ids = fields.One2many(
        "repair.order", "complaint_remedy_id", "Repair orders", readonly=True
    )

    @api.model
    def _get_executor_groups(self):
        return {**super()._get_executor_groups(), "repair": "stock.group_stock_user"}

    def _get_document_kind(self):
        if self.executor == "repair":
            return "repair" if self.kind == "repair" else None
        return super()._get_document_kind()

    def _get_documents(self):
        live = self.repair_ids.filtered(lambda order: order.state != "cancel")
        return live if self.repair_ids else super()._get_documents()

    def _make_repair(self):
        """A draft repair order of the product and lot complained about, for which the
        customer pays nothing."""
        orders = self.env["repair.order"].with_company(self.company_id)
        return orders.create(self._prepare_repair_vals(self._get_customer()))

    def _prepare_repair_vals(self, customer):
        return {
            "product_id": self.product_id.id,
            "product_qty": self.quantity,
            "lot_id": self.lot_id.id,
            "partner_id": customer.id,
            "under_warranty": True,
            "company_id": self.company_id.id,
            "internal_notes": f"{self._get_origin()}: {self.display_name}",
        }
