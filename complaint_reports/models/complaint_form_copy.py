from odoo import models


class ComplaintFormCopy(models.Model):
    _inherit = "complaint.form.copy"

    def _get_form_report(self):
        """R-A07: the handling form, with who keeps this copy."""
        return self.env.ref("complaint_reports.complaint_form_copy_action_report")
