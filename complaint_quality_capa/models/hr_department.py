from odoo import api, fields, models


class HrDepartment(models.Model):
    _inherit = "hr.department"

    # stored: a rule runs from what was asked of its people to those who answer for them
    complaint_head_user_ids = fields.Many2many(
        "res.users",
        "capa_department_head_rel",
        "department_id",
        "user_id",
        "Heads, up to the top",
        compute="_compute_complaint_head_user_ids",
        compute_sudo=True,
        recursive=True,
        store=True,
        help="They see who of their people has read and attended.",
    )

    @api.depends(
        "manager_id.user_id",
        "manager_id.active",
        "deputy_id.user_id",
        "deputy_id.active",
        "parent_id.complaint_head_user_ids",
    )
    def _compute_complaint_head_user_ids(self):
        for department in self:
            heads = (department.manager_id | department.deputy_id).filtered("active")
            above = department.parent_id.complaint_head_user_ids
            department.complaint_head_user_ids = heads.user_id | above
