from odoo import api, models


class HrVersion(models.Model):
    """An employee's department is on his contract version: when that changes, the
    stored people of both departments change with it."""

    _inherit = "hr.version"

    @api.model_create_multi
    def create(self, vals_list):
        versions = super().create(vals_list)
        versions.department_id._refresh_complaint_users()
        return versions

    def write(self, vals):
        before = self.department_id
        result = super().write(vals)
        if "department_id" in vals or "date_version" in vals:
            (before | self.department_id)._refresh_complaint_users()
            left = [("department_id", "in", before.ids)]
            self.env["complaint.duty"]._refresh_people(left, heads=False)
        return result
