from odoo import api, fields, models
from odoo.fields import Domain

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
        "lot_id",
        "case_id.partner_id",
        "case_id.complainant_kind",
    )
    def _compute_sale_line_id(self):
        """The line of the order that was named, with the product where it is known;
        the first, where the order has several of that product. Without a number that
        of the one order in which the lot went to this customer."""
        named = self.filtered("order_reference")
        by_lot = (self - named)._find_sold_by_lot()
        orders = named._get_named_orders()
        for line in self - named:
            line.sale_line_id = by_lot.get(line, False)
        for line in named:
            sold = line._find_sold(orders)
            line.sale_line_id = sold[:1]
            if sold and not line.product_id:
                line.product_id = sold.product_id

    def _find_sold(self, orders):
        """The lines with the product complained about, of the order that was named."""
        order = self._pick(orders, self.order_reference)
        if not order or not self._is_order_of_complainant(order):
            return self.env["sale.order.line"]
        sold = order.order_line.filtered("product_id")
        product = self.product_id or self._get_only_product(sold)
        return sold.filtered(lambda line: line.product_id == product)

    def _find_sold_by_lot(self):
        """By line the order line in which its lot went to the complainant, where that
        was one only; whom else the lot went to is nobody's business here."""
        lines = self.filtered(lambda line: line.lot_id and line.case_id.partner_id)
        if not lines:
            return {}
        moved = self.env["stock.move.line"].sudo()
        moved = moved.search(
            [
                ("lot_id", "in", lines.lot_id.ids),
                ("state", "=", "done"),
                ("location_dest_id.usage", "=", "customer"),
                ("move_id.sale_line_id", "!=", False),
            ]
        ).grouped("lot_id")
        return {
            line: line._pick_sold(moved[line.lot_id])
            for line in lines
            if line.lot_id in moved
        }

    def _pick_sold(self, moved):
        """The one order line of this customer in what was moved, or ``False``."""
        company, customer = self._get_company(), self._get_customer()
        sold = moved.move_id.sale_line_id.filtered(
            lambda line: (
                line.company_id == company
                and line.order_id.partner_id.commercial_partner_id == customer
            )
        )
        return sold if len(sold) == 1 else False

    def _get_only_product(self, sold):
        """Of an order with several products, the one of the lot."""
        products = sold.product_id
        if len(products) > 1 and self.lot_name:
            lots = self._get_named_lots()
            names = spellings(self.lot_name)
            products &= self._filter_lots(lots, names).product_id
        return products if len(products) == 1 else products.browse()

    def _get_named_orders(self):
        """Confirmed orders for all lines in one search: by company and number, and by
        company, customer and the customer's own number."""
        numbers = {way for line in self for way in spellings(line.order_reference)}
        if not numbers:
            return {}
        found = (
            self.env["sale.order"]
            .sudo()
            .search(
                Domain("state", "=", "sale")
                & (
                    Domain("name", "in", list(numbers))
                    | Domain("client_order_ref", "in", list(numbers))
                )
            )
        )
        orders = {}
        for order in found:
            customer = order.partner_id.commercial_partner_id
            key = (order.company_id, customer, order.client_order_ref)
            orders[key] = orders.get(key, order.browse()) | order
        return {**orders, **{(order.company_id, order.name): order for order in found}}

    def _pick(self, orders, number):
        """The order of this company that was named, or ``None``: by our number, else
        by the complainant's own, where one order only has it."""
        company, customer = self._get_company(), self._get_customer()
        ways = spellings(number)
        keys = [(company, way) for way in ways]
        keys += [(company, customer, way) for way in ways]
        return next(
            (orders[key] for key in keys if len(orders.get(key, ())) == 1), None
        )

    def _get_customer(self):
        return self.case_id.partner_id.sudo().commercial_partner_id

    def _find_products(self):
        """The product of the order, else of the lot, that each of these lines names;
        for lines that are not created yet. Two searches for all."""
        orders, lots = self._get_named_orders(), self._get_named_lots()
        found = []
        for line in self:
            of_lot = line._filter_lots(lots, spellings(line.lot_name)).product_id
            sold = line._find_sold(orders).product_id
            found.append(sold or (of_lot if len(of_lot) == 1 else of_lot.browse()))
        return found

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
