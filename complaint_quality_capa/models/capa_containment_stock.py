from odoo import api, fields, models
from odoo.fields import Command, Domain


class CapaContainmentStock(models.AbstractModel):
    """What happens to the stock when it is blocked: what was reserved is given back,
    transfers are stopped and marked (R-Q01)."""

    _name = "capa.containment.stock"
    _inherit = "complaint.guarded.mixin"
    _description = "Stock of a containment"

    picking_ids = fields.Many2many(
        "stock.picking",
        "capa_containment_picking_rel",
        "containment_id",
        "picking_id",
        "Transfers stopped",
        readonly=True,
        copy=False,
        guarded=True,
    )
    picking_count = fields.Integer(
        "Number of transfers stopped", compute="_compute_picking_count"
    )

    @api.depends("picking_ids")
    def _compute_picking_count(self):
        # how many there are is no secret to who reads the containment
        for containment in self.sudo():
            containment.picking_count = len(containment.picking_ids)

    def action_open_pickings(self):
        """The transfers that were stopped; those that this user may read."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Transfers stopped"),
            "res_model": "stock.picking",
            "view_mode": "list,form",
            "domain": [("id", "in", self.sudo().picking_ids.ids)],
        }

    # ------------------------------------------------------------
    # STOPPING; as superuser
    # ------------------------------------------------------------

    def _stop(self, blocks):
        """Give back what is reserved of ``blocks`` and mark its transfers."""
        self.ensure_one()
        lines = self._find_reserved(blocks)
        moves = lines.move_id | self._find_waiting(blocks)
        words = {
            picking: self._get_stopped_names(blocks, lines, picking)
            for picking in moves.picking_id
        }
        lines.unlink()
        if words:
            links = [Command.link(picking.id) for picking in words]
            self._write_guarded({"picking_ids": links})
            self._tell_stopped(words)

    def _join(self, other, product):
        """What ``other`` has stopped of ``product`` stays stopped by this one too."""
        pickings = other.picking_ids.filtered(
            lambda picking: product in picking.move_ids.product_id
        )
        if pickings and other != self:
            links = [Command.link(picking.id) for picking in pickings]
            self._write_guarded({"picking_ids": links})

    def _find_reserved(self, blocks):
        """Lines of open transfers that would bring it to where it may not go."""
        domain = self._get_stock_domain(blocks) & Domain(
            [("state", "not in", ("done", "cancel")), ("quantity", ">", 0)]
        )
        lines = self.env["stock.move.line"].search(domain, order="id")
        return lines.filtered(lambda line: line._is_way_closed())

    def _find_waiting(self, blocks):
        """Open moves of products that are blocked as a whole, reserved or not."""
        whole = blocks.filtered(lambda block: not block.lot_id)
        if not whole:
            return self.env["stock.move"]
        moves = self.env["stock.move"].search(
            [
                ("product_id", "in", whole.product_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("state", "not in", ("draft", "done", "cancel")),
                ("picking_id", "!=", False),
            ],
            order="id",
        )
        return moves.filtered(
            lambda move: (
                move._get_way(move.location_id, move.location_dest_id).is_closed
            )
        )

    @api.model
    def _get_stock_domain(self, blocks):
        """What of moves or quants ``blocks`` mean."""
        whole = blocks.filtered(lambda block: not block.lot_id)
        return Domain("company_id", "in", blocks.company_id.ids) & (
            Domain("lot_id", "in", blocks.lot_id.ids)
            | Domain("product_id", "in", whole.product_id.ids)
        )

    def _get_stopped_names(self, blocks, lines, picking):
        """What of this transfer is stopped, in words."""
        mine = lines.filtered(lambda line: line.picking_id == picking)
        found = blocks.filtered(
            lambda block: (
                block.lot_id in mine.lot_id
                if block.lot_id
                else block.product_id in picking.move_ids.product_id
            )
        )
        return ", ".join(found.mapped("display_name"))
