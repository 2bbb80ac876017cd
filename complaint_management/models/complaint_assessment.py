from odoo import api, fields, models
from odoo.exceptions import UserError

GRADES = [("0", "None"), ("1", "Low"), ("2", "Medium"), ("3", "High")]
CAUSES = [
    ("company", "The company"),
    ("unit", "A unit of the company"),
    ("supplier", "A supplier or carrier"),
    ("customer", "The customer"),
    ("other", "Somebody else"),
    ("unknown", "Not known yet"),
]


class ComplaintAssessment(models.Model):
    """How somebody judged a case, when (R-I07, R-I22). Corrected by a new one: the
    earlier judgement stays beside it."""

    _name = "complaint.assessment"
    _description = "Complaint Assessment"
    _order = "id desc"
    _rec_name = "case_id"

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    urgency = fields.Selection(GRADES[1:], required=True, default="2")
    severity_id = fields.Many2one(
        "complaint.severity", required=True, ondelete="restrict"
    )
    complexity = fields.Selection(
        [("general", "General"), ("complex", "Complex")],
        required=True,
        default="general",
    )
    satisfaction_impact = fields.Selection(GRADES, "Effect on satisfaction")
    reputation_impact = fields.Selection(GRADES, "Effect on reputation")
    operations_impact = fields.Selection(GRADES, "Effect on operations")
    reasonable = fields.Selection(
        [("yes", "Yes"), ("partly", "Partly"), ("no", "No"), ("open", "Still open")],
        "Demand is reasonable",
        required=True,
        default="open",
    )
    cause = fields.Selection(CAUSES, "Cause seems to lie with", default="unknown")
    cause_department_id = fields.Many2one(
        "hr.department", "Which unit", ondelete="restrict"
    )
    facts = fields.Text("Facts checked")
    people = fields.Integer("People needed")
    hours = fields.Float("Hours of work")
    means = fields.Char("Means needed")
    user_id = fields.Many2one(
        "res.users", "Assessed by", readonly=True, default=lambda self: self.env.user
    )

    _estimate_check = models.Constraint(
        "CHECK (COALESCE(people, 0) >= 0 AND COALESCE(hours, 0) >= 0)",
        "An estimate of people and hours cannot be negative.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        """A new judgement; the case shows it at once."""
        for vals in vals_list:
            vals["user_id"] = self.env.uid
        assessments = super().create(vals_list)
        for assessment in assessments:
            assessment._apply()
        return assessments

    def _apply(self):
        """Who may judge the case may not write it: what he judged, the case shows."""
        self.case_id.check_access("read")
        case = self.case_id.sudo()
        case._write_guarded(self._prepare_case_vals())
        case._route_further()

    def _prepare_case_vals(self):
        """What the case takes over from its latest assessment."""
        return {
            "assessment_id": self.id,
            "severity_id": self.severity_id.id,
            "urgency": self.urgency,
            "complexity": self.complexity,
        }

    def write(self, vals):
        raise UserError(
            self.env._("An assessment stays as it was given. Add a new one instead.")
        )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("An assessment stays as it was given. Add a new one instead.")
        )
