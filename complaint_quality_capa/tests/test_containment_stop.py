from odoo.exceptions import AccessError, UserError
from odoo.tests import tagged

from .stock_common import StockCommon


@tagged("post_install", "-at_install")
class TestContainmentStop(StockCommon):
    """R-Q01: deliveries are stopped, nothing new is reserved, people are told."""

    # ------------------------------------------------------------
    # RESERVATION
    # ------------------------------------------------------------

    def _get_reserved(self, picking):
        lines = picking.move_line_ids
        return {line.lot_id.name: line.quantity for line in lines}

    def test_r_q01_nothing_new_is_reserved(self):
        self._contain(lots=self.lot)
        picking = self._transfer(quantity=12)
        self.assertEqual(self._get_reserved(picking), {"L-2": 10})

    def test_r_q01_a_product_as_a_whole_is_not_reserved(self):
        self._contain(products=self.kettle)
        self.assertFalse(self._get_reserved(self._transfer()))

    def test_r_q01_a_backorder_takes_other_lots(self):
        self._contain(lots=self.good)
        picking = self._transfer(quantity=14)
        self._pick(picking, self.lot, 10)
        picking.with_context(skip_backorder=True).button_validate()
        rest = self.env["stock.picking"].search([("backorder_id", "=", picking.id)])
        rest.action_assign()
        self.assertFalse(self._get_reserved(rest))
        third = self.env["stock.lot"].create(
            {"name": "L-3", "product_id": self.kettle.id}
        )
        self._stock(third)
        rest.action_assign()
        self.assertEqual(self._get_reserved(rest), {"L-3": 4})

    def test_r_q01_to_put_it_apart_it_is_reserved(self):
        self._contain(lots=self.lot)
        apart = self._transfer(target=self.quarantine, kind="int")
        self.assertEqual(self._get_reserved(apart), {"L-1": 4})
        aside = self._transfer(target=self.corner, kind="int")
        self.assertEqual(self._get_reserved(aside), {"L-2": 4})
        apart.move_ids.picked = True
        apart.button_validate()
        self.assertEqual(self._on_hand(self.lot, self.quarantine), 4)

    def test_r_q01_stock_is_not_doubled(self):
        """What is hidden from who reserves is not hidden from who books."""
        self._contain(lots=self.lot)
        picking = self._transfer(quantity=12)
        picking.do_unreserve()
        self._send(self.lot, target=self.quarantine, kind="int")
        self._lift(self.env["capa.containment.line"].search([]))
        picking.action_assign()
        self._send(self.lot)
        quants = self.env["stock.quant"].search([("product_id", "=", self.kettle.id)])
        places = [(quant.location_id, quant.lot_id) for quant in quants]
        self.assertEqual(len(places), len(set(places)))
        self.assertTrue(all(quant.reserved_quantity >= 0 for quant in quants))

    # ------------------------------------------------------------
    # WHAT WAS RESERVED
    # ------------------------------------------------------------

    def test_r_q01_reserved_is_given_back_and_marked(self):
        stopped, other = self._transfer(), self._transfer(quantity=12)
        self.assertEqual(self._get_reserved(other), {"L-1": 6, "L-2": 6})
        aside = self._transfer(target=self.quarantine, kind="int")
        self.assertEqual(self._get_reserved(aside), {"L-2": 4})
        containment = self._contain(lots=self.lot)
        self.assertFalse(self._get_reserved(stopped))
        self.assertEqual(self._get_reserved(other), {"L-2": 6})
        self.assertEqual(self._get_reserved(aside), {"L-2": 4})
        self.assertEqual(containment.sudo().picking_ids, stopped | other)
        self.assertEqual(containment.picking_count, 2)
        self.assertIn("L-1: it may not leave. Ask Quality", stopped.blocked_note)
        self.assertFalse(aside.blocked_note)
        self.assertEqual(stopped.move_ids.state, "confirmed")
        quants = self.env["stock.quant"].search([("lot_id", "=", self.lot.id)])
        self.assertEqual(sum(quants.mapped("reserved_quantity")), 0)

    def test_r_q01_waiting_deliveries_of_a_product_are_stopped(self):
        picking = self._transfer(quantity=50)
        picking.do_unreserve()
        containment = self._contain(products=self.kettle)
        self.assertEqual(containment.sudo().picking_ids, picking)

    def test_r_q01_transfers_of_other_companies_stay(self):
        containment = self._contain(lots=self.lot, user=self.quality_user)
        self.assertFalse(containment.sudo().picking_ids)

    # ------------------------------------------------------------
    # WHO IS TOLD
    # ------------------------------------------------------------

    def _get_told(self, user):
        kind = self.env.ref("complaint_quality_capa.mail_activity_type_stopped")
        return self.env["mail.activity"].search(
            [("activity_type_id", "=", kind.id), ("user_id", "=", user.id)]
        )

    def test_r_q01_each_person_is_told_once(self):
        """Who sends out, and who sold it."""
        seller = self._create_user("seller", "sales_team.group_sale_salesman")
        orders = self.env["sale.order"].create(
            [
                {
                    "partner_id": self.customer.id,
                    "company_id": self.company.id,
                    "user_id": seller.id,
                }
            ]
            * 2
        )
        pickings = self._transfer() | self._transfer()
        for picking, order in zip(pickings, orders, strict=True):
            picking.sudo().sale_id = order
        self._contain(lots=self.lot)
        told = self._get_told(self.keeper)
        self.assertEqual(len(told), 1)
        self.assertIn("2 transfers stopped", told.summary)
        self.assertIn(pickings[1].name, told.note)
        self.assertEqual(self._get_told(seller).res_model, "sale.order")
        for picking in pickings:
            note = picking.message_ids.sorted("id")[-1]
            self.assertIn("Stopped: L-1 is blocked", note.body)
            self.assertEqual(note.subtype_id, self.env.ref("mail.mt_note"))

    def test_r_q01_what_is_free_again_is_told(self):
        picking = self._transfer()
        first = self._contain(lots=self.lot)
        second = self._contain(lots=self.lot)
        self._lift(first.line_ids)
        self.assertTrue(picking.blocked_note)
        self._lift(second.line_ids)
        self.assertFalse(picking.blocked_note)
        self.assertFalse(self._get_told(self.keeper))
        note = picking.message_ids.sorted("id")[-1]
        self.assertIn("Nothing of it is blocked any more", note.body)

    # ------------------------------------------------------------
    # WHO HAS GOT IT
    # ------------------------------------------------------------

    def test_r_q01_customers_who_have_got_it_are_listed(self):
        shop = self.env["res.partner"].create({"name": "Alpha shop"})
        sent = self._send(self.lot), self._send(self.lot, partner_id=shop.id)
        self._send(self.good)
        self._send(self.lot, source=self.out, target=self.shelf, kind="in")
        containment = self._contain(lots=self.lot).with_user(self.quality_user)
        rows = containment.get_delivered()
        self.assertEqual([row["customer"] for row in rows], ["Alpha shop", "Ms. Zhang"])
        self.assertEqual([row["delivered"] for row in rows], ["4.00", "4.00"])
        self.assertEqual([row["returned"] for row in rows], ["", "4.00"])
        self.assertEqual(rows[0]["documents"], sent[1].name)

    def test_r_q01_long_ago_is_not_listed(self):
        picking = self._send(self.lot)
        picking.move_line_ids.sudo().date = self._day(-100)
        containment = self._contain(lots=self.lot)
        self.assertFalse(containment.get_delivered())
        containment.look_back = 120
        self.assertTrue(containment.get_delivered())

    def test_r_p03_customers_are_not_shown_to_everybody_asked(self):
        plan = self._create_plan()
        self._analyse(plan)
        self._measure(plan)
        containment = self._contain(plan, lots=self.lot)
        self.assertTrue(containment.with_user(self.doer).has_access("read"))
        with self._refused(AccessError, "Who has got it"):
            containment.with_user(self.doer).get_delivered()
        self.assertEqual(containment.with_user(self.owner).get_delivered(), [])

    # ------------------------------------------------------------
    # TO QUARANTINE, TO A RECALL
    # ------------------------------------------------------------

    def test_r_q01_what_is_blocked_is_brought_to_quarantine(self):
        """By a transfer of the very lot, carried out by who works there."""
        self._stock(self.lot, 3, self.corner)
        containment = self._contain(lots=self.lot)
        containment.action_quarantine()
        [picking] = containment.sudo().quarantine_ids
        self.assertEqual(picking.picking_type_id, self.warehouse.int_type_id)
        self.assertEqual(picking.origin, containment.number)
        self.assertEqual(picking.state, "assigned")
        self.assertEqual(picking.move_line_ids.lot_id, self.lot)
        with self._refused(UserError, "on its way there"):
            containment.action_quarantine()
        own = picking.with_user(self.keeper)
        own.move_ids.picked = True
        own.button_validate()
        self.assertEqual(self._on_hand(self.lot, self.quarantine), 13)
        self.assertEqual(self._on_hand(self.good), 10)
        with self._refused(UserError, "lies in quarantine"):
            containment.action_quarantine()
        self.assertEqual(containment.quarantine_count, 1)

    def test_r_q01_there_is_no_quarantine(self):
        self.quarantine.is_quarantine = False
        containment = self._contain(lots=self.lot)
        with self._refused(UserError, "has no quarantine"):
            containment.action_quarantine()

    def test_r_q01_who_blocks_brings_it_to_quarantine(self):
        containment = self._contain(lots=self.lot)
        for user in (self.keeper, self.officer, self.doer):
            with self._refused(AccessError, "."):
                containment.with_user(user).action_quarantine()

    def test_r_q07_customers_who_have_got_it_lead_to_a_recall(self):
        """Of the same lots; what is blocked already is not blocked again."""
        self._send(self.lot)
        containment = self._contain(lots=self.lot | self.good)
        recalls = self.env["capa.recall"].with_user(self.quality_user)
        recall = recalls.browse(containment.action_recall()["res_id"])
        self.assertEqual(recall.lot_ids.lot_id, self.lot)  # the other never moved
        recall.write({"hazard": "Hot water.", "instruction": "Send it back."})
        recall.action_open()
        self.assertEqual(recall.sudo().containment_id, containment)
        self.assertEqual(recall.line_ids.partner_id, self.customer)
        self.assertEqual(containment.action_recall()["res_id"], recall.id)

    # ------------------------------------------------------------
    # LIFTING
    # ------------------------------------------------------------

    def test_r_q01_scrapped_is_believed_when_it_is_gone(self):
        line = self._contain(lots=self.lot).line_ids
        self.assertEqual(line.quantity, 10)
        with self._refused(UserError, "10.00 Units are still on hand"):
            self._lift(line, "scrapped")
        self._send(self.lot, target=self.quarantine, kind="int")
        for place, quantity in ((self.shelf, 6), (self.quarantine, 4)):
            scrap = self.env["stock.scrap"].create(
                {
                    "product_id": self.kettle.id,
                    "lot_id": self.lot.id,
                    "scrap_qty": quantity,
                    "location_id": place.id,
                    "company_id": self.company.id,
                }
            )
            scrap.action_validate()
        line.invalidate_recordset(["on_hand"])
        self._lift(line, "scrapped")
        self.assertEqual(line.state, "lifted")

    def test_r_q01_a_lot_shows_that_it_is_blocked(self):
        self.assertFalse(self.lot.is_blocked)
        containment = self._contain(lots=self.lot)
        self.lot.invalidate_recordset()
        self.assertTrue(self.lot.with_user(self.keeper).is_blocked)
        self.assertFalse(self.good.with_user(self.keeper).is_blocked)
        self._lift(containment.line_ids)
        self.lot.invalidate_recordset()
        self.assertFalse(self.lot.with_user(self.keeper).is_blocked)
