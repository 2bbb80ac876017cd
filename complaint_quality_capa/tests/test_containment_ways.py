from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tests import Form, tagged

from ..tools.blocked import Blocked, Way
from .stock_common import StockCommon


@tagged("post_install", "-at_install")
class TestContainmentWays(StockCommon):
    """R-Q01: what is blocked does not leave, whoever sends it and however; it may be
    put apart, counted, scrapped and taken back."""

    def _stopped(self, words="L-1"):
        return self._refused(UserError, words)

    # ------------------------------------------------------------
    # STOPPED
    # ------------------------------------------------------------

    def test_r_q01_to_a_customer_a_lot_that_was_chosen(self):
        self._contain(lots=self.lot)
        with self._stopped("Lot L-1 of Kettle 1.7 is blocked. Ask Quality"):
            self._send(self.lot)
        self.assertEqual(self._on_hand(self.lot), 10)
        self.assertEqual(self._send(self.good).state, "done")

    def test_r_q01_to_a_customer_a_lot_that_was_scanned_or_typed(self):
        """A scanner writes the name of the lot on the line."""
        self._contain(lots=self.lot)
        self.warehouse.out_type_id.use_create_lots = True
        for name, error in (("L-1", "Lot L-1"), ("", "Lot/Serial")):
            picking = self._transfer()
            self._pick(picking, lot_name=name)
            with self._stopped(error):
                picking.button_validate()
        picking = self._transfer()
        self._pick(picking, lot_name="L-2")
        picking.button_validate()
        self.assertEqual(picking.move_line_ids.lot_id, self.good)

    def test_r_q01_without_a_lot_nothing_of_the_product_leaves(self):
        """Where an operation asks for no lots it cannot be known which one leaves."""
        self.warehouse.out_type_id.write(
            {"use_create_lots": False, "use_existing_lots": False}
        )
        self._contain(lots=self.lot)
        with self._stopped("Say which lot this is"):
            self._send(None)

    def test_r_q01_a_transfer_that_was_reserved_before(self):
        """Reserved and picked in the database at the moment of the block."""
        picking = self._transfer()
        self.assertEqual(picking.move_line_ids.lot_id, self.lot)
        self._contain(lots=self.lot)
        self._pick(picking, self.lot)  # it lies in the crate
        with self._stopped():
            picking.button_validate()

    def test_r_q01_several_validated_together(self):
        """As a wave does: none leaves when one of them is stopped."""
        pickings = self._transfer() | self._transfer()
        self._contain(lots=self.lot)
        for picking, lot in zip(pickings, (self.good, self.lot), strict=True):
            self._pick(picking, lot)
        with self._stopped():
            pickings.button_validate()
        self.assertNotIn("done", pickings.mapped("state"))

    def test_r_q01_into_production_to_another_company_to_another_warehouse(self):
        self._contain(lots=self.lot)
        other = self.env["stock.warehouse"].create(
            {"name": "North", "code": "NORTH", "company_id": self.company.id}
        )
        transit = self.env["stock.location"].create({"name": "T", "usage": "transit"})
        for target in (self.production, transit, other.lot_stock_id, self.suppliers):
            with self.subTest(target=target.name), self._stopped():
                self._send(self.lot, target=target, kind="int")

    def test_r_q01_a_consumption_without_a_transfer(self):
        """What production takes needs no document of stock."""
        self._contain(lots=self.lot)
        values = {
            "product_id": self.kettle.id,
            "location_id": self.shelf.id,
            "location_dest_id": self.production.id,
        }
        move = self.env["stock.move"].create({**values, "product_uom_qty": 2})
        move._action_confirm()
        line = {**values, "quantity": 2, "lot_id": self.lot.id, "picked": True}
        move.move_line_ids = [Command.clear(), Command.create(line)]
        with self._stopped():
            move._action_done()

    def test_r_q01_out_of_quarantine(self):
        self._stock(self.lot, 4, self.quarantine)
        self._contain(lots=self.lot)
        with self._stopped():
            self._send(self.lot, source=self.quarantine, target=self.shelf, kind="int")

    def test_r_q01_a_step_on_the_way_to_the_customer(self):
        """Delivered in two steps, it is stopped at the shelf."""
        self._contain(lots=self.lot)
        picking = self._transfer(
            target=self.warehouse.wh_output_stock_loc_id, kind="int"
        )
        picking.sudo().move_ids.location_final_id = self.out
        self._pick(picking, self.lot)
        with self._stopped():
            picking.button_validate()

    def test_r_q01_a_line_that_is_added_or_changed_afterwards(self):
        picking = self._send(self.good)
        self._contain(lots=self.lot)
        line = picking.move_line_ids
        with self._stopped():
            line.lot_id = self.lot
        with self._stopped():
            self._pick(picking, self.lot, 1)
        line.quantity = 3  # of what is not blocked
        self._contain(lots=self.good)
        with self._stopped("L-2"):
            line.quantity = 4
        line.quantity = 1
        self.assertEqual(self._on_hand(self.good), 9)

    def test_r_q01_a_product_as_a_whole(self):
        """With lots or without."""
        pot = self.env["product.product"].create({"name": "Pot", "is_storable": True})
        self._stock(self.env["stock.lot"], product=pot)
        self._contain(products=self.kettle | pot)
        for lot in (self.lot, self.good):
            with self._stopped(f"Lot {lot.name} of Kettle"):
                self._send(lot)
        picking = self._transfer()
        picking.sudo().move_ids.unlink()
        move = {
            "product_id": pot.id,
            "product_uom_qty": 1,
            "location_id": self.shelf.id,
            "location_dest_id": self.out.id,
        }
        picking.move_ids = [Command.create(move)]
        picking.action_confirm()
        self._pick(picking, quantity=1)
        with self._stopped("Pot is blocked"):
            picking.button_validate()

    def test_r_q01_a_part_of_a_kit_that_is_blocked(self):
        """The move is of a component; what was sold is the kit."""
        kit = self.env["product.product"].create({"name": "Tea set"})
        order = self.env["sale.order"].create(
            {
                "partner_id": self.customer.id,
                "company_id": self.company.id,
                "order_line": [Command.create({"product_id": kit.id})],
            }
        )
        picking = self._transfer()
        picking.sudo().move_ids.sale_line_id = order.order_line
        self._contain(products=kit)
        self._pick(picking, self.good)
        with self._stopped("is blocked"):
            picking.button_validate()

    def test_r_q01_nobody_goes_past_it(self):
        """No manager, no key of a context, no superuser, no cron."""
        picking = self._transfer()
        self._contain(lots=self.lot)
        self._pick(picking, self.lot)
        keys = {
            "skip_sanity_check": True,
            "skip_backorder": True,
            "force_period_date": True,
            "capa_put_apart": True,
            "capa_hidden": False,
            "is_scrap": True,
        }
        for env in (
            picking.with_user(self.manager).with_context(**keys),
            picking.sudo().with_context(**keys),
            picking.with_user(self.env.ref("base.user_root")),
        ):
            with self._stopped():
                env.button_validate()
            with self._stopped():
                env.move_ids._action_done()

    # ------------------------------------------------------------
    # ALLOWED
    # ------------------------------------------------------------

    def test_r_q01_to_quarantine_and_within_the_warehouse(self):
        self._contain(lots=self.lot)
        self._send(self.lot, target=self.corner, kind="int")
        self._send(self.lot, target=self.quarantine, kind="int")
        self.assertEqual(self._on_hand(self.lot, self.quarantine), 4)

    def test_r_q01_receipts_and_returns_come_in(self):
        delivery = self._send(self.lot)
        self._contain(lots=self.lot)
        self._send(self.lot, source=self.suppliers, target=self.shelf, kind="in")
        wizard = Form(
            self.env["stock.return.picking"]
            .with_user(self.keeper)
            .with_context(active_id=delivery.id, active_model="stock.picking")
        ).save()
        wizard.product_return_moves.quantity = 4
        back = self.env["stock.picking"].browse(
            wizard.action_create_returns()["res_id"]
        )
        back.move_ids.picked = True
        back.button_validate()
        self.assertEqual(back.state, "done")
        self.assertEqual(self._on_hand(self.lot), 14)

    def test_r_q01_back_to_the_supplier_who_sent_it(self):
        receipt = self._send(
            self.lot, source=self.suppliers, target=self.shelf, kind="in"
        )
        self._contain(lots=self.lot)
        back = self._transfer(target=self.suppliers)
        back.sudo().move_ids.origin_returned_move_id = receipt.move_ids
        self._pick(back, self.lot)
        back.button_validate()
        self.assertEqual(back.state, "done")

    def test_r_q01_scrapped(self):
        self._contain(lots=self.lot)
        scrap = (
            self.env["stock.scrap"]
            .with_user(self.keeper)
            .create(
                {
                    "product_id": self.kettle.id,
                    "lot_id": self.lot.id,
                    "scrap_qty": 3,
                    "location_id": self.shelf.id,
                }
            )
        )
        scrap.action_validate()
        self.assertEqual(scrap.state, "done")
        self.assertEqual(self._on_hand(self.lot), 7)

    def test_r_q01_counted_up_and_down(self):
        self._contain(lots=self.lot)
        quant = self.env["stock.quant"].search(
            [("lot_id", "=", self.lot.id), ("location_id", "=", self.shelf.id)]
        )
        for counted in (8, 12):
            mine = quant.with_user(self.manager)
            mine.inventory_quantity = counted
            mine.action_apply_inventory()
            self.assertEqual(self._on_hand(self.lot), counted)

    def test_r_q01_another_company_is_untouched(self):
        """The same lot, which belongs to no company."""
        there = self.env["stock.warehouse"].search(
            [("company_id", "=", self.other_company.id)], limit=1
        )
        self._stock(self.lot, 5, there.lot_stock_id)
        self._contain(lots=self.lot)
        move = self.env["stock.move"].create(
            {
                "product_id": self.kettle.id,
                "product_uom_qty": 2,
                "company_id": self.other_company.id,
                "location_id": there.lot_stock_id.id,
                "location_dest_id": self.out.id,
            }
        )
        move._action_confirm()
        move._action_assign()
        self.assertEqual(move.move_line_ids.lot_id, self.lot)
        move.picked = True
        move._action_done()
        self.assertEqual(move.state, "done")

    def test_r_q01_lifted_it_goes_again(self):
        containment = self._contain(lots=self.lot)
        self._lift(containment.line_ids)
        self.assertEqual(self._send(self.lot).state, "done")

    # ------------------------------------------------------------
    # WHAT IS SAID
    # ------------------------------------------------------------

    def test_r_q01_the_number_is_told_to_who_may_read_it(self):
        plan = self._create_plan()
        containment = self._contain(plan, lots=self.lot)
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            self._send(self.lot)
        self.assertNotIn(containment.number, str(refused.exception))
        self.keeper.group_ids += self.env.ref(
            "complaint_quality_capa.group_complaint_quality"
        )
        with self.assertRaises(UserError) as refused, self.env.cr.savepoint():
            self._send(self.lot)
        self.assertIn(containment.number, str(refused.exception))
        self.assertIn(plan.number, str(refused.exception))
        self.assertIn("quarantine", str(refused.exception))


@tagged("post_install", "-at_install")
class TestWays(StockCommon):
    """The ways themselves, without a document."""

    def test_r_q01_what_was_blocked_is_held(self):
        blocked = Blocked(frozenset({1}), frozenset({20}), frozenset({10}))
        self.assertTrue(blocked.holds(10, 1))
        self.assertTrue(blocked.holds(20, False))
        self.assertFalse(blocked.holds(10, 2))
        self.assertFalse(blocked.holds(10, False))
        self.assertTrue(blocked.concerns(10))
        self.assertFalse(blocked.concerns(30))
        self.assertFalse(Blocked())

    def test_r_q01_ways(self):
        ways = {
            ("internal", "customer"): True,
            ("supplier", "customer"): True,
            ("internal", "production"): True,
            ("internal", "transit"): True,
            ("internal", "supplier"): True,
            ("customer", "supplier"): False,
            ("internal", "inventory"): False,
            ("inventory", "internal"): False,
            ("production", "internal"): False,
            ("transit", "internal"): False,
            ("customer", "internal"): False,
            ("internal", "internal"): False,
        }
        for way, closed in ways.items():
            with self.subTest(way=way):
                self.assertEqual(Way(*way).is_closed, closed)
