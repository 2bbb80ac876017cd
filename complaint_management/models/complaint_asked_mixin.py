from odoo import api, fields, models

from .complaint_counted_mixin import READERS


class ComplaintAskedMixin(models.AbstractModel):
    """A department shows how much it owes in complaints, to its people and to those
    who read all complaints. One query for the numbers of a page."""

    _name = "complaint.asked.mixin"
    _description = "Shows what it is asked in complaints"

    complaint_duty_count = fields.Integer(
        "Open duties",
        compute="_compute_complaint_duty_count",
        groups="base.group_user",
        help="Those that you may read.",
    )
    complaint_duty_shown = fields.Boolean(
        "Shows its duties",
        compute="_compute_complaint_duty_count",
        groups="base.group_user",
    )

    @api.depends_context("uid", "allowed_company_ids")
    def _compute_complaint_duty_count(self):
        owed = [("department_id", "in", self.ids), ("is_open", "=", True)]
        duties = self.env["complaint.duty"]
        rows = duties._read_group(owed, ["department_id"], ["__count"])
        counts = {department.id: count for department, count in rows}
        reads_all = any(map(self.env.user.has_group, READERS))
        for department in self:
            department.complaint_duty_count = counts.get(department.id, 0)
            department.complaint_duty_shown = (
                reads_all
                or bool(department.complaint_duty_count)
                or self.env.user in department.sudo().complaint_user_ids
            )

    def action_open_complaint_duties(self):
        """What these departments are asked in complaints."""
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.duty",
            "view_mode": "list,kanban,form",
            "domain": [("department_id", "in", self.ids)],
            "name": self.env._("Duties"),
            "context": {"search_default_filter_open": 1},
        }
