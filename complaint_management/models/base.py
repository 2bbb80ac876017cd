from odoo import models


class Base(models.AbstractModel):
    _inherit = "base"

    def write(self, vals):
        """What is moved to another company is asked about there too (R-P03): Odoo asks
        the rules before a change, of the company that it leaves."""
        result = super().write(vals)
        if "company_id" in vals and not self.env.su and self._is_of_complaints():
            self.check_access("write")
        return result

    def _is_of_complaints(self):
        return (self._original_module or "").startswith("complaint_")
