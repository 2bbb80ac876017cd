from odoo import api, models

# what says which stock a line moved, and where
_WHAT = {
    "lot_id",
    "quant_id",
    "quantity",
    "product_uom_id",
    "location_id",
    "location_dest_id",
}


class StockMoveLine(models.Model):
    _inherit = "stock.move.line"

    def _action_done(self):
        """R-Q01: what is blocked does not leave, whoever sends it and however."""
        self._check_not_blocked()
        return super()._action_done()

    @api.model_create_multi
    def create(self, vals_list):
        """… nor by a line that is added to a transfer that is done."""
        lines = super().create(vals_list)
        lines.filtered(lambda line: line.state == "done")._check_not_blocked()
        return lines

    def write(self, vals):
        """… nor by a line that is changed afterwards; less of it may be."""
        done = self.browse()
        if _WHAT & set(vals):
            done = self.filtered(lambda line: line.state == "done")
        before = {line: line._get_moved() for line in done}
        result = super().write(vals)
        done.filtered(
            lambda line: (
                line._get_moved()[0] != before[line][0]
                or line._get_moved()[1] > before[line][1]
            )
        )._check_not_blocked()
        return result

    def _get_moved(self):
        place = self.location_id, self.location_dest_id
        return (self.lot_id, *place), self.quantity_product_uom

    # ------------------------------------------------------------
    # WHAT IS BLOCKED
    # ------------------------------------------------------------

    def _check_not_blocked(self):
        """One query for all lines that lead out, none where none does.

        :raises UserError: says what is blocked, what to do, whom to ask (R-Q01)
        """
        lines = self.filtered(lambda line: line.quantity > 0 and line._is_way_closed())
        if not lines:
            return
        # who moves stock need not know why it is blocked
        asked = self.env["capa.blocked"].sudo()
        blocked = asked._get_for_sure(lines.company_id)
        stopped = lines.filtered(
            lambda line: line._is_held(blocked[line.company_id.id])
        )
        if stopped:
            self.env["capa.blocked"]._refuse(stopped.sudo())

    def _is_way_closed(self):
        way = self.move_id._get_way(self.location_id, self.location_dest_id)
        return way.is_closed

    def _is_held(self, blocked):
        """Whether ``blocked`` holds back what this line moves. Of a product that is
        followed by lots, and of which some are blocked, nothing leaves without one."""
        if not blocked:
            return False
        product = self.product_id
        if product.id in blocked.products or self._is_part_of(blocked.products):
            return True
        if product.id not in blocked.lot_products:
            return False
        lot = self._find_lot()
        return lot.id in blocked.lots if lot or self.lot_name else True

    def _is_part_of(self, products):
        """Whether it was sold as part of one of ``products``: a kit."""
        return bool(products) and self.move_id.sale_line_id.product_id.id in products

    def _find_lot(self):
        """The lot, chosen or typed."""
        if self.lot_id or not self.lot_name:
            return self.lot_id
        return self.env["stock.lot"].search(
            [
                ("product_id", "=", self.product_id.id),
                ("name", "=", self.lot_name),
                ("company_id", "in", [False, self.company_id.id]),
            ],
            limit=1,
        )
