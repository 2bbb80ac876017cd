from odoo import api, fields, models
from odoo.fields import Domain


class StockLot(models.Model):
    _inherit = "stock.lot"

    is_blocked = fields.Boolean(
        "Blocked", compute="_compute_is_blocked", groups="base.group_user"
    )

    capa_recall_count = fields.Integer(
        "Recalls", compute="_compute_capa_recall_count", groups="base.group_user"
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

    def _compute_capa_recall_count(self):
        """Recalls that name it or found it; those that this user may read."""
        groups = self.env["capa.recall.lot"]._read_group(
            [("lot_id", "in", self.ids)], ["lot_id"], ["__count"]
        )
        counts = {lot.id: count for lot, count in groups}
        for lot in self:
            lot.capa_recall_count = counts.get(lot.id, 0)

    def action_recall(self):
        """Prepare a recall of these lots (R-Q07).

        :return: the action that opens it
        """
        self.check_access("read")
        recalls = self.env["capa.recall"]
        recalls.check_access("create")
        vals = recalls._prepare_recall_vals(self)
        if len(self.company_id) == 1:
            vals["company_id"] = self.company_id.id
        return recalls._open_form(recalls.create([vals]))

    def action_open_recalls(self):
        """The recalls of these lots."""
        recalls = self.env["capa.recall"]
        return recalls._open_form(recalls.search([("lot_ids.lot_id", "in", self.ids)]))
