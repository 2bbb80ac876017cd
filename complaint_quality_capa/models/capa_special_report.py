from odoo import api, fields, models
from odoo.exceptions import UserError

SUBJECT = "plan_resources"
KINDS = [
    ("technology", "Technology"),
    ("equipment", "Equipment"),
    ("material", "Material"),
    ("people", "People"),
    ("money", "Money"),
]
STATES = [
    ("draft", "Draft"),
    ("asked", "Being decided"),
    ("granted", "Granted"),
    ("refused", "Refused"),
]
TOLD = "complaint_quality_capa.mail_activity_type_plan"


class CapaSpecialReport(models.Model):
    """What cannot be solved with the means at hand: a written special report to the
    GM that asks for resources; the decision goes back to the business department too
    (R-Q04)."""

    _name = "capa.special.report"
    _inherit = ["complaint.approval.mixin"]
    _description = "Special Report"
    _order = "id desc"

    plan_id = fields.Many2one(
        "capa.plan", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    name = fields.Char("What is asked for", required=True)
    kind = fields.Selection(KINDS, required=True, default="equipment")
    problem = fields.Text(
        "What cannot be solved", required=True, help="And why not with what we have."
    )
    cost = fields.Monetary("Estimated cost")
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
    )
    asked_on = fields.Datetime("Asked on", readonly=True, copy=False, guarded=True)
    decided_on = fields.Datetime("Decided on", readonly=True, copy=False, guarded=True)
    decision = fields.Text(readonly=True, copy=False, guarded=True)

    _cost_check = models.Constraint(
        "CHECK (COALESCE(cost, 0) >= 0)", "The estimated cost cannot be negative."
    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def unlink(self):
        self._check_draft()
        return super().unlink()

    def _check_draft(self):
        if any(report.state != "draft" for report in self):
            raise UserError(self.env._("A report that was given in stays on file."))

    # ------------------------------------------------------------
    # APPROVAL
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        if subject == SUBJECT:
            return ("plan_id", "name", "kind", "problem", "cost")
        return super()._approval_fields(subject)

    def _approval_amount(self, subject):
        return self.cost

    def _approval_policy(self):
        return self.plan_id._approval_policy()

    def _approval_department(self, requester):
        return self.plan_id._approval_department(requester)

    def _approval_reference(self):
        return self.plan_id.number

    def _approval_done(self, request):
        result = super()._approval_done(request)
        self._note_decided("granted", request)
        return result

    def _approval_refused(self, request):
        result = super()._approval_refused(request)
        self._note_decided("refused", request)
        return result

    def _approval_returned(self, request):
        result = super()._approval_returned(request)
        self._write_approved({"state": "draft"})
        return result

    def _note_decided(self, state, request):
        """R-Q04: the owner and the business department hear the decision."""
        self._write_approved(
            {
                "state": state,
                "decided_on": fields.Datetime.now(),
                "decision": request.signature_ids.sorted("id")[-1:].comment,
            }
        )
        plan = self.plan_id
        business = self.env["hr.department"]._get_of_kind(
            "business", plan.company_id, plan.department_id
        )
        head = business._get_head_user()[0] if business else self.env["res.users"]
        for user in (plan.owner_id | plan.proposed_by_id | head).filtered("active"):
            plan._tell(user, self._say_decided)

    def _say_decided(self, env):
        report = self.with_env(env)
        return env._(
            "Special report “%(name)s”: %(state)s",
            name=report.name,
            state=dict(report._fields["state"]._description_selection(env))[self.state],
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_give_in(self):
        """Give the report in: the GM decides (R-Q04)."""
        for report in self:
            report.check_access("write")
            if report.state != "draft":
                raise UserError(self.env._("This report was given in already."))
            report._write_guarded({"state": "asked", "asked_on": fields.Datetime.now()})
            report.action_request_approval(SUBJECT)

    def action_open_request(self):
        """The approval: whose turn it is, what was signed."""
        self.ensure_one()
        return self.action_open_approvals()

    def _check_may_request(self, subject):
        result = super()._check_may_request(subject)
        if any(report.state != "asked" for report in self):
            raise UserError(self.env._("Give the report in."))
        return result
