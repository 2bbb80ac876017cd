from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import float_compare, format_date

from ..tools.spelling import spellings


class ComplaintLine(models.Model):
    """One product complained about: as the customer says, taken from and checked
    against the company's own sales and deliveries (R-I04)."""

    _name = "complaint.line"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.line.figures",
        "complaint.row.mixin",
    ]
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
    product_id = fields.Many2one(
        "product.product",
        domain="[('company_id', 'in', (company_id, False))]",
        index="btree_not_null",
    )
    product_text = fields.Char(
        "Product in the customer's words", help="Where it is not in the catalogue."
    )
    item_number = fields.Char("Item number")
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

    @api.depends("product_id", "product_text", "lot_name", "sale_line_id", "lot_id")
    def _compute_display_name(self):
        for line in self:
            product = line._get_product().display_name
            parts = [product or line.product_text, line.lot_name]
            line.display_name = ", ".join(filter(None, parts)) or self.env._("Product")

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("defective_qty", "delivered_qty", "sale_line_id", "lot_id")
    def _check_defective(self):
        for line in self:
            most = line._get_most_defective()
            if most and float_compare(line.defective_qty, most, precision_digits=6) > 0:
                raise ValidationError(
                    self.env._(
                        "%(product)s: %(defective)s are said to be defective, but only "
                        "%(delivered)s were delivered. Correct one of the two.",
                        product=line.display_name,
                        defective=line._format_quantity(line.defective_qty),
                        delivered=line._format_quantity(most),
                    )
                )

    def _get_most_defective(self):
        """What was sent back was delivered too, and was perhaps sent back for that."""
        delivered = self.delivered_qty or self.record_delivered_qty
        if delivered == self.record_delivered_qty:
            delivered += self.record_returned_qty
        return delivered

    @api.constrains("delivered_on", "purchased_on")
    def _check_dates(self):
        dated = self.filtered(lambda line: line.delivered_on or line.purchased_on)
        today = dated and fields.Date.context_today(self)
        for line in dated:
            for day in (line.delivered_on, line.purchased_on):
                if day and day > today:
                    raise ValidationError(
                        self.env._(
                            "%(product)s cannot be bought or delivered on %(day)s: "
                            "that day is still to come.",
                            product=line.display_name,
                            day=format_date(self.env, day),
                        )
                    )

    @api.constrains("lot_id", "lot_name", "product_id")
    def _check_lot(self):
        named = self.filtered(lambda line: line.lot_name and not line.lot_id)
        found = named._get_named_lots()
        for line in self:
            # whoever registers need not work in the stock
            lots = line.lot_id.sudo() or line._filter_lots(
                found, spellings(line.lot_name)
            )
            if lots and line.product_id and line.product_id not in lots.product_id:
                raise ValidationError(
                    self.env._(
                        "Lot %(lot)s is of %(other)s, not of %(product)s. Correct one "
                        "of them, or leave the lot out and write it under “What "
                        "happened”.",
                        lot=lots[0].name,
                        other=", ".join(lots.product_id.mapped("display_name")),
                        product=line.product_id.display_name,
                    )
                )

    @api.constrains("sale_line_id", "order_reference", "product_id")
    def _check_order(self):
        orders = self.filtered(lambda line: not line.sale_line_id)._get_named_orders()
        for line in self:
            sold = line.sale_line_id.sudo()
            order = sold.order_id or line._pick(orders, line.order_reference)
            if not order:
                continue
            line._check_customer(order)
            sold = sold or order.order_line
            if (
                line.product_id
                and sold.product_id
                and (line.product_id not in sold.product_id)
            ):
                raise ValidationError(
                    self.env._(
                        "Order %(order)s is of %(other)s, not of %(product)s. Correct "
                        "one of them.",
                        order=order.name,
                        other=", ".join(sold.product_id.mapped("display_name")),
                        product=line.product_id.display_name,
                    )
                )

    def _check_customer(self, order):
        if not self._is_order_of_complainant(order):
            raise ValidationError(
                self.env._(
                    "Order %(order)s is of another customer. Correct the number, or "
                    "leave it out and write it under “What happened”.",
                    order=order.name,
                )
            )
