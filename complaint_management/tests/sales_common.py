from datetime import datetime

from odoo.fields import Command

from .common import ComplaintCommon


class SalesCommon(ComplaintCommon):
    """A company that sells plates by lots and has delivered some to a dealer.

    Order ``SO-1001``: 240 plates at 5, 200 of lot ``LOT-A``, 40 of ``LOT-B``, delivered
    on 3 March 2026 in the morning of Shanghai (2 March in UTC).
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.company.currency_id = cls.env.ref("base.CNY")
        cls.env.user.company_ids |= cls.company | cls.other_company
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.warehouses = {
            company: cls._ensure_warehouse(company)
            for company in (cls.company, cls.other_company)
        }
        cls.dealer = cls.env["res.partner"].create(
            {"name": "Golden House Trading", "is_company": True}
        )
        cls.dealer_buyer = cls.env["res.partner"].create(
            {"name": "Mr. Li", "parent_id": cls.dealer.id, "email": "li@example.com"}
        )
        cls.plate = cls._create_product("Plate")
        cls.cup = cls._create_product("Cup")
        cls.lot_a = cls._create_lot("LOT-A")
        cls.lot_b = cls._create_lot("LOT-B")
        cls.order = cls._sell(number="SO-1001")
        cls._deliver(cls.order, {cls.lot_a: 200, cls.lot_b: 40})

    @classmethod
    def _ensure_warehouse(cls, company):
        warehouses = cls.env["stock.warehouse"]
        found = warehouses.search([("company_id", "=", company.id)], limit=1)
        values = {"name": company.name, "code": "W", "company_id": company.id}
        return found or warehouses.create(values)

    @classmethod
    def _create_product(cls, name, **values):
        return cls.env["product.product"].create(
            {
                "name": name,
                "is_storable": True,
                "tracking": "lot",
                "list_price": 5,
                "taxes_id": False,
                **values,
            }
        )

    @classmethod
    def _create_lot(cls, name, product=None, company=None):
        return cls.env["stock.lot"].create(
            {
                "name": name,
                "product_id": (product or cls.plate).id,
                "company_id": (company or cls.company).id,
            }
        )

    @classmethod
    def _sell(cls, *rows, number=False, customer=None, company=None, **values):
        """A confirmed order; ``rows`` are values of its lines (240 plates at 5)."""
        company = company or cls.company
        orders = cls.env["sale.order"].with_company(company)
        plates = {"product_id": cls.plate.id, "product_uom_qty": 240, "price_unit": 5}
        order = orders.create(
            {
                "partner_id": (customer or cls.dealer).id,
                "company_id": company.id,
                "warehouse_id": cls.warehouses[company].id,
                "order_line": [Command.create(row) for row in rows or (plates,)],
                **({"name": number} if number else {}),
                **values,
            }
        )
        order.action_confirm()
        return order

    @classmethod
    def _deliver(cls, order, lots, at="2026-03-02 20:00:00"):
        """Validate the waiting delivery with these quantities of each lot."""
        picking = order.picking_ids.filtered(
            lambda p: p.state not in ("done", "cancel")
        )
        by_product = {}
        for lot, quantity in lots.items():
            by_product.setdefault(lot.product_id, []).append((lot, quantity))
        for move in picking.move_ids:
            move.move_line_ids.unlink()
            move.move_line_ids = [
                Command.create(
                    {
                        "product_id": lot.product_id.id,
                        "lot_id": lot.id,
                        "quantity": quantity,
                        "product_uom_id": lot.product_id.uom_id.id,
                        "location_id": move.location_id.id,
                        "location_dest_id": move.location_dest_id.id,
                        "picking_id": picking.id,
                        "company_id": move.company_id.id,
                    }
                )
                for lot, quantity in by_product.pop(move.product_id, ())
            ]
            move.picked = bool(move.move_line_ids)
        return cls._validate(picking, at)

    @classmethod
    def _validate(cls, picking, at):
        picking.with_context(
            skip_backorder=True, picking_ids_not_to_backorder=[]
        ).button_validate()
        assert picking.state == "done", picking.state
        picking.move_line_ids.date = datetime.fromisoformat(at)
        return picking

    @classmethod
    def _send_back(cls, picking, quantity, lot):
        """The customer returns some of what was delivered."""
        wizard = cls.env["stock.return.picking"].create({"picking_id": picking.id})
        for row in wizard.product_return_moves:
            row.write({"quantity": quantity, "to_refund": True})
        back = cls.env["stock.picking"].browse(wizard.action_create_returns()["res_id"])
        back.move_ids.move_line_ids.unlink()
        back.move_ids.move_line_ids = [
            Command.create(
                {
                    "product_id": lot.product_id.id,
                    "lot_id": lot.id,
                    "quantity": quantity,
                    "product_uom_id": lot.product_id.uom_id.id,
                    "location_id": back.location_id.id,
                    "location_dest_id": back.location_dest_id.id,
                    "picking_id": back.id,
                }
            )
        ]
        back.move_ids.picked = True
        return cls._validate(back, "2026-03-20 04:00:00")

    @classmethod
    def _complain(cls, user=None, case=None, **line):
        """The line of a new case of the dealer's buyer, as ``user`` registers it."""
        registered = cls._register(
            user=user,
            **{
                "partner_id": cls.dealer_buyer.id,
                "complainant_kind": "dealer",
                **(case or {}),
                "line_ids": [Command.create(line)],
            },
        )
        return registered.line_ids
