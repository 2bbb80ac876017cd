from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare


class ComplaintLine(models.Model):
    """One product complained about: as the customer says, taken from and checked
    against the company's own sales and deliveries (R-I04)."""

    _name = "complaint.line"
    _inherit = ["complaint.line.record", "complaint.row.mixin"]
    _description = "Product Complained About"
    _order = "case_id, sequence, id"
    _check_company_auto = True

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    sequence = fields.Integer(default=10)
    product_id = fields.Many2one("product.product", index="btree_not_null")
    product_text = fields.Char(
        "Product in the customer's words", help="Where it is not in the catalogue."
    )
    item_number = fields.Char()
    material = fields.Char()
    defective_qty = fields.Float("Defective", digits="Product Unit")
    purchased_on = fields.Date("Bought on")
    purchase_place = fields.Char("Bought at")
    description = fields.Char("Defect")

    _quantities_check = models.Constraint(
        "CHECK (COALESCE(ordered_qty, 0) >= 0 AND COALESCE(delivered_qty, 0) >= 0 "
        "AND COALESCE(defective_qty, 0) >= 0 AND COALESCE(delivered_amount, 0) >= 0)",
        "Quantities and amounts complained about cannot be negative.",
    )

    @api.depends("product_id", "product_text", "lot_name")
    def _compute_display_name(self):
        for line in self:
            parts = [line.product_id.display_name or line.product_text, line.lot_name]
            line.display_name = ", ".join(filter(None, parts)) or self.env._("Product")

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("defective_qty", "delivered_qty", "sale_line_id", "lot_id")
    def _check_defective(self):
        for line in self:
            most = line.delivered_qty or line.record_delivered_qty
            if most and float_compare(line.defective_qty, most, precision_digits=6) > 0:
                raise ValidationError(
                    self.env._(
                        "%(product)s: %(defective)s are said to be defective, but only "
                        "%(delivered)s were delivered. Correct one of the two.",
                        product=line.display_name,
                        defective=line.defective_qty,
                        delivered=most,
                    )
                )

    @api.constrains("delivered_on", "purchased_on")
    def _check_dates(self):
        today = fields.Date.context_today(self)
        for line in self:
            for day in (line.delivered_on, line.purchased_on):
                if day and day > today:
                    raise ValidationError(
                        self.env._(
                            "%(product)s cannot be bought or delivered on %(day)s: that "
                            "day is still to come.",
                            product=line.display_name,
                            day=day,
                        )
                    )

    @api.constrains("lot_id", "product_id")
    def _check_lot(self):
        for line in self:
            lot = line.lot_id.sudo()  # whoever registers need not work in the stock
            if lot and line.product_id and lot.product_id != line.product_id:
                raise ValidationError(
                    self.env._(
                        "Lot %(lot)s is of %(other)s, not of %(product)s.",
                        lot=lot.name,
                        other=lot.product_id.display_name,
                        product=line.product_id.display_name,
                    )
                )

    @api.constrains("sale_line_id", "order_reference", "product_id")
    def _check_order(self):
        for line in self:
            order = line.sale_line_id.order_id.sudo() or line._get_foreign_order()
            if order and not line._is_order_of_complainant(order):
                raise ValidationError(
                    self.env._(
                        "Order %(order)s is of another customer. Correct the number, or "
                        "leave it out and write it under “What happened”.",
                        order=order.name,
                    )
                )
            sold = line.sale_line_id.sudo().product_id
            if sold and line.product_id and sold != line.product_id:
                raise ValidationError(
                    self.env._(
                        "Order %(order)s has %(other)s on that line, not %(product)s.",
                        order=order.name,
                        other=sold.display_name,
                        product=line.product_id.display_name,
                    )
                )
