from odoo import fields, models

_OWN = {"readonly": True, "guarded": True}


class ComplaintEvaluationValue(models.Model):
    """One figure of a department or person, its marks, and what it was marked by: kept
    as it was, whatever becomes of the criterion."""

    _name = "complaint.evaluation.value"
    _inherit = "complaint.guarded.mixin"
    _description = "Figure of an Evaluation"
    _order = "row_id, id"
    _rec_name = "criterion_id"

    row_id = fields.Many2one(
        "complaint.evaluation.row", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="row_id.company_id", store=True, precompute=True, index=True
    )
    department_id = fields.Many2one(
        related="row_id.department_id", store=True, precompute=True, index=True
    )
    evaluation_id = fields.Many2one(
        related="row_id.evaluation_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(related="criterion_id.kind")
    criterion_id = fields.Many2one(
        "complaint.evaluation.criterion",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    unit = fields.Selection(related="criterion_id.unit")
    value = fields.Float(digits=(16, 1), aggregator="avg", **_OWN)
    mark = fields.Float("Marks", digits=(5, 1), aggregator="avg", **_OWN)
    weight = fields.Float(aggregator=None, **_OWN)
    worst = fields.Float("No marks at", aggregator=None, **_OWN)
    best = fields.Float("All marks at", aggregator=None, **_OWN)
