from odoo import api, fields, models
from odoo.exceptions import UserError

# of the transaction, where no caller reaches it: a survey is being noted right now
ADDING = "complaint_survey_adding"
MARKS = [(str(mark), str(mark)) for mark in range(1, 6)]


class ComplaintSurveyLine(models.Model):
    """The answer to one question of a survey; the question as it was asked."""

    _name = "complaint.survey.line"
    _inherit = ["complaint.noted.mixin"]
    _description = "Answer of the Satisfaction Survey"
    _order = "survey_id, id"
    _rec_name = "question"

    survey_id = fields.Many2one(
        "complaint.survey", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="survey_id.company_id", store=True, precompute=True, index=True
    )
    question_id = fields.Many2one(
        "complaint.survey.question", ondelete="set null", index="btree_not_null"
    )
    question = fields.Char(
        "As it was asked", compute="_compute_question", store=True, precompute=True
    )
    kind = fields.Selection(
        [("yes_no", "Yes or no"), ("mark", "Mark from 1 to 5"), ("text", "Words")],
        compute="_compute_question",
        store=True,
        precompute=True,
    )
    purpose = fields.Selection(
        [
            ("solved", "Whether it is solved"),
            ("overall", "Overall mark"),
            ("other", "More"),
        ],
        compute="_compute_question",
        store=True,
        precompute=True,
    )
    answer = fields.Selection([("yes", "Yes"), ("no", "No")])
    mark = fields.Selection(MARKS)
    text = fields.Text("Words")

    @api.depends("question_id")
    def _compute_question(self):
        """Copied once: a question that is changed later was asked as it was."""
        for line in self:
            asked = line.question_id.sudo()
            line.question = line.question or asked.name
            line.kind = line.kind or asked.kind
            line.purpose = line.purpose or asked.purpose

    @api.model
    def _create_guarded(self, vals_list):
        """:raises UserError: alone: answers come with their survey"""
        if not self.env.cr.cache.get(ADDING):
            self._refuse_change()
        return super()._create_guarded(vals_list)

    def _is_answered(self):
        return bool(self.answer or self.mark or (self.text or "").strip())

    def _refuse_change(self):
        raise UserError(self.env._("What the complainant answered stays as it is."))
