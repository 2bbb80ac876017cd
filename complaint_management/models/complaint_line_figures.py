from odoo import api, fields, models
from odoo.tools import float_compare, format_amount, format_date, formatLang

# Field of what the customer says by field of what is on record.
FIGURES = {
    "ordered_qty": "record_ordered_qty",
    "delivered_qty": "record_delivered_qty",
    "delivered_on": "record_delivered_on",
    "delivered_amount": "record_amount",
}


class ComplaintLineFigures(models.AbstractModel):
    """What the company's own records say about a product complained about, and where
    the customer says otherwise (R-I04)."""

    _name = "complaint.line.figures"
    _inherit = "complaint.line.record"
    _description = "Figures of a product complained about"

    ordered_qty = fields.Float(
        "Ordered",
        digits="Product Unit",
        compute="_compute_stated",
        store=True,
        readonly=False,
        precompute=True,
    )
    delivered_qty = fields.Float(
        "Delivered",
        digits="Product Unit",
        compute="_compute_stated",
        store=True,
        readonly=False,
        precompute=True,
    )
    delivered_on = fields.Date(
        "Delivered on",
        compute="_compute_stated",
        store=True,
        readonly=False,
        precompute=True,
    )
    delivered_amount = fields.Monetary(
        "Amount delivered",
        compute="_compute_stated",
        store=True,
        readonly=False,
        precompute=True,
        help="Before tax.",
    )
    taken_figures = fields.Json(
        compute="_compute_stated",
        store=True,
        precompute=True,
        copy=True,
        help="What was taken from the records: the customer has not said it.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_records")
    record_ordered_qty = fields.Float(
        "Ordered on record", digits="Product Unit", compute="_compute_records"
    )
    record_delivered_qty = fields.Float(
        "Delivered on record", digits="Product Unit", compute="_compute_records"
    )
    record_returned_qty = fields.Float(
        "Returned on record", digits="Product Unit", compute="_compute_records"
    )
    record_delivered_on = fields.Date(
        "Delivery date on record", compute="_compute_records"
    )
    record_amount = fields.Monetary(
        "Amount on record", compute="_compute_records", help="Before tax."
    )
    difference = fields.Char(
        compute="_compute_difference",
        help="Where the customer's figures and our own records differ.",
    )

    # ------------------------------------------------------------
    # STATED
    # ------------------------------------------------------------

    @api.depends("sale_line_id", "lot_id")
    def _compute_stated(self):
        """Figures come from the records; what the customer said stays. What was taken
        from an order goes again with the order, when its number is corrected."""
        for line in self:
            found = bool(line.sale_line_id or line.lot_id)
            taken = {}
            for stated, recorded in FIGURES.items():
                said, known = line[stated], found and line[recorded]
                if said != known and (not said or line._is_taken(stated)):
                    line[stated] = known
                if known:
                    taken[stated] = line._get_bare(recorded)
            line.taken_figures = taken or False

    def _is_taken(self, stated):
        taken = self.taken_figures or {}
        return bool(taken.get(stated)) and self._get_bare(stated) == taken[stated]

    def _get_bare(self, name):
        value = self[name]
        return round(value, 6) if isinstance(value, float) else str(value or "")

    # ------------------------------------------------------------
    # RECORDS
    # ------------------------------------------------------------

    @api.depends("sale_line_id", "lot_id", "case_id.partner_id")
    def _compute_records(self):
        """One query for what went out and came back, by order line or by lot."""
        sold = {line: line._get_sold() for line in self}
        movements = self._get_movements(
            self.env["sale.order.line"].union(*sold.values())
        )
        for line in self:
            rows = line._filter_movements(movements, sold[line])
            by_lot = line.lot_id and rows
            figures = line._sum_lot(rows) if by_lot else line._sum_order(sold[line])
            ordered = sold[line] or rows.move_id.sale_line_id
            line.record_ordered_qty = sum(map(self._get_ordered, ordered))
            line.currency_id = (
                ordered[:1].currency_id or line._get_company().currency_id
            )
            line.record_delivered_qty, amount = figures
            line.record_amount = line.currency_id.round(amount)
            line.record_returned_qty = sum(
                row.quantity_product_uom for row in rows if self._is_return(row)
            )
            line.record_delivered_on = line._get_last_day(rows)

    def _get_sold(self):
        """Every line of the order with this product: an order may name it twice."""
        found = self.sale_line_id.sudo()
        return found.order_id.order_line.filtered(
            lambda sold: sold.product_id and sold.product_id == found.product_id
        )

    def _get_movements(self, sold):
        """What went to customers or came back, by order line and by lot."""
        lots = self.lot_id
        if not sold and not lots:
            return {}
        rows = (
            self.env["stock.move.line"]
            .sudo()
            .search_fetch(
                [
                    ("state", "=", "done"),
                    "|",
                    ("move_id.sale_line_id", "in", sold.ids),
                    ("lot_id", "in", lots.ids),
                    "|",
                    ("location_dest_id.usage", "=", "customer"),
                    ("location_id.usage", "=", "customer"),
                ],
                ["quantity_product_uom", "date", "move_id", "lot_id", "location_id"],
            )
        )
        by_order = rows.grouped(lambda row: row.move_id.sale_line_id)
        return {**by_order, **rows.grouped("lot_id")}

    def _filter_movements(self, movements, sold):
        """Those of this product on this order; of the lot alone, where it was in it;
        without an order those of the lot that went to this customer."""
        none = self.env["stock.move.line"].sudo()
        rows = none.union(*(movements.get(line, none) for line in sold))
        if not self.lot_id:
            return rows
        of_lot = movements.get(self.lot_id.sudo(), none).filtered(
            lambda row: row.company_id == self._get_company()
        )
        return (rows & of_lot or rows) if sold else self._filter_own(of_lot)

    def _filter_own(self, rows):
        """What the complainant got; a consumer, and who is no contact of ours, what
        went to the one customer whom the lot was sold to."""
        customers = {
            row: (
                row.move_id.sale_line_id.order_id.partner_id
                or row.picking_id.partner_id
            ).commercial_partner_id
            for row in rows
        }
        complainant = self.case_id.partner_id.sudo().commercial_partner_id
        own = rows.filtered(lambda row: complainant and customers[row] == complainant)
        through = not complainant or self._may_buy_through_others()
        if own or not through or len(set(customers.values())) > 1:
            return own
        return rows

    def _sum_order(self, sold):
        """Quantity and amount as the order shows them, returns taken off."""
        quantities = [self._get_delivered(line) for line in sold]
        prices = map(self._get_price, sold)
        amount = sum(q * price for q, price in zip(quantities, prices, strict=True))
        return sum(quantities), amount

    def _sum_lot(self, rows):
        """Quantity and amount of what went out and did not come back."""
        quantity = amount = 0.0
        for row in rows:
            moved = row.quantity_product_uom * (-1 if self._is_return(row) else 1)
            quantity += moved
            amount += moved * self._get_price(row.move_id.sale_line_id)
        return quantity, amount

    @api.model
    def _is_return(self, row):
        return row.location_id.usage == "customer"

    @api.model
    def _get_ordered(self, sold):
        """In the product's own unit, whatever the order is in."""
        unit = sold.product_id.uom_id
        return sold.product_uom_id._compute_quantity(sold.product_uom_qty, unit)

    @api.model
    def _get_delivered(self, sold):
        unit = sold.product_id.uom_id
        return sold.product_uom_id._compute_quantity(sold.qty_delivered, unit)

    @api.model
    def _get_price(self, sold):
        """Of one of the product's own unit, discount taken off, before tax."""
        ordered = self._get_ordered(sold) if sold else 0.0
        return sold.price_subtotal / ordered if ordered else 0.0

    def _get_last_day(self, rows):
        """Last day on which something went out, where the company is."""
        times = [row.date for row in rows if not self._is_return(row)]
        if not times:
            return False
        zone = self.env["complaint.numbering"]._get_zone(self._get_company().id)
        there = self.with_context(tz=zone)
        return fields.Datetime.context_timestamp(there, max(times)).date()

    # ------------------------------------------------------------
    # DIFFERENCES
    # ------------------------------------------------------------

    @api.depends(*FIGURES, "sale_line_id", "lot_id")
    @api.depends_context("lang")
    def _compute_difference(self):
        for line in self:
            line.difference = "; ".join(line._get_differences()) or False

    def _get_differences(self):
        """A sentence for each figure in which customer and records differ."""
        if not self.sale_line_id and not self.lot_id:
            return []
        return [
            self.env._(
                "%(figure)s: customer %(said)s, our records %(known)s",
                figure=self._fields[stated]._description_string(self.env),
                said=self._format_figure(stated),
                known=self._format_figure(recorded) or self.env._("none"),
            )
            for stated, recorded in FIGURES.items()
            if self._is_different(stated, recorded)
        ]

    def _is_different(self, stated, recorded):
        """Of an order we know all; of a lot only what is on record."""
        said, known = self[stated], self[recorded]
        if not said or self._is_taken(stated) or not (known or self.sale_line_id):
            return False
        if isinstance(said, float):
            return float_compare(said, known, precision_digits=6) != 0
        return said != known

    def _format_figure(self, name):
        """A figure as people write it: ``240 Units``, ``¥ 1,200.00``."""
        field, value = self._fields[name], self[name]
        if field.type == "date":
            return value and format_date(self.env, value)
        if field.type == "monetary":
            return format_amount(self.env, value, self.currency_id)
        return self._format_quantity(value)

    def _format_quantity(self, quantity):
        """Without needless zeros, in the unit of the product."""
        places = self.env["decimal.precision"].precision_get("Product Unit")
        _whole, _point, rest = f"{quantity:.{places}f}".rstrip("0").partition(".")
        text = formatLang(self.env, quantity, digits=len(rest))
        return " ".join(filter(None, [text, self._get_product().uom_id.name]))
