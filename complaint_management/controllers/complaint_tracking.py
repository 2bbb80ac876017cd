from odoo import http
from odoo.http import request
from werkzeug.exceptions import NotFound

from .web_case import CasePage
from .web_page import MOST_BYTES

TRACK = "/complaint/track/<string:token>"
ROUTE = {"type": "http", "auth": "public", "website": True, "sitemap": False}


class ComplaintTracking(CasePage, http.Controller):
    """The page on which the complainant follows his case by a link (R-I16)."""

    _case_template = "complaint_tracking_page"

    @http.route(TRACK, methods=["GET"], **ROUTE)
    def track(self, token, said=False, **query):
        """Where it stands, what he was told, and what he can do."""
        case, base = self._get_case(token)
        return self._show_case(case, base, {"said": said})

    @http.route(
        f"{TRACK}/add", methods=["POST"], max_content_length=MOST_BYTES, **ROUTE
    )
    def add(self, token, **post):
        return self._add(*self._get_case(token), post)

    @http.route(f"{TRACK}/ask", methods=["POST"], **ROUTE)
    def ask(self, token, **post):
        return self._ask(*self._get_case(token), post)

    @http.route(f"{TRACK}/answer", methods=["POST"], **ROUTE)
    def answer(self, token, **post):
        return self._answer(*self._get_case(token), post)

    @http.route(f"{TRACK}/rate", methods=["POST"], **ROUTE)
    def rate(self, token, **post):
        return self._rate(*self._get_case(token), post, way="link")

    @http.route(f"{TRACK}/material/<int:evidence_id>", methods=["GET"], **ROUTE)
    def material(self, token, evidence_id, **query):
        return self._send_material(self._get_case(token)[0], evidence_id)

    def _get_case(self, token):
        """The case of a link, and the address of its page; a wrong one is no such page,
        as one that was taken back. Nobody guesses 256 bits: tries are not counted."""
        case = request.env["complaint.link"]._find_case(token)
        if not case or case.erased_on:
            raise NotFound()
        return case, f"/complaint/track/{token}"
