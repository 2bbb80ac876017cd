from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .complaint_post import POSTS
from .complaint_role import ROLES, UP


class ComplaintPolicyRung(models.Model):
    """One rung of the ladder of a limit: who is told before, at or after it (R-T07)."""

    _name = "complaint.policy.rung"
    _inherit = ["complaint.approval.row.mixin", "complaint.setting.mixin"]
    _approval_parent = "policy_id"
    _approval_through = "limit_id"
    _description = "Rung of the Ladder"
    _order = "limit_id, sequence, id"
    _rec_name = "role"

    limit_id = fields.Many2one(
        "complaint.policy.limit", required=True, index=True, ondelete="cascade"
    )
    policy_id = fields.Many2one(related="limit_id.policy_id")
    sequence = fields.Integer(default=10)
    moment = fields.Selection(
        [("before", "Before the limit"), ("at", "At the limit"), ("after", "After it")],
        "When",
        required=True,
        default="at",
    )
    amount = fields.Float("By how much", default=0.0)
    unit = fields.Selection(
        [("hour", "Hours"), ("day", "Days"), ("working_day", "Working days")],
        required=True,
        default="hour",
    )
    role = fields.Selection(ROLES, "Told to", required=True)
    makes_major = fields.Boolean(
        "Makes it a major case", help="Not solved by then: it is a major case (R-D08)."
    )
    draws_in = fields.Boolean(
        "Draws in plant, equipment, quality",
        help="The executive vice GM leads production, equipment and quality people of "
        "the plant that made it: each is asked for a plan (R-D13).",
    )

    _amount_check = models.Constraint(
        "CHECK (amount >= 0)", "By how much before or after cannot be negative."
    )

    @api.depends("role", "moment")
    @api.depends_context("lang")
    def _compute_display_name(self):
        moments = dict(self._fields["moment"]._description_selection(self.env))
        for rung in self:
            role = rung.role and rung._get_role_label()
            rung.display_name = " · ".join(
                filter(None, (role, moments.get(rung.moment)))
            )

    @api.constrains("moment", "amount")
    def _check_amount(self):
        for rung in self:
            if rung.moment != "at" and not rung.amount:
                raise ValidationError(
                    self.env._(
                        "Say how long before or after the limit %(role)s is told.",
                        role=rung._get_role_label(),
                    )
                )

    @api.constrains("moment", "amount", "unit")
    def _check_not_too_early(self):
        """A warning before the limit has even begun warns of nothing."""
        for rung in self.filtered(lambda one: one.moment == "before"):
            limit = rung.limit_id
            if rung.unit == limit.unit and rung.amount >= limit.amount:
                raise ValidationError(
                    self.env._(
                        "%(role)s would be warned before “%(limit)s” has begun. Warn "
                        "later than that.",
                        role=rung._get_role_label(),
                        limit=limit.name,
                    )
                )

    @api.constrains("role")
    def _check_somebody(self):
        """A ladder to nobody is refused where it can be known: posts of a company."""
        for rung in self:
            company = rung.policy_id.company_id
            if not company or rung.role not in dict(POSTS):
                continue
            role = rung.role
            holder = None
            while role and not holder:  # as the ladder does: else the next one up
                holder = self.env["complaint.post"]._get_holder(role, company)
                role = UP.get(role)
            if not holder:
                raise ValidationError(
                    self.env._(
                        "Nobody holds the post “%(post)s” in %(company)s: this "
                        "ladder would lead to nobody. Name a holder under "
                        "Configuration, Posts at the top.",
                        post=rung._get_role_label(),
                        company=company.name,
                    )
                )

    def _get_role_label(self):
        return dict(self._fields["role"]._description_selection(self.env))[self.role]
