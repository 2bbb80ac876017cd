from markupsafe import Markup, escape
from odoo import api, fields, models


class ComplaintDutyBrief(models.AbstractModel):
    """What those who look into a case are shown of it (R-D02, R-P03).

    They have no right on the case: number, category, goods, the facts as the officer
    put them and the evidence that he ticked, whether his data may be passed on; never
    who complains. The goods are shown in words, because names of orders carry the
    customer's name.
    """

    _name = "complaint.duty.brief"
    _description = "What a department is shown of a complaint"

    case_id = fields.Many2one(
        "complaint.case",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    number = fields.Char(
        related="case_id.number", store=True, precompute=True, index="trigram"
    )
    category_id = fields.Many2one(related="case_id.category_id")
    severity_id = fields.Many2one(related="case_id.severity_id")
    facts = fields.Text(related="case_id.facts")
    consent = fields.Selection(related="case_id.consent")
    goods = fields.Html(compute="_compute_goods", compute_sudo=True, sanitize=False)
    evidence_ids = fields.Many2many(
        "complaint.evidence", compute="_compute_evidence_ids"
    )

    @api.depends("case_id.line_ids")
    @api.depends_context("lang")
    def _compute_goods(self):
        for duty in self:
            lines = duty.case_id.line_ids
            shown = Markup().join(self._show_goods(line) for line in lines)
            # never the empty recordset: Odoo compares it with a text
            duty.goods = (
                Markup("<ul class='mb-0 ps-3'>%s</ul>") % shown if shown else ""
            )

    @api.model
    def _show_goods(self, line):
        """One product, its lot, order and quantities; escaped."""
        product = line.product_id.display_name or line.product_text or ""
        facts = [
            (self.env._("Item"), line.item_number),
            (self.env._("Lot"), line.lot_name),
            (self.env._("Order"), line.order_reference),
            (self.env._("Defective"), line.defective_qty and f"{line.defective_qty:g}"),
            (self.env._("Delivered"), line.delivered_qty and f"{line.delivered_qty:g}"),
            (self.env._("Defect"), line.description),
        ]
        rows = [f"{label}: {value}" for label, value in facts if value]
        return Markup("<li><b>%s</b><br/>%s</li>") % (
            product,
            Markup(" · ").join(escape(row) for row in rows),
        )

    @api.depends("case_id.evidence_ids.for_investigator")
    @api.depends_context("uid")
    def _compute_evidence_ids(self):
        """What is ticked for investigators, as far as this user may read it."""
        evidences = self.env["complaint.evidence"].search(
            [
                ("case_id", "in", self.sudo().case_id.ids),
                ("for_investigator", "=", True),
            ]
        )
        by_case = evidences.grouped(lambda one: one.sudo().case_id)
        for duty in self:
            duty.evidence_ids = by_case.get(duty.sudo().case_id, evidences.browse())
