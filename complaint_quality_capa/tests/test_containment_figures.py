from odoo.exceptions import UserError
from odoo.tests import tagged, warmup

from .stock_common import StockCommon


@tagged("post_install", "-at_install")
class TestContainmentFigures(StockCommon):
    """R-Q01: what stock pays for the blocks (PERFORMANCE)."""

    def _count(self, work):
        """Queries of ``work``, warm."""
        self.env.flush_all()
        before = self.env.cr.sql_log_count
        work()
        self.env.flush_all()
        return self.env.cr.sql_log_count - before

    def _get_lines(self, kind="out", target=None):
        picking = self._transfer(target=target, kind=kind)
        self._pick(picking, self.good)
        return picking.move_line_ids

    @warmup
    def test_r_q01_sending_out_asks_once_whatever_the_number_of_lines(self):
        lines = self._get_lines() | self._get_lines()
        self._contain(lots=self.lot)
        lines._check_not_blocked()
        self.assertEqual(self._count(lines[:1]._check_not_blocked), 1)
        self.assertEqual(self._count(lines._check_not_blocked), 1)

    @warmup
    def test_r_q01_where_nothing_leads_out_nothing_is_asked(self):
        lines = self._get_lines("int", self.corner)
        lines._check_not_blocked()
        self.assertEqual(self._count(lines._check_not_blocked), 0)

    @warmup
    def test_r_q01_reserving_asks_nothing(self):
        """With a block or without."""
        quants = self.env["stock.quant"]
        for contain in (lambda: None, lambda: self._contain(lots=self.lot)):
            contain()
            quants._hide_blocked(self.kettle, self.shelf)
            self.assertEqual(
                self._count(lambda: quants._hide_blocked(self.kettle, self.shelf)), 0
            )

    @warmup
    def test_r_q01_a_transfer_and_a_lot_show_it_without_a_query(self):
        picking = self._transfer()
        for record, name in ((picking, "blocked_note"), (self.lot, "is_blocked")):
            record.mapped(name)
            record.invalidate_recordset([name])
            spent = self._count(lambda one=record, name=name: one.mapped(name))
            self.assertEqual(spent, 0)

    @warmup
    def test_r_q01_many_transfers_are_stopped_in_few_queries(self):
        """What grows with their number is Odoo's own giving back."""
        self._stock(self.lot, 1000)
        for _number in range(30):
            self._transfer(quantity=2)
        containment = self._contain(
            products=self.env["product.product"].create({"name": "x"})
        )
        line = {"product_id": self.kettle.id, "lot_id": self.lot.id}
        containment.write({"line_ids": [(0, 0, line)]})
        spent = self._count(containment.with_user(self.quality_user).action_block)
        self.assertEqual(containment.picking_count, 30)
        self.assertLess(spent, 300)

    def test_r_q01_a_block_of_another_process_is_seen(self):
        """Whoever sends out asks the row, not what he remembers."""
        lines = self._get_lines()
        self._contain(lots=self.lot)
        lines._check_not_blocked()
        self.env.cr.execute(
            "UPDATE capa_containment_line SET lot_id = %s WHERE lot_id = %s",
            [self.good.id, self.lot.id],
        )
        self.env.cr.execute("UPDATE capa_containment_gate SET version = version + 1")
        self.env.invalidate_all()
        with self._refused(UserError, "L-2"):
            lines._check_not_blocked()
