from odoo import http
from odoo.http import request
from werkzeug.exceptions import NotFound

from .web_page import WebPage

ROUTE = {"type": "http", "auth": "public", "website": True, "sitemap": False}


class ComplaintHelp(WebPage, http.Controller):
    """Did the guidance help? Who was not helped is led to the form (R-I19)."""

    @http.route(
        "/complaint/<int:company_id>/help/<int:guidance_id>", methods=["POST"], **ROUTE
    )
    def helped(self, company_id, guidance_id, helped=None, **post):
        """Count the answer, and hand over to a person who was not helped."""
        company = self._get_company(company_id)
        shown = request.env["complaint.guidance"]._get_for(company)
        guidance = shown.filtered(lambda one: one.id == guidance_id)
        if not guidance:
            raise NotFound()
        if self._is_within(f"help {guidance_id}", company.complaint_web_tries):
            guidance._note_helped(helped == "yes")
        form = f"/complaint/{company.id}"
        if helped == "yes":
            return request.redirect(f"{form}?helped=yes")
        category = guidance.category_id
        return request.redirect(f"{form}?category={category.id or ''}#what")
