from odoo.addons.complaint_management.tests.sales_common import SalesCommon
from odoo.fields import Command

from .common import CapaCommon


class RecallCommon(CapaCommon, SalesCommon):
    """Plates that were delivered by lots to two customers and partly came back; a lot
    of clay that went into them; the vice GM who is told.

    The dealer got 200 of ``LOT-A`` and 40 of ``LOT-B``, the guest house 60 of ``LOT-A``
    and returned 10 before anything was recalled.
    """

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.gm = cls._create_user("gm", "complaint_executive")
        cls._appoint(cls.gm)
        cls.dealer.email = "office@golden.example.com"
        cls.guest_house = cls.env["res.partner"].create(
            {"name": "Guest House", "is_company": True, "street": "River Road 1"}
        )
        cls.second = cls._sell(
            {"product_id": cls.plate.id, "product_uom_qty": 60, "price_unit": 5},
            customer=cls.guest_house,
        )
        delivery = cls._deliver(cls.second, {cls.lot_a: 60})
        cls._send_back(delivery, 10, cls.lot_a)

    @classmethod
    def _make(cls, used, made, quantity=100):
        """Work that uses up of one lot and makes another, as production leaves it."""
        places = cls.env["stock.location"]
        work = places.search(
            [("usage", "=", "production"), ("company_id", "=", cls.company.id)], limit=1
        ) or places.create(
            {"name": "Work", "usage": "production", "company_id": cls.company.id}
        )
        stock = cls.warehouses[cls.company].lot_stock_id
        consumed = cls._move_lot(used, stock, work, quantity).move_line_ids
        produced = cls._move_lot(made, work, stock, quantity).move_line_ids
        produced.consume_line_ids = consumed
        return consumed | produced

    @classmethod
    def _move_lot(cls, lot, source, target, quantity, partner=None):
        """A move that is done, without a transfer."""
        places = {"location_id": source.id, "location_dest_id": target.id}
        about = {"product_id": lot.product_id.id, "company_id": cls.company.id}
        line = {**about, **places, "lot_id": lot.id, "quantity": quantity}
        move = cls.env["stock.move"].create(
            {
                **about,
                **places,
                "product_uom_qty": quantity,
                "partner_id": partner and partner.id,
                "move_line_ids": [Command.create(line)],
                "picked": True,
            }
        )
        move._action_done()
        return move

    @classmethod
    def _prepare_recall(cls, *lots, user=None, **values):
        """A recall that quality prepares, of these lots (``LOT-A``)."""
        recalls = cls.env["capa.recall"].with_user(user or cls.quality_user)
        return recalls.create(
            {
                "name": "Plates may burst",
                "hazard": "The plate bursts when it is hot.",
                "instruction": "Stop selling and send it back.",
                "reason": "Three bursts in one week.",
                "lot_ids": [
                    Command.create({"lot_name": lot.name}) for lot in lots or cls.lot_a
                ],
                **values,
            }
        )

    @classmethod
    def _recall(cls, *lots, **values):
        """A safety hazard that is recalled at once."""
        recall = cls._prepare_recall(*lots, **values)
        recall.action_open()
        return recall

    def _line(self, recall, customer, lot=None):
        return recall.line_ids.filtered(
            lambda line: (
                line.partner_id == customer and line.lot_id == (lot or self.lot_a)
            )
        )

    def _inform(self, recall, user=None, **values):
        return (
            self.env["capa.recall.report"]
            .with_user(user or self.quality_user)
            .create(
                {
                    "recall_id": recall.id,
                    "authority": "Market supervision",
                    "text": "240 plates, three bursts.",
                    **values,
                }
            )
        )

    def _settle_all(self, recall):
        recall.line_ids.action_all_returned()
