from odoo import models

from ..tools.blocked import Way

# Nobody can send this along from outside: it is no text.
PUT_APART = object()


class StockMove(models.Model):
    _inherit = "stock.move"

    def _get_way(self, source, target):
        """Which way stock goes with this move, from one place to another."""
        origin = self.origin_returned_move_id if target.usage == "supplier" else self
        return Way(
            source=source.usage,
            target=target.usage,
            final=self.location_final_id.usage or "",
            from_quarantine=source.in_quarantine,
            to_quarantine=target.in_quarantine,
            same_warehouse=source.warehouse_id == target.warehouse_id,
            gives_back=target.usage == "supplier"
            and origin.location_id.usage == "supplier",
        )

    def _update_reserved_quantity_vals(self, need, location_id, *args, **kwargs):
        """R-Q01: what is blocked is reserved for nothing but to be put apart."""
        way = self._get_way(location_id, self.location_dest_id)
        move = self.with_context(capa_put_apart=PUT_APART) if way.puts_apart else self
        return super(StockMove, move)._update_reserved_quantity_vals(
            need, location_id, *args, **kwargs
        )
