from odoo import models
from odoo.exceptions import UserError
from odoo.fields import Domain
from odoo.tools import float_compare


class ComplaintRemedyGoods(models.AbstractModel):
    """Goods that come back, and goods that go out anew."""

    _name = "complaint.remedy.goods"
    _inherit = "complaint.remedy.document"
    _description = "Remedies in goods"

    # ------------------------------------------------------------
    # BACK
    # ------------------------------------------------------------

    def _make_return(self):
        """A return of the complained lot, from the delivery that brought it.

        :raises UserError: it was not delivered, or came back already
        """
        delivered = self._get_returnable_move()
        wizard = (
            self.env["stock.return.picking"]
            .with_company(self.company_id)
            .create({"picking_id": delivered.picking_id.id})
        )
        for line in wizard.product_return_moves:
            wanted = line.move_id == delivered
            line.quantity = self._get_quantity_in(delivered) if wanted else 0
            line.to_refund = self.type_id.to_refund
        picking = wizard._create_return()
        self._set_lot(picking)
        return picking

    def _get_quantity_in(self, move):
        """The approved quantity in the unit of ``move``."""
        unit = self.product_id.uom_id
        if unit == move.product_uom:
            return self.quantity
        return unit._compute_quantity(
            self.quantity, move.product_uom, rounding_method="HALF-UP"
        )

    def _get_returnable_move(self):
        """The delivery that this comes back from: of the order, else of the lot."""
        moves = self._get_delivered_moves()
        left = self._get_left(moves)
        for move, quantity in left.items():
            if float_compare(quantity, self.quantity, precision_digits=6) >= 0:
                return move.sudo(False)
        raise UserError(
            self.env._(
                "%(remedy)s: no delivery to this customer has so much left to come "
                "back%(left)s. Correct order or lot on the complaint, or have a "
                "remedy for each delivery approved.",
                remedy=self.display_name,
                left=self._say_left(left),
            )
        )

    def _say_left(self, left):
        told = [f"{move.picking_id.name}: {rest:g}" for move, rest in left.items()]
        return f" ({', '.join(told)})" if told else ""

    def _get_delivered_moves(self):
        """Deliveries of the product to this customer; of the order and lot complained
        about where these are known."""
        remedy = self.sudo()  # who works in the stock has no right on the complaint
        domain = [
            ("state", "=", "done"),
            ("product_id", "=", remedy.product_id.id),
            ("company_id", "=", remedy.company_id.id),
            ("location_dest_id.usage", "=", "customer"),
            ("picking_id", "!=", False),
        ]
        if sold := remedy.line_id.sale_line_id:
            domain.append(("sale_line_id", "=", sold.id))
        else:
            customer = self._get_customer().commercial_partner_id
            domain.append(("picking_id.partner_id", "child_of", customer.id))
        if remedy.lot_id:
            domain.append(("move_line_ids.lot_id", "=", remedy.lot_id.id))
        return self.env["stock.move"].sudo().search(domain, order="date desc, id desc")

    def _get_left(self, moves):
        """What of each of ``moves`` (and of the lot) has not come back yet, in the
        product's unit."""
        went, back = "move_id", "move_id.origin_returned_move_id"
        domain = Domain(went, "in", moves.ids) | (
            Domain(back, "in", moves.ids) & Domain("move_id.state", "!=", "cancel")
        )
        if self.lot_id:
            domain &= Domain("lot_id", "=", self.lot_id.id)
        lines = self.env["stock.move.line"].sudo()
        left = dict.fromkeys(moves, 0.0)
        for move, quantity in lines._read_group(
            domain, ["move_id"], ["quantity_product_uom:sum"]
        ):
            if move in left:
                left[move] += quantity
            else:
                left[move.origin_returned_move_id] -= quantity
        return left

    def _set_lot(self, picking):
        """The return names the lot that was complained about, no other."""
        for move in picking.move_ids if self.lot_id else ():
            lines = move.move_line_ids
            if lines.lot_id == self.lot_id:
                continue
            # Odoo's own lines are kept where it is one: making it anew costs 30 queries
            lines[1:].unlink()
            vals = {"lot_id": self.lot_id.id, "quantity": move.product_uom_qty}
            if lines:
                lines[:1].write(vals)
            else:
                lines.create({**move._prepare_move_line_vals(), **vals})

    # ------------------------------------------------------------
    # OUT
    # ------------------------------------------------------------

    def _make_delivery(self):
        """A delivery that costs the customer nothing."""
        kind = self._get_delivery_type()
        pickings = self.env["stock.picking"].with_company(self.company_id)
        picking = pickings.create(self._prepare_delivery_vals(kind))
        picking.action_confirm()
        picking.action_assign()
        return picking

    def _get_delivery_type(self):
        order = self.sudo().line_id.sale_line_id.order_id
        warehouses = self.env["stock.warehouse"].sudo()
        warehouse = order.warehouse_id or warehouses.search(
            [("company_id", "=", self.company_id.id)], limit=1
        )
        if not warehouse:
            raise UserError(
                self.env._(
                    "%(company)s has no warehouse to deliver from: create one under "
                    "Inventory, Configuration.",
                    company=self.company_id.name,
                )
            )
        return warehouse.out_type_id

    def _prepare_delivery_vals(self, kind):
        customer = self._get_customer()
        order = self.sudo().line_id.sale_line_id.order_id
        address = order.partner_shipping_id or customer
        return {
            "partner_id": address.id,
            "picking_type_id": kind.id,
            "location_id": kind.default_location_src_id.id,
            "location_dest_id": customer.property_stock_customer.id,
            "origin": self._get_origin(),
            "company_id": self.company_id.id,
            "move_ids": [
                (
                    0,
                    0,
                    {
                        "product_id": self.product_id.id,
                        "product_uom_qty": self.quantity,
                        "product_uom": self.product_id.uom_id.id,
                        "location_id": kind.default_location_src_id.id,
                        "location_dest_id": customer.property_stock_customer.id,
                        "company_id": self.company_id.id,
                    },
                )
            ],
        }
