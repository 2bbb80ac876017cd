from odoo import api, fields, models
from odoo.exceptions import ValidationError

KINDS = [
    ("handling", "Handling of complaints"),
    ("production", "Production"),
]


class ComplaintEvaluationCriterion(models.Model):
    """What departments and people are marked by: a figure, what it is worth at its best
    and its worst, and how much it weighs (R-P05, R-R06); a setting."""

    _name = "complaint.evaluation.criterion"
    _description = "Criterion of Evaluation"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Selection(
        "_get_codes",
        "Figure",
        required=True,
        help="What it is marked by: a figure, or what only an evaluation counts.",
    )
    kind = fields.Selection(KINDS, "Part", required=True, default="handling")
    unit = fields.Selection(
        [
            ("number", "Count"),
            ("percent", "%"),
            ("days", "Days"),
            ("million", "Per million delivered"),
            ("mark", "Mark, 1 to 5"),
        ],
        required=True,
        default="percent",
    )
    for_departments = fields.Boolean(default=True)
    for_people = fields.Boolean(default=True)
    weight = fields.Float(default=1.0, required=True, help="0: shown, not marked.")
    worst = fields.Float("No marks at", default=0.0, required=True)
    best = fields.Float("All marks at", default=100.0, required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    _worth_check = models.Constraint(
        "CHECK (worst != best AND weight >= 0)",
        "What is worst and what is best must differ, and nothing weighs less than 0.",
    )

    @api.model
    def _get_codes(self):
        """Figures by their names, and what only an evaluation counts."""
        figures = self.env["complaint.figure"].sudo()  # what there is, is no secret
        own = self.env["complaint.evaluation.reader"]._get_own_names()
        found = figures.search_fetch([("code", "!=", False)], ["code", "name"])
        return [*((one.code, one.name) for one in found), *own.items()]

    @api.constrains("code")
    def _check_code(self):
        known = dict(self._get_codes())
        for criterion in self:
            if criterion.code not in known:
                raise ValidationError(
                    self.env._(
                        "There is no figure “%(code)s”. Choose one of those that are "
                        "offered.",
                        code=criterion.code,
                    )
                )
