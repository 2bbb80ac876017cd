from odoo.fields import Command

from .common import CapaCommon


class StockCommon(CapaCommon):
    """A company with a warehouse, two lots of kettles on a shelf, a quarantine, and who
    works there."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.keeper = cls._create_user("keeper", "stock.group_stock_user")
        cls.manager = cls._create_user("stock manager", "stock.group_stock_manager")
        cls.env = cls.env(
            context={**cls.env.context, "allowed_company_ids": cls.company.ids}
        )
        cls.warehouse = cls.env["stock.warehouse"].search(
            [("company_id", "=", cls.company.id)], limit=1
        )
        cls.shelf = cls.warehouse.lot_stock_id
        places = cls.env["stock.location"]
        cls.corner = places.create({"name": "Corner", "location_id": cls.shelf.id})
        cls.quarantine = places.create(
            {
                "name": "Quarantine",
                "location_id": cls.warehouse.view_location_id.id,
                "is_quarantine": True,
            }
        )
        cls.out = cls.env.ref("stock.stock_location_customers")
        cls.suppliers = cls.env.ref("stock.stock_location_suppliers")
        cls.production = cls._find_place("production")
        cls.loss = cls._find_place("inventory")
        cls.kettle.write({"is_storable": True, "tracking": "lot"})
        cls.lot, cls.good = cls.env["stock.lot"].create(
            [{"name": name, "product_id": cls.kettle.id} for name in ("L-1", "L-2")]
        )
        cls._stock(cls.lot)
        cls._stock(cls.good)

    @classmethod
    def _find_place(cls, usage):
        return cls.env["stock.location"].search(
            [("usage", "=", usage), ("company_id", "in", [False, cls.company.id])],
            order="company_id",
            limit=1,
        )

    @classmethod
    def _stock(cls, lot, quantity=10, place=None, product=None):
        cls.env["stock.quant"]._update_available_quantity(
            product or lot.product_id, place or cls.shelf, quantity, lot_id=lot
        )

    def _on_hand(self, lot, place=None):
        quants = self.env["stock.quant"].search(
            [
                ("lot_id", "=", lot.id),
                ("location_id", "child_of", (place or self.shelf).id),
            ]
        )
        return sum(quants.mapped("quantity"))

    @classmethod
    def _transfer(cls, source=None, target=None, quantity=4, kind="out", **values):
        """A transfer as the stock keeper makes it, confirmed."""
        source, target = source or cls.shelf, target or cls.out
        picking = (
            cls.env["stock.picking"]
            .with_user(cls.keeper)
            .create(
                {
                    "picking_type_id": cls.warehouse[f"{kind}_type_id"].id,
                    "location_id": source.id,
                    "location_dest_id": target.id,
                    "partner_id": cls.customer.id,
                    "user_id": cls.keeper.id,
                    "move_ids": [
                        Command.create(
                            {
                                "product_id": cls.kettle.id,
                                "product_uom_qty": quantity,
                                "location_id": source.id,
                                "location_dest_id": target.id,
                            }
                        )
                    ],
                    **values,
                }
            )
        )
        picking.action_confirm()
        return picking

    @classmethod
    def _pick(cls, picking, lot=None, quantity=4, **values):
        """The stock keeper says by hand which lot he took."""
        move = picking.move_ids[:1]
        if move.state != "done":
            move.move_line_ids.unlink()
        return (
            cls.env["stock.move.line"]
            .with_user(cls.keeper)
            .create(
                {
                    "move_id": move.id,
                    "picking_id": picking.id,
                    "product_id": move.product_id.id,
                    "quantity": quantity,
                    "lot_id": lot.id if lot else False,
                    "location_id": move.location_id.id,
                    "location_dest_id": move.location_dest_id.id,
                    "picked": True,
                    **values,
                }
            )
        )

    @classmethod
    def _send(cls, lot, **values):
        """Pick ``lot`` by hand and validate."""
        picking = cls._transfer(**values)
        cls._pick(picking, lot)
        picking.button_validate()
        return picking
