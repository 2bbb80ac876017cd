from odoo import models
from odoo.exceptions import UserError
from odoo.tools import float_compare


class RepairOrder(models.Model):
    _name = "repair.order"
    _inherit = ["repair.order", "complaint.document.mixin"]

    _complaint_remedy_uniq = models.UniqueIndex(
        "(complaint_remedy_id) WHERE complaint_remedy_id IS NOT NULL"
        " AND state != 'cancel'",
        "Another repair order carries this remedy out already.",
    )

    def write(self, vals):
        result = super().write(vals)
        if "state" in vals:
            for order in self.filtered("complaint_remedy_id"):
                order._follow_remedy()
        return result

    def action_repair_end(self):
        for order in self.filtered("complaint_remedy_id"):
            order._check_approved()
        return super().action_repair_end()

    def _follow_remedy(self):
        """The remedy is carried out when the repair is."""
        remedy = self.complaint_remedy_id.sudo()  # who repairs has no right on remedies
        if self.state == "done":
            remedy._note_document_done()
        elif self.state == "cancel":
            remedy._note_document_gone()

    def _check_approved(self):
        """What is repaired is what was approved, and no more of it (R-S01).

        :raises UserError: another product or lot, or too much
        """
        remedy = self.complaint_remedy_id.sudo()
        remedy._check_still_approved()
        other = self.product_id != remedy.product_id or (
            remedy.lot_id and self.lot_id != remedy.lot_id
        )
        asked = self.product_uom._compute_quantity(
            self.product_qty, remedy.product_id.uom_id
        )
        if other or float_compare(asked, remedy.quantity, precision_digits=6) > 0:
            raise UserError(
                self.env._(
                    "Only “%(remedy)s” was approved. Put product, lot and quantity "
                    "right, or have more approved.",
                    remedy=remedy.display_name,
                )
            )
