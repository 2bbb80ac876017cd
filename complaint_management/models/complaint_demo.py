from odoo import api, models

from ..demo import NOUNS
from ..demo.book import Book


class ComplaintDemo(models.AbstractModel):
    """A company to try things out with, in demo mode only (DESIGN.md, "Demo data")."""

    _name = "complaint.demo"
    _description = "Demo Company"

    @api.model
    def _load(self):
        """Build the demo company, once; a later call changes nothing."""
        known = "complaint_management.demo_company"
        if self.env.ref(known, raise_if_not_found=False):
            return
        book = Book(self.sudo().env)
        for noun in NOUNS:
            noun.build(book)
        self.env.invalidate_all()
