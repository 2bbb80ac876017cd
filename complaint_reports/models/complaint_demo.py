from odoo import api, models
from odoo.addons.complaint_management.demo.book import Book

from ..demo import alerts, evaluations, summaries


class ComplaintDemo(models.AbstractModel):
    _inherit = "complaint.demo"

    @api.model
    def _load_summaries(self):
        """What management was told in a year of the demo company, once."""
        self._load_report("summary", summaries.build)

    @api.model
    def _load_alerts(self):
        """What rose beyond chance at the demo company, once."""
        self._load_report("alert", alerts.build)

    @api.model
    def _load_evaluations(self):
        """How its departments did in the last half-year, once."""
        self._load_report("evaluation", evaluations.build)

    @api.model
    def _load_report(self, key, build):
        """Once: ``complaint.<key>`` is what ``build`` makes in the demo company."""
        company = self.env.ref(
            "complaint_management.demo_company", raise_if_not_found=False
        )
        model = self.env[f"complaint.{key}"].sudo()
        if not company or model.search_count(
            [("company_id", "=", company.id)], limit=1
        ):
            return
        build(Book(self.sudo().env))
        self.env.invalidate_all()
