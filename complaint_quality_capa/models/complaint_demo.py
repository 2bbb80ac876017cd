from odoo import api, models
from odoo.addons.complaint_management.demo.book import Book

from ..demo import plans


class ComplaintDemo(models.AbstractModel):
    _inherit = "complaint.demo"

    @api.model
    def _load_plans(self):
        """A year of corrective actions of the demo company, once."""
        known = "complaint_quality_capa.demo_plan_leak"
        company = "complaint_management.demo_company"
        if self.env.ref(known, raise_if_not_found=False) or not self.env.ref(
            company, raise_if_not_found=False
        ):
            return
        plans.build(Book(self.sudo().env))
        self.env.invalidate_all()
