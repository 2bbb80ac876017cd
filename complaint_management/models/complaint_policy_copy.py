from odoo import api, fields, models

from .complaint_role import ROLES
from .hr_department import COMPLAINT_KINDS


class ComplaintPolicyCopy(models.Model):
    """Who keeps a signed copy of the handling form, and how many (R-A07)."""

    _name = "complaint.policy.copy"
    _inherit = ["complaint.approval.row.mixin", "complaint.setting.mixin"]
    _approval_parent = "policy_id"
    _description = "Signed Copy"
    _order = "policy_id, sequence, id"

    policy_id = fields.Many2one(
        "complaint.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    department_kind = fields.Selection(
        COMPLAINT_KINDS,
        "Department",
        help="Sales branch or store: the one that faces the customer.",
    )
    role = fields.Selection(ROLES, "Or the person", help="Instead of a department.")
    number = fields.Integer("Copies", required=True, default=1)

    _whom_check = models.Constraint(
        "CHECK (num_nonnulls(department_kind, role) = 1)",
        "A copy goes to a department or to a person: choose one of them.",
    )
    _number_check = models.Constraint(
        "CHECK (number BETWEEN 1 AND 20)", "Print between 1 and 20 copies for each."
    )

    @api.depends("department_kind", "role")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for copy in self:
            copy.display_name = copy._say_whom()

    def _say_whom(self):
        """Whom it is for, in the reader's language."""
        name = "department_kind" if self.department_kind else "role"
        labels = dict(self._fields[name]._description_selection(self.env))
        label = labels.get(self[name], "")
        return f"{label} (× {self.number})" if self.number > 1 else label

    def _prepare_copies(self, case):
        """Values of the copies that are due to who this names in ``case``."""
        head = self.env["res.users"]
        department = self._find_department(case)
        if department:
            head = department._get_head_user()[0]
        elif self.role:
            head = self.env["complaint.role"]._find_up(self.role, case)[0]
        vals = {
            "department_kind": self.department_kind,
            "role": self.role,
            "department_id": department.id,
            "user_id": head.id,
        }
        return [dict(vals) for _copy in range(self.number)]

    def _find_department(self, case):
        departments = self.env["hr.department"].sudo()
        if not self.department_kind:
            return departments
        if self.department_kind in ("sales_branch", "store") and case.branch_id:
            return case.branch_id
        near = case.department_id
        return departments._get_of_kind(self.department_kind, case.company_id, near)
