from odoo import api, fields, models
from odoo.tools.misc import formatLang


class CapaPlanAnalysis(models.AbstractModel):
    """What the analysis looks at: causes as a diagram, lots side by side (R-Q02)."""

    _name = "capa.plan.analysis"
    _inherit = "capa.plan.told"
    _description = "Analysis of a plan"

    diagram = fields.Json("Cause-and-effect diagram", compute="_compute_diagram")

    @api.depends(
        "cause_ids.name",
        "cause_ids.parent_id",
        "cause_ids.branch",
        "cause_ids.kind",
        "cause_ids.is_root",
    )
    @api.depends_context("lang")
    def _compute_diagram(self):
        """Branches in the reader's language, causes as they hang together."""
        labels = self.env["capa.cause"]._fields["branch"]._description_selection
        branches = [{"key": key, "label": name} for key, name in labels(self.env)]
        for plan in self:
            plan.diagram = {
                "branches": branches,
                "causes": [
                    {
                        "id": cause.id if isinstance(cause.id, int) else str(cause.id),
                        "name": cause.name or "",
                        "parent": cause.parent_id.id,
                        "branch": cause.branch,
                        "kind": cause.kind,
                        "root": cause.is_root,
                    }
                    for cause in plan.cause_ids
                ],
            }

    # ------------------------------------------------------------
    # LOTS
    # ------------------------------------------------------------

    def get_lot_comparison(self):
        """The lots of the products of this plan: delivered, complained about.

        :return: a list of dicts, the worst first: ``id``, ``name``, ``delivered``,
            ``complaints``, ``defective``, ``rate`` (defective of a thousand delivered;
            complaints where nobody counted), ``ours``: of this plan; figures as texts
            in the reader's language
        :raises AccessError: the plan may not be read
        """
        self.ensure_one()
        self.check_access("read")
        # figures of a lot tell nothing of who bought it or complained
        plan = self.sudo()
        delivered = plan._count_delivered()
        complained = plan._count_complained()
        lots = self.env["stock.lot"].sudo().union(*delivered, *complained)
        rows = [
            (lot, delivered.get(lot, 0.0), *complained.get(lot, (0, 0.0)))
            for lot in lots
        ]
        rows.sort(key=lambda row: (-self._get_rate(*row[1:]), row[0].name))
        return [self._tell_lot(plan, *row) for row in rows]

    def _count_delivered(self):
        rows = self.env["stock.move.line"]._read_group(
            [
                ("product_id", "in", self.product_ids.ids),
                ("company_id", "=", self.company_id.id),
                ("state", "=", "done"),
                ("lot_id", "!=", False),
                ("location_dest_id.usage", "=", "customer"),
            ],
            ["lot_id"],
            ["quantity_product_uom:sum"],
        )
        return dict(rows)

    def _count_complained(self):
        rows = self.env["complaint.line"]._read_group(
            [
                ("product_id", "in", self.product_ids.ids),
                ("company_id", "=", self.company_id.id),
                ("lot_id", "!=", False),
                ("case_id.state", "not in", ("refused", "cancelled")),
            ],
            ["lot_id"],
            ["case_id:count_distinct", "defective_qty:sum"],
        )
        return {lot: (cases, defective) for lot, cases, defective in rows}

    @api.model
    def _get_rate(self, delivered, complaints, defective):
        """Defective of a thousand delivered."""
        return 1000.0 * (defective or complaints) / delivered if delivered else 0.0

    def _tell_lot(self, plan, lot, delivered, complaints, defective):
        rate = self._get_rate(delivered, complaints, defective)
        return {
            "id": lot.id,
            "name": lot.name,
            "delivered": formatLang(self.env, delivered, digits=0),
            "complaints": complaints,
            "defective": formatLang(self.env, defective, digits=0),
            "rate": formatLang(self.env, rate, digits=1) if delivered else "",
            "ours": lot in plan.lot_ids,
        }
