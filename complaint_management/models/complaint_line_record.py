from odoo import api, fields, models

from ..tools.spelling import spellings


class ComplaintLineRecord(models.AbstractModel):
    """The order line and the lot that a product complained about is of.

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
        check_company=True,
        copy=False,
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
        check_company=True,
        copy=False,
        index="btree_not_null",
    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        """Who names only an order or a lot of one product has named the product."""
        lines = super().create(vals_list)
        nameless = lines.filtered(
            lambda line: not line.product_id and (line.sale_line_id or line.lot_id)
        )
        found = [self._fields["sale_line_id"], self._fields["lot_id"]]
        with self.env.protecting(found, nameless):
            for line in nameless:
                line.product_id = line._get_product()
        return lines

    def _get_product(self):
        """Also before the product of the order or lot is filled in."""
        line = self.sudo()
        return line.product_id or line.sale_line_id.product_id or line.lot_id.product_id

    # ------------------------------------------------------------
    # ORDER
    # ------------------------------------------------------------

    @api.depends(
        "order_reference",
        "product_id",
        "case_id.partner_id",
        "case_id.complainant_kind",
    )
    def _compute_sale_line_id(self):
        """The line of the order that was named, with the product where it is known;
        the first, where the order has several of that product."""
        named = self.filtered("order_reference")
        (self - named).sale_line_id = False
        orders = named._get_named_orders()
        for line in named:
            order = line._pick(orders, line.order_reference)
            if not order or not line._is_order_of_complainant(order):
                line.sale_line_id = False
                continue
            sold = order.order_line.filtered("product_id")
            product = line.product_id or line._get_only_product(sold)
            sold = sold.filtered(lambda sold, p=product: sold.product_id == p)
            line.sale_line_id = sold[:1]
            if sold and not line.product_id:
                line.product_id = product

    def _get_only_product(self, sold):
        """Of an order with several products, the one of the lot."""
        products = sold.product_id
        if len(products) > 1 and self.lot_name:
            lots = self._get_named_lots()
            names = spellings(self.lot_name)
            products &= self._filter_lots(lots, names).product_id
        return products if len(products) == 1 else products.browse()

    def _get_named_orders(self):
        """Confirmed orders by company and number, for all lines in one search."""
        numbers = {way for line in self for way in spellings(line.order_reference)}
        if not numbers:
            return {}
        orders = self.env["sale.order"].sudo()
        orders = orders.search([("name", "in", list(numbers)), ("state", "=", "sale")])
        return {(order.company_id, order.name): order for order in orders}

    def _pick(self, orders, number):
        """The order of this company that was named, or ``None``."""
        company = self._get_company()
        ways = (orders.get((company, way)) for way in spellings(number))
        return next(filter(None, ways), None)

    def _is_order_of_complainant(self, order):
        """Consumers and users may have bought through the customer of the order."""
        case = self.case_id
        if not case.partner_id or self._may_buy_through_others():
            return True
        return (
            order.partner_id.commercial_partner_id
            == case.partner_id.sudo().commercial_partner_id
        )

    def _may_buy_through_others(self):
        return self.case_id.complainant_kind in ("consumer", "user")

    def _get_company(self):
        return self.case_id.company_id or self.env.company

    # ------------------------------------------------------------
    # LOT
    # ------------------------------------------------------------

    @api.depends("lot_name", "product_id")
    def _compute_lot_id(self):
        """The lot of that name, of that product where it is known."""
        named = self.filtered("lot_name")
        (self - named).lot_id = False
        found = named._get_named_lots()
        for line in named:
            lots = line._filter_lots(found, spellings(line.lot_name))
            if line.product_id:
                lots = lots.filtered(lambda lot, p=line.product_id: lot.product_id == p)
            line.lot_id = lots if len(lots) == 1 else False
            if line.lot_id and not line.product_id:
                line.product_id = lots.product_id

    def _get_named_lots(self):
        """Lots of whatever product, for all lines in one search."""
        names = {way for line in self for way in spellings(line.lot_name)}
        lots = self.env["stock.lot"].sudo()
        return lots.search([("name", "in", list(names))]) if names else lots

    def _filter_lots(self, lots, names):
        """Those of this line's company that have one of these names."""
        companies = (False, self._get_company().id)
        return lots.filtered(
            lambda lot: lot.name in names and lot.company_id.id in companies
        )
