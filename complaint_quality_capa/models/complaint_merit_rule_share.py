from odoo import fields, models

WHOM = [
    ("answerable", "Who is answerable, by the shares"),
    ("handler", "Who handled it"),
    ("head", "Head of his department"),
    ("executive", "Vice GM in charge"),
    ("department", "The department itself"),
    ("proposer", "Who proposed it"),
]


class ComplaintMeritRuleShare(models.Model):
    """Whom a rule means, and his part of the amount (R-R03, R-R04)."""

    _name = "complaint.merit.rule.share"
    _description = "Whom a Rule means"
    _order = "percent desc, id"
    _rec_name = "whom"

    rule_id = fields.Many2one(
        "complaint.merit.rule", required=True, index=True, ondelete="cascade"
    )
    whom = fields.Selection(WHOM, required=True, default="handler")
    percent = fields.Float("Part in %", digits=(5, 2), required=True, default=100)

    _percent_check = models.Constraint(
        "CHECK (percent > 0 AND percent <= 100)",
        "A part is more than 0 and at most 100 per cent.",
    )
