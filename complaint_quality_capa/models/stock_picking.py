from odoo import fields, models
from odoo.tools import format_list


class StockPicking(models.Model):
    _inherit = "stock.picking"

    containment_ids = fields.Many2many(
        "capa.containment",
        "capa_containment_picking_rel",
        "picking_id",
        "containment_id",
        "Stopped by",
        readonly=True,
        copy=False,
        groups="base.group_user",
    )
    blocked_note = fields.Char(
        "What is blocked",
        compute="_compute_blocked_note",
        groups="base.group_user",
    )

    def _compute_blocked_note(self):
        """R-Q01: what of an open transfer may not leave, and whom to ask. Costs nothing
        where nothing is blocked."""
        asked = self.env["capa.blocked"].sudo()
        for picking in self:
            note = False
            blocked = asked._get(picking.company_id)
            if blocked and picking.state not in ("done", "cancel"):
                note = picking._get_blocked_note(blocked)
            picking.blocked_note = note

    def _get_blocked_note(self, blocked):
        lines = self.move_line_ids.filtered(
            lambda line: line._is_way_closed() and line._is_held(blocked)
        )
        # who moves stock need not be able to read why it is blocked
        mine = self.sudo()
        blocks = mine.env["capa.blocked"]._find_blocks(lines.sudo())
        blocks = blocks.filtered(
            lambda block: not block.lot_id or block.lot_id in lines.sudo().lot_id
        )
        stopped = mine.containment_ids.filtered("is_open").line_ids
        blocks |= stopped.filtered(
            lambda line: (
                line.state in ("blocked", "joined")
                and line.product_id in mine.move_ids.product_id
            )
        )
        if not blocks:
            return False
        people = blocks.containment_id.owner_id
        return self.env._(
            "%(names)s: it may not leave. Ask %(people)s.",
            names=format_list(self.env, sorted(set(blocks.mapped("display_name")))),
            people=format_list(self.env, people.mapped("name")),
        )
