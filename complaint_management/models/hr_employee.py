from odoo import models


class HrEmployee(models.Model):
    """A head with another login, or none: what waits for the head moves along."""

    _inherit = "hr.employee"

    def write(self, vals):
        result = super().write(vals)
        if "user_id" in vals or "active" in vals:
            self.env["complaint.approval.turn"]._refresh_people(self.company_id)
            headed = [("department_id.manager_id", "in", self.ids)]
            self.env["complaint.duty"]._refresh_people(headed)
        return result
