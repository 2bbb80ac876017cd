from odoo import api, models
from odoo.addons.complaint_management.demo.book import Book

from ..demo import (
    containments,
    faults,
    learning,
    meetings,
    plans,
    recalls,
    responsibility,
    special_reports,
    suggestions,
)


class ComplaintDemo(models.AbstractModel):
    _inherit = "complaint.demo"

    @api.model
    def _load_plans(self):
        """A year of corrective actions of the demo company, once."""
        self._load_part("plan_leak", plans.build)

    @api.model
    def _load_suggestions(self):
        """What the staff of the demo company proposed, once."""
        self._load_part("suggestion_sheet", suggestions.build)

    @api.model
    def _load_meetings(self):
        """What the demo company spoke of and decided, once."""
        self._load_part("meeting_june", meetings.build)

    @api.model
    def _load_recalls(self):
        """A recall of the demo company that is over, and one that runs, once."""
        self._load_part("recall_leak", recalls.build)

    @api.model
    def _load_containments(self):
        """Stock of the demo company that is held back, once."""
        self._load_part("containment_mug", containments.build)

    @api.model
    def _load_learning(self):
        """What the demo company reads and trains, once."""
        self._load_part("circular_leak", learning.build)

    @api.model
    def _load_faults(self):
        """What went wrong in the handling at the demo company, once."""
        self._load_part("fault_1", faults.build)

    @api.model
    def _load_responsibility(self):
        """Who was answerable in the demo company, what followed, once."""
        self._load_part("merit_heard", responsibility.build)

    @api.model
    def _load_special_reports(self):
        """What the plans of the demo company asked the GM for, once."""
        self._load_part("special_report_kiln", special_reports.build)

    @api.model
    def _load_part(self, key, build):
        """Once: ``key`` is one of what ``build`` makes."""
        known = f"complaint_quality_capa.demo_{key}"
        company = "complaint_management.demo_company"
        if self.env.ref(known, raise_if_not_found=False) or not self.env.ref(
            company, raise_if_not_found=False
        ):
            return
        build(Book(self.sudo().env))
        self.env.invalidate_all()
