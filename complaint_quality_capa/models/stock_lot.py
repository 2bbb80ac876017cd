from odoo import api, fields, models
from odoo.fields import Domain


class StockLot(models.Model):
    _inherit = "stock.lot"

    is_blocked = fields.Boolean(
        "Blocked", compute="_compute_is_blocked", groups="base.group_user"
    )

    @api.depends_context("allowed_company_ids")
    def _compute_is_blocked(self):
        """R-Q01: in one of the companies that are looked at."""
        # that it is blocked is no secret, why is
        asked = self.env["capa.blocked"].sudo()
        for lot in self:
            companies = lot.company_id or self.env.companies
            lot.is_blocked = any(
                asked._get(company).holds(lot.product_id.id, lot.id)
                for company in companies
            )

    def action_open_blocks(self):
        """The blocks of this lot, past ones too; those that this user may read."""
        self.ensure_one()
        mine = Domain("lot_id", "in", [False, self.id])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Blocked"),
            "res_model": "capa.containment.line",
            "view_mode": "list,form",
            "domain": list(mine & Domain("product_id", "=", self.product_id.id)),
        }
