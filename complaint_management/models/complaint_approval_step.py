from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintApprovalStep(models.Model):
    """One step of a route: who is asked, when, with what in his hands (R-A03)."""

    _name = "complaint.approval.step"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.setting.mixin",
        "complaint.approval.asked",
    ]
    _approval_parent = "policy_id"
    _approval_through = "route_id"
    _description = "Step of an Approval Route"
    _order = "route_id, sequence, id"

    route_id = fields.Many2one(
        "complaint.approval.route", required=True, index=True, ondelete="cascade"
    )
    policy_id = fields.Many2one(related="route_id.policy_id")
    name = fields.Char(translate=True)
    subject = fields.Selection(related="route_id.subject")
    domain_model = fields.Char(related="route_id.domain_model")
    domain = fields.Char(
        "Only when",
        help="Empty: always. Else it is asked only when the record is like that.",
    )
    amount_from = fields.Monetary(
        "From this amount on",
        help="In the currency of the company, at the rate of the day. Zero: whatever "
        "the amount.",
    )
    is_either = fields.Boolean(
        "Either suffices",
        help="It is asked where the condition holds or the amount is reached; else "
        "only where both are so.",
    )
    currency_id = fields.Many2one(related="route_id.currency_id")
    asked_text = fields.Char("Asks", compute="_compute_asked_text")

    _days_check = models.Constraint(
        "CHECK (COALESCE(days, 0) >= 0)", "The time to decide cannot be negative."
    )
    _quorum_check = models.Constraint(
        "CHECK (quorum > 0 AND together_quorum > 0)", "At least one has to sign."
    )

    @api.depends("asked", "role", "department_kind", "group_id", "named_user_id")
    @api.depends_context("lang")
    def _compute_asked_text(self):
        for step in self:
            step.asked_text = step._get_asked_label()

    @api.constrains("asked", "role", "department_kind", "group_id", "named_user_id")
    def _check_asked(self):
        needed = {
            "role": "role",
            "department": "department_kind",
            "group": "group_id",
            "user": "named_user_id",
        }
        for step in self:
            if not step[needed[step.asked]]:
                raise ValidationError(
                    self.env._("Step “%(step)s” asks nobody yet.", step=step.name)
                )

    @api.constrains("domain", "route_id")
    def _check_domain(self):
        for step in self:
            step.route_id._check_condition(step.domain, step.name)

    @api.constrains("sequence", "together", "together_quorum", "route_id")
    def _check_together(self):
        """Steps side by side agree on how many of them are needed."""
        for _level, steps in self.route_id.step_ids.grouped(
            lambda step: (step.route_id, step.sequence)
        ).items():
            if len(set(steps.mapped("together"))) > 1 or (
                steps[:1].together == "quorum"
                and len(set(steps.mapped("together_quorum"))) > 1
            ):
                raise ValidationError(
                    self.env._(
                        "%(steps)s are asked side by side: say the same of all of "
                        "them, how many are needed.",
                        steps=", ".join(steps.mapped("name")),
                    )
                )
