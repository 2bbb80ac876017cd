from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from .complaint_survey_line import ADDING

WAYS = [
    ("link", "By his link"),
    ("portal", "In the portal"),
    ("phone", "By telephone"),
    ("paper", "On paper"),
]
LOW = 2  # who gives no more is called


class ComplaintSurvey(models.Model):
    """How satisfied the complainant is with how his complaint was handled: what he
    answered, when, by which way (R-K04). Append-only."""

    _name = "complaint.survey"
    _inherit = ["complaint.noted.mixin", "complaint.row.mixin"]
    _description = "Satisfaction"
    _order = "answered_on desc, id desc"

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    # who handled it when he answered: a mark does not move to the next one
    user_id = fields.Many2one(
        "res.users", "Handled by", compute="_compute_user", store=True, precompute=True
    )
    answered_on = fields.Datetime(
        "Answered on",
        required=True,
        readonly=True,
        guarded=True,
        default=lambda self: fields.Datetime.now(),
    )
    way = fields.Selection(WAYS, "Answered", required=True, default="phone")
    typed_by_id = fields.Many2one(
        "res.users", "Typed in by", readonly=True, guarded=True
    )
    line_ids = fields.One2many("complaint.survey.line", "survey_id", "Answers")
    solved = fields.Selection(
        [("yes", "Yes"), ("no", "No")],
        compute="_compute_figures",
        store=True,
        precompute=True,
    )
    overall = fields.Integer(
        "Overall mark",
        compute="_compute_figures",
        store=True,
        precompute=True,
        aggregator="avg",
    )
    form_key = fields.Char(
        readonly=True, copy=False, guarded=True, groups="base.group_system"
    )

    _form_uniq = models.UniqueIndex("(form_key) WHERE form_key IS NOT NULL")

    @api.depends("overall", "case_id")
    def _compute_display_name(self):
        for survey in self:
            mark = self.env._("%(mark)s of 5", mark=survey.overall)
            number = survey.sudo().case_id.number
            survey.display_name = f"{number} · {mark}" if survey.overall else number

    @api.depends("case_id")
    def _compute_user(self):
        for survey in self:
            survey.user_id = survey.sudo().case_id.user_id

    @api.depends("line_ids.answer", "line_ids.mark", "line_ids.purpose")
    def _compute_figures(self):
        for survey in self:
            lines = survey.line_ids.grouped("purpose")
            survey.solved = lines["solved"][:1].answer if "solved" in lines else False
            marks = lines["overall"][:1].mark if "overall" in lines else False
            survey.overall = int(marks or 0)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """The form for who types it in has every question."""
        defaults = super().default_get(fields)
        case = self.env["complaint.case"].browse(defaults.get("case_id"))
        if "line_ids" in fields and case:
            questions = self.env["complaint.survey.question"]._get_for(case.company_id)
            defaults["line_ids"] = [
                Command.create({"question_id": one.id}) for one in questions
            ]
        return defaults

    @api.model
    def _create_guarded(self, vals_list):
        self.env.cr.cache[ADDING] = True
        try:
            surveys = super()._create_guarded(vals_list)
        finally:
            del self.env.cr.cache[ADDING]
        for survey in surveys:
            survey._check_may_note()
            survey._check_answered()
            # what follows on the case is the system's
            survey.sudo().case_id._note_satisfaction(survey.sudo())
        return surveys

    @api.model_create_multi
    def create(self, vals_list):
        """What staff type in after a call, or from paper.

        :raises AccessError: neither first receiver, nor in charge, nor officer
        """
        for vals in vals_list:
            self._check_guarded(vals)
        typed = [{**vals, "typed_by_id": self.env.uid} for vals in vals_list]
        return self._create_guarded(typed)

    def _check_may_note(self):
        self.case_id._check_may_tell()

    def _check_answered(self):
        if not any(line._is_answered() for line in self.line_ids):
            raise UserError(self.env._("Answer at least one question."))

    @api.model
    def _answer(self, case, answers, way, form_key):
        """What the complainant answered himself; the caller has checked who he is.

        :param dict answers: values of a line by the id of its question
        """
        # the complainant has no right on any model
        lines = [
            Command.create({"question_id": id_, **values})
            for id_, values in answers.items()
        ]
        return self.sudo()._create_guarded(
            [{"case_id": case.id, "way": way, "form_key": form_key, "line_ids": lines}]
        )

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "What the complainant answered stays as it is. Note a later answer as "
                "another one."
            )
        )
