from odoo.fields import Command
from odoo.tests import HttpCase, tagged

from .stock_common import StockCommon


@tagged("post_install", "-at_install")
class TestContainmentTour(StockCommon, HttpCase):
    def test_r_q01_quality_blocks_and_the_clerk_is_refused(self):
        """From the plan to the message at the door, each in his browser."""
        plan = self._create_plan(containment_note=False)
        plan.lot_ids = [Command.set(self.lot.ids)]
        picking = self._transfer()
        self._walk("quality_blocks", self.quality_user, f"capa-plans/{plan.id}")
        self.assertFalse(picking.move_line_ids, "given back")
        self.assertFalse(plan._guard_d3())
        self._pick(picking, self.lot)  # it lay in the crate already
        action = "stock.action_picking_tree_all"
        self._walk("clerk_is_refused", self.keeper, f"action-{action}/{picking.id}")
        self.assertNotEqual(picking.state, "done")

    def _walk(self, tour, user, page):
        name = f"capa_containment_{tour}"
        self.start_tour(f"/odoo/{page}", name, login=user.login)
        self.env.invalidate_all()
