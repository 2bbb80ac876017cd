from odoo import models

from ..tools.blocked import Blocked
from .stock_move import PUT_APART


class StockQuant(models.Model):
    _inherit = "stock.quant"

    def _get_available_quantity(
        self,
        product_id,
        location_id,
        lot_id=None,
        package_id=None,
        owner_id=None,
        strict=False,
        allow_negative=False,
    ):
        """R-Q01: what is blocked is not available. Bookkeeping (``strict``) counts it:
        there it lies."""
        books = strict or allow_negative
        quants = self if books else self._hide_blocked(product_id, location_id)
        return super(StockQuant, quants)._get_available_quantity(
            product_id,
            location_id,
            lot_id=lot_id,
            package_id=package_id,
            owner_id=owner_id,
            strict=strict,
            allow_negative=allow_negative,
        )

    def _get_reserve_quantity(self, product_id, location_id, quantity, *args, **kwargs):
        """R-Q01: nothing new is reserved of what is blocked; what was is given back."""
        quants = self
        if quantity > 0:
            quants = self._hide_blocked(product_id, location_id)
        rows = super(StockQuant, quants)._get_reserve_quantity(
            product_id, location_id, quantity, *args, **kwargs
        )
        # with the context of before: who counts the quants later counts all of them
        env = self.sudo().env  # as what super gives
        return [(quant.with_env(env), part) for quant, part in rows]

    def _gather(self, product_id, location_id, *args, **kwargs):
        quants = super()._gather(product_id, location_id, *args, **kwargs)
        hidden = self.env.context.get("capa_hidden")
        if not isinstance(hidden, Blocked):
            return quants
        return quants.filtered(
            lambda quant: not hidden.holds(quant.product_id.id, quant.lot_id.id)
        )

    def _hide_blocked(self, product, location):
        """These, so that ``_gather`` leaves out what is blocked. Only the two methods
        above ask so, for themselves: who books must find every quant, or he makes a
        second one of it."""
        if self.env.context.get("capa_put_apart") is PUT_APART:
            return self
        company = location.company_id or self.env.company
        blocked = self.env["capa.blocked"]._get(company)
        if not blocked.concerns(product.id):
            return self
        return self.with_context(capa_hidden=blocked)
