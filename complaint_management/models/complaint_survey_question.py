from odoo import api, fields, models

KINDS = [("yes_no", "Yes or no"), ("mark", "Mark from 1 to 5"), ("text", "Words")]


class ComplaintSurveyQuestion(models.Model):
    """What a complainant is asked after the settlement (R-K04)."""

    _name = "complaint.survey.question"
    _description = "Question of the Satisfaction Survey"
    _order = "sequence, id"

    name = fields.Char("Question", required=True, translate=True)
    kind = fields.Selection(KINDS, "Answered by", required=True, default="mark")
    purpose = fields.Selection(
        [
            ("solved", "Whether it is solved"),
            ("overall", "Overall mark"),
            ("other", "More"),
        ],
        required=True,
        default="other",
        help="What the figures of the case are taken from.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company asks it."
    )

    _purpose_check = models.Constraint(
        "CHECK (purpose = 'other' OR (purpose = 'solved' AND kind = 'yes_no')"
        " OR (purpose = 'overall' AND kind = 'mark'))",
        "Whether it is solved is answered by yes or no, the overall mark by a mark.",
    )

    @api.model
    def _get_for(self, company):
        """What a company asks: as superuser, because everybody is asked."""
        own = [("company_id", "in", [company.id, False])]
        return self.sudo().search_fetch(own, ["name", "kind"])
