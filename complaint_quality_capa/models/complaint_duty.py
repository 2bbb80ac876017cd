from odoo import models


class ComplaintDuty(models.Model):
    _inherit = "complaint.duty"

    def action_open_lessons(self):
        """What was learnt before about the same category or product (R-Q11)."""
        self.ensure_one()
        self.check_access("read")
        # what it is about is no secret to who is asked; who complains is
        case = self.sudo().case_id
        return self.env["capa.lesson"]._open_like(
            case.company_id, case.category_id, case.line_ids.product_id
        )
