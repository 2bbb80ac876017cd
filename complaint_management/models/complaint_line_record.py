from odoo import api, fields, models


class ComplaintLineRecord(models.AbstractModel):
    """What the company's own records say about a product complained about.

    The receiver types the order number and the lot as the customer reads them out;
    the records are found with superuser rights, because who registers a complaint
    need not work in sales or stock: he sees the figures of this one sale, of this
    one customer, and nothing else.
    """

    _name = "complaint.line.record"
    _description = "Own records of a product complained about"

    order_reference = fields.Char("Order number", help="As the customer says.")
    sale_line_id = fields.Many2one(
        "sale.order.line",
        "Order line",
        compute="_compute_sale_line_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
    sale_order_id = fields.Many2one(
        related="sale_line_id.order_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    lot_name = fields.Char("Batch / lot", help="As the customer says.")
    lot_id = fields.Many2one(
        "stock.lot",
        "Lot on record",
        compute="_compute_lot_id",
        store=True,
        readonly=False,
        precompute=True,
        index="btree_not_null",
    )
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
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_records")
    record_ordered_qty = fields.Float(
        "Ordered on record", digits="Product Unit", compute="_compute_records"
    )
    record_delivered_qty = fields.Float(
        "Delivered on record", digits="Product Unit", compute="_compute_records"
    )
    record_delivered_on = fields.Date(
        "Delivery date on record", compute="_compute_records"
    )
    record_amount = fields.Monetary("Amount on record", compute="_compute_records")
    difference = fields.Char(
        compute="_compute_difference",
        help="Where the customer's figures and our own records differ.",
    )

    # ------------------------------------------------------------
    # FINDING THE RECORDS
    # ------------------------------------------------------------

    @api.depends("order_reference", "product_id", "case_id.partner_id")
    def _compute_sale_line_id(self):
        """The line of the order that was named, with the product where it is known."""
        named = self.filtered("order_reference")
        (self - named).sale_line_id = False
        orders = named._get_named_orders()
        for line in named:
            order = orders.get((line._get_company(), line.order_reference.strip()))
            sold = order.order_line.filtered("product_id") if order else False
            if sold and line.product_id:
                sold = sold.filtered(lambda l, line=line: l.product_id == line.product_id)
            fits = sold and line._is_order_of_complainant(order)
            line.sale_line_id = sold if fits and len(sold) == 1 else False
            if line.sale_line_id and not line.product_id:
                line.product_id = sold.product_id

    def _get_named_orders(self):
        """Orders by company and number, for all lines in one search."""
        numbers = {(line.order_reference or "").strip() for line in self} - {""}
        if not numbers:
            return {}
        orders = self.env["sale.order"].sudo().search([("name", "in", list(numbers))])
        return {(order.company_id, order.name): order for order in orders}

    def _get_foreign_order(self):
        """The order that was named though no line of it fits."""
        self.ensure_one()
        orders = self._get_named_orders()
        number = (self.order_reference or "").strip()
        return orders.get((self._get_company(), number), self.env["sale.order"])

    def _is_order_of_complainant(self, order):
        """Consumers and users may have bought through the customer of the order."""
        case = self.case_id
        if not case.partner_id or case.complainant_kind in ("consumer", "user"):
            return True
        return (
            order.partner_id.commercial_partner_id
            == case.partner_id.sudo().commercial_partner_id
        )

    def _get_company(self):
        return self.case_id.company_id or self.env.company

    @api.depends("lot_name", "product_id")
    def _compute_lot_id(self):
        """The lot of that name, of that product where it is known."""
        named = self.filtered("lot_name")
        (self - named).lot_id = False
        names = [line.lot_name.strip() for line in named]
        found = self.env["stock.lot"].sudo()
        if names:
            found = found.search([("name", "in", names)])
        for line in named:
            lots = found.filtered(
                lambda lot, line=line: lot.name == line.lot_name.strip()
                and lot.company_id.id in (False, line._get_company().id)
                and (not line.product_id or lot.product_id == line.product_id)
            )
            line.lot_id = lots if len(lots) == 1 else False
            if line.lot_id and not line.product_id:
                line.product_id = lots.product_id

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    @api.depends("sale_line_id", "lot_id")
    def _compute_stated(self):
        """R-I04: figures come from the records; what the customer said stays."""
        for line in self:
            line.ordered_qty = line.ordered_qty or line.record_ordered_qty
            line.delivered_qty = line.delivered_qty or line.record_delivered_qty
            line.delivered_on = line.delivered_on or line.record_delivered_on
            line.delivered_amount = line.delivered_amount or line.record_amount

    @api.depends("sale_line_id", "lot_id")
    def _compute_records(self):
        """One query for deliveries by order line, one for those by lot."""
        by_sale = self._get_deliveries("move_id.sale_line_id", self.sale_line_id.ids)
        by_lot = self._get_deliveries("lot_id", self.lot_id.ids)
        for line in self:
            sold = line.sale_line_id.sudo()
            quantity, day = by_lot.get(line.lot_id.id) or by_sale.get(
                sold.id, (0.0, False)
            )
            ordered = sold.product_uom_id._compute_quantity(
                sold.product_uom_qty, sold.product_id.uom_id
            )
            price = sold.price_subtotal / ordered if ordered else 0.0
            line.currency_id = sold.currency_id or line._get_company().currency_id
            line.record_ordered_qty = ordered
            line.record_delivered_qty = quantity
            line.record_delivered_on = day
            line.record_amount = line.currency_id.round(price * quantity)

    def _get_deliveries(self, key, ids):
        """What went to customers: quantity in the product's unit and last day, by id.

        :param str key: field of ``stock.move.line`` to group by
        """
        if not ids:
            return {}
        lines = self.env["stock.move.line"].sudo()
        rows = lines.search_fetch(
            [
                (key, "in", ids),
                ("state", "=", "done"),
                ("location_dest_id.usage", "=", "customer"),
            ],
            ["quantity_product_uom", "date", "move_id", "lot_id"],
        )
        found = {}
        for row in rows:
            owner = row.mapped(key).id
            quantity, day = found.get(owner, (0.0, False))
            here = fields.Datetime.context_timestamp(self, row.date).date()
            found[owner] = (
                quantity + row.quantity_product_uom,
                max(day, here) if day else here,
            )
        return found

    @api.depends(
        "ordered_qty",
        "delivered_qty",
        "delivered_on",
        "delivered_amount",
        "sale_line_id",
        "lot_id",
    )
    @api.depends_context("lang")
    def _compute_difference(self):
        for line in self:
            line.difference = "; ".join(line._get_differences()) or False

    def _get_differences(self):
        """A sentence for each figure in which customer and records differ."""
        if not self.sale_line_id and not self.lot_id:
            return []
        sentences = []
        for stated, recorded in self._get_figures().items():
            said, known = self[stated], self[recorded]
            if said and known and said != known:
                label = self._fields[stated]._description_string(self.env)
                sentences.append(
                    self.env._(
                        "%(figure)s: customer %(said)s, our records %(known)s",
                        figure=label,
                        said=said,
                        known=known,
                    )
                )
        return sentences

    def _get_figures(self):
        """Field of what the customer says by field of what is on record."""
        return {
            "ordered_qty": "record_ordered_qty",
            "delivered_qty": "record_delivered_qty",
            "delivered_on": "record_delivered_on",
            "delivered_amount": "record_amount",
        }
