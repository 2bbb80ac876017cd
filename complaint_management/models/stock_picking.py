from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class StockPicking(models.Model):
    _name = "stock.picking"
    _inherit = ["stock.picking", "complaint.document.mixin"]

    # what is left over goes into another transfer of the same remedy
    _complaint_remedy_uniq = models.UniqueIndex(
        "(complaint_remedy_id) WHERE complaint_remedy_id IS NOT NULL"
        " AND state != 'cancel' AND backorder_id IS NULL",
        "Another transfer carries this remedy out already.",
    )

    def _action_done(self):
        result = super()._action_done()
        for picking in self.filtered("complaint_remedy_id"):
            picking._check_approved()
            picking._follow_remedy()
        return result

    def action_cancel(self):
        result = super().action_cancel()
        # who works in the stock has no right on remedies
        self.complaint_remedy_id.sudo()._note_document_gone()
        return result

    def _create_backorder_picking(self):
        picking = super()._create_backorder_picking()
        if self.complaint_remedy_id:
            picking._bind_to_remedy(self.complaint_remedy_id)
        return picking

    def _follow_remedy(self):
        """The remedy is carried out when all of it came, or nothing more is awaited."""
        remedy = self.complaint_remedy_id.sudo()
        live = remedy.picking_ids.filtered(lambda one: one.state != "cancel")
        if all(picking.state == "done" for picking in live):
            remedy._note_document_done()

    def _check_approved(self):
        """A transfer can be edited by anybody in the stock: nothing moves but what was
        approved, and no more of it (R-S01).

        :raises UserError: another product, lot or customer, or too much
        """
        remedy = self.complaint_remedy_id.sudo()
        remedy._check_still_approved()
        done = remedy.picking_ids.move_ids.filtered(lambda one: one.state == "done")
        name = remedy.display_name
        if done.product_id - remedy.product_id:
            raise UserError(
                self.env._(
                    "“%(remedy)s”: only %(product)s was approved. Take the other "
                    "products off the transfer.",
                    remedy=name,
                    product=remedy.product_id.display_name,
                )
            )
        if remedy.kind == "return" and remedy.lot_id:
            if done.move_line_ids.lot_id - remedy.lot_id:
                raise UserError(
                    self.env._(
                        "“%(remedy)s”: lot %(lot)s was approved, no other.",
                        remedy=name,
                        lot=remedy.lot_id.name,
                    )
                )
        moved = sum(done.move_line_ids.mapped("quantity_product_uom"))
        if float_compare(moved, remedy.quantity, precision_digits=6) > 0:
            raise UserError(
                self.env._(
                    "“%(remedy)s”: %(moved)s are more than the %(approved)s that were "
                    "approved. Lower the quantity, or have more approved.",
                    remedy=name,
                    moved=f"{moved:g}",
                    approved=f"{remedy.quantity:g}",
                )
            )
        self._check_customer_approved(remedy)

    def _check_customer_approved(self, remedy):
        customer = remedy.partner_id.commercial_partner_id
        if self.partner_id and self.partner_id.commercial_partner_id != customer:
            raise UserError(
                self.env._(
                    "“%(remedy)s” was approved for %(customer)s.",
                    remedy=remedy.display_name,
                    customer=customer.display_name,
                )
            )
