from odoo import fields, models


class ResUsers(models.Model):
    """Who leaves, or goes to another company, has nothing waiting for him any more."""

    _inherit = "res.users"

    complaint_absence_ids = fields.One2many(
        "complaint.approval.delegation", "user_id", "Absences"
    )

    def write(self, vals):
        before = self.company_ids
        result = super().write(vals)
        if "active" in vals or "company_ids" in vals:
            companies = before | self.company_ids
            self.env["complaint.approval.turn"]._refresh_people(companies)
        return result
