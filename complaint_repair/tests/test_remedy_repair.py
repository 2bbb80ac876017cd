from odoo.addons.complaint_management.tests.settlement_common import SettlementCommon
from odoo.exceptions import UserError
from odoo.tests import tagged


@tagged("post_install", "-at_install")
class TestRemedyRepair(SettlementCommon):
    """A repair that was approved is a repair order, of that product and no other."""

    def _decide_repair(self):
        return self._decide("repair", defective_qty=1)

    def _carry_out(self, order):
        order.action_repair_start()
        order.action_repair_end()

    def test_r_s01_a_repair_is_a_repair_order_under_warranty(self):
        remedy = self._decide_repair()
        order = self._make(remedy, self.storeman)
        self.assertEqual((order.product_id, order.lot_id), (self.plate, self.lot_a))
        self.assertTrue(order.under_warranty)
        self.assertEqual(remedy.state, "started")
        self._carry_out(order)
        self.assertEqual(order.state, "done")
        self.assertEqual(remedy.state, "done")
        self.assertTrue(remedy.case_id.settled_on)

    def test_r_s01_no_more_is_repaired_than_was_approved(self):
        order = self._make(self._decide_repair(), self.storeman)
        order.product_qty = 9
        with self.assertRaisesRegex(UserError, "Only “Repair.*was approved"):
            self._carry_out(order)

    def test_r_s01_a_cancelled_repair_is_made_again(self):
        remedy = self._decide_repair()
        order = self._make(remedy, self.storeman)
        with self.assertRaisesRegex(UserError, "has its document already"):
            self._make(remedy, self.storeman)
        order.action_repair_cancel()
        self.assertEqual(remedy.state, "approved")
        self._carry_out(self._make(remedy, self.storeman))
        self.assertEqual(remedy.state, "done")

    def test_nobody_ticks_a_repair_off(self):
        remedy = self._decide_repair()
        with self.assertRaisesRegex(UserError, "carried out by its document"):
            remedy.with_user(self.officer).action_tick_off("Done in the shop.")
