from unittest.mock import patch

from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tests import tagged

from .settlement_common import SettlementCommon


@tagged("post_install", "-at_install")
class TestRemedyGoods(SettlementCommon):
    """Goods that come back and goods that go out anew: what was approved, no more."""

    def _finish(self, picking):
        picking.move_ids.picked = True
        result = picking.button_validate()
        if isinstance(result, dict) and result.get("res_model"):
            context = result["context"]
            wizard = self.env[result["res_model"]].with_user(picking.env.user)
            wizard.with_context(**context).create({}).process()
        return picking

    def test_r_s01_the_complained_lot_comes_back(self):
        remedy = self._decide("return")
        picking = self._make(remedy, self.storeman)
        self.assertEqual(picking.move_ids.product_uom_qty, 20)
        self.assertEqual(picking.move_line_ids.lot_id, self.lot_a)
        self.assertEqual(remedy.state, "started")
        self._finish(picking)
        self.assertEqual(picking.state, "done")
        self.assertEqual(remedy.state, "done")
        self.assertTrue(remedy.case_id.settled_on)

    def test_r_s01_no_more_comes_back_than_was_approved(self):
        remedy = self._decide("return", defective_qty=5)
        picking = self._make(remedy, self.storeman)
        picking.move_line_ids.quantity = 50
        with self.assertRaisesRegex(UserError, "50 are more than the 5"):
            self._finish(picking)
        self.assertEqual(remedy.state, "started")

    def test_r_s01_no_other_lot_comes_back(self):
        remedy = self._decide("return")
        picking = self._make(remedy, self.storeman)
        picking.move_line_ids.lot_id = self.lot_b
        with self.assertRaisesRegex(UserError, "lot LOT-A was approved"):
            self._finish(picking)

    def test_r_s01_what_comes_in_two_parts_is_done_with_the_second(self):
        remedy = self._decide("return")
        first = self._make(remedy, self.storeman)
        first.move_line_ids.quantity = 12
        self._finish(first)
        self.assertEqual(remedy.state, "started")
        second = remedy.picking_ids - first.sudo()
        self.assertEqual(second.backorder_id, first.sudo())
        second = second.with_user(self.storeman)
        second.move_line_ids.lot_id = self.lot_a
        second.move_line_ids.quantity = 9
        with (
            self.assertRaisesRegex(UserError, "21 are more than the 20"),
            self.cr.savepoint(),
        ):
            self._finish(second)
        second.move_line_ids.quantity = 8
        self._finish(second)
        self.assertEqual(remedy.state, "done")

    def test_r_s01_what_came_back_already_does_not_come_back_again(self):
        self._finish(self._make(self._decide("return", lot=self.lot_b), self.storeman))
        remedy = self._decide("return", lot=self.lot_b)
        self._finish(self._make(remedy, self.storeman))
        third = self._decide("return", lot=self.lot_b)
        with self.assertRaisesRegex(UserError, "no delivery .* so much left"):
            self._make(third, self.storeman)
        self.assertEqual(third.state, "approved")

    def test_r_s01_a_replacement_goes_out_and_costs_nothing(self):
        remedy = self._decide("replacement")
        picking = self._make(remedy, self.storeman)
        self.assertEqual(picking.picking_type_id.code, "outgoing")
        self.assertEqual(picking.partner_id.commercial_partner_id, self.dealer)
        self.assertEqual(picking.origin, remedy.case_id.number)
        self.assertFalse(picking.move_ids.sudo().sale_line_id)
        line = picking.move_line_ids[:1]
        if not line:
            line = self.env["stock.move.line"].create(
                picking.move_ids._prepare_move_line_vals(quantity=20)
            )
        line.lot_id = self.lot_b
        line.quantity = 20
        self._finish(picking)
        self.assertEqual(remedy.state, "done")

    def test_without_a_warehouse_nothing_is_sent(self):
        case = self._bring_to(
            "investigating",
            partner_id=self.dealer.id,
            line_ids=[Command.create({"product_id": self.plate.id})],
        )
        line = case.line_ids.id
        remedy = self._propose(case, "replacement", line_id=line, quantity=2)
        case.action_submit()
        case.with_user(self.executive).action_approve()
        warehouses = self.env["stock.warehouse"]
        with (
            patch.object(type(warehouses), "search", lambda records, *a, **k: records),
            self.assertRaisesRegex(UserError, "no warehouse to deliver from"),
        ):
            self._make(remedy, self.storeman)
        self.assertEqual(remedy.state, "approved")

    def test_r_s01_a_deleted_transfer_is_made_again(self):
        remedy = self._decide("return")
        self._make(remedy, self.storeman).sudo().unlink()
        self.assertEqual(remedy.state, "approved")
        self._finish(self._make(remedy, self.storeman))
        self.assertEqual(remedy.state, "done")

    def test_r_s01_a_cancelled_transfer_is_made_again(self):
        remedy = self._decide("return")
        picking = self._make(remedy, self.storeman)
        picking.action_cancel()
        self.assertEqual(remedy.state, "approved")
        self._finish(self._make(remedy, self.storeman))
        self.assertEqual(remedy.state, "done")

    def test_r_s01_another_product_does_not_slip_in(self):
        remedy = self._decide("return")
        picking = self._make(remedy, self.storeman)
        self.storeman.group_ids |= self.env.ref(
            "sales_team.group_sale_salesman_all_leads"
        )
        spoon = self._create_product("Spoon", tracking="none")
        self.env["stock.move"].create(
            {
                "product_id": spoon.id,
                "product_uom_qty": 3,
                "picking_id": picking.id,
                "location_id": picking.location_id.id,
                "location_dest_id": picking.location_dest_id.id,
                "quantity": 3,
            }
        )
        with self.assertRaisesRegex(UserError, "only Plate was approved"):
            self._finish(picking)

    def test_who_does_not_work_in_the_stock_makes_no_return(self):
        remedy = self._decide("return")
        with self.assertRaises(AccessError):
            self._make(remedy, self.officer)
        self.assertEqual(remedy.state, "approved")
