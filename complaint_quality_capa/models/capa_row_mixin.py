from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

OFFICER = "complaint_management.group_complaint_officer"
QUALITY = "complaint_quality_capa.group_complaint_quality"


class CapaRowMixin(models.AbstractModel):
    """Rows of a plan: they stay with it, and what was approved of them is locked."""

    _name = "capa.row.mixin"
    _inherit = ["complaint.approval.row.mixin", "complaint.guarded.mixin"]
    _description = "Rows of a plan"
    _approval_parent = "plan_id"

    plan_id = fields.Many2one(
        "capa.plan", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="plan_id.company_id", store=True, precompute=True, index=True
    )

    is_plan_locked = fields.Boolean(compute="_compute_is_plan_locked")

    @api.depends("plan_id.approval_locks")
    def _compute_is_plan_locked(self):
        for row in self:
            plan = row.sudo().plan_id
            row.is_plan_locked = plan.is_locked or bool(plan and not plan.is_open)

    def write(self, vals):
        if any(row.plan_id.id != vals.get("plan_id", row.plan_id.id) for row in self):
            raise UserError(
                self.env._("A row stays with the plan that it was written for.")
            )
        return super().write(vals)

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Rows of a plan are found and read in one query, not two."""
        if field_names is not None and set(field_names) == {"plan_id"}:
            field_names = None
        return super().search_fetch(domain, field_names, offset, limit, order)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a row: who is asked has an activity. Activities call this for
        whom they are given to.

        :return: ``True``, as Odoo's own
        """
        return True

    def _is_owner(self):
        return self.sudo().plan_id.owner_id == self.env.user

    @api.model
    def _get_row_parties(self):
        """Seam: what the parts in a row are called."""
        return {"owner": self.env._("owner of the plan")}

    # ------------------------------------------------------------
    # WHO SAYS WHAT IS PLANNED
    # ------------------------------------------------------------

    def _check_may_plan(self):
        """The owner of the plan, its improvement team (R-Q16), the quality department,
        officers while it is proposed.

        :raises AccessError: anybody else
        """
        user = self.env.user
        if self.env.su or user.has_group(QUALITY):
            return
        for plan in self.sudo().plan_id:
            proposing = plan.state == "proposed" and user.has_group(OFFICER)
            if user not in (plan.owner_id | plan.member_ids) and not proposing:
                raise AccessError(self._say_who_plans())

    def _say_who_plans(self):
        """Seam: what is said to anybody else."""
        return self.env._(
            "The owner of the plan, its improvement team and the quality department "
            "say that."
        )
