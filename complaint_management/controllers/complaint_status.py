from odoo import http
from odoo.http import request

from .web_page import WebPage

STATUS = ["/complaint/status", "/complaint/status/<int:company_id>"]
ROUTE = {"type": "http", "auth": "public", "website": True, "sitemap": False}


class ComplaintStatus(WebPage, http.Controller):
    """Where a complaint stands, by its number and a second proof (R-I19)."""

    @http.route(STATUS, methods=["GET"], **ROUTE)
    def status(self, company_id=False, **query):
        """The two questions."""
        return self._show_status(self._get_company(company_id), {})

    @http.route(STATUS, methods=["POST"], **ROUTE)
    def answer(self, company_id=False, **post):
        """The answer; the same one for a wrong number and a wrong proof."""
        company = self._get_company(company_id)
        typed = {name: self._read_text(post, name, 254) for name in ("number", "proof")}
        if not self._is_within("status", company.complaint_web_tries):
            values = {"fault": self._say_too_often()}
            return self._show_status(company, typed, status=429, **values)
        answers = request.env["complaint.public.status"]
        case = answers._find_case(company, typed["number"], typed["proof"])
        if not case:
            fault = request.env._(
                "We find no complaint with this number and this e-mail address or "
                "telephone number. Please check both, or call us."
            )
            return self._show_status(company, typed, status=422, fault=fault)
        called = bool(post.get("call_me")) and self._hand_over(case, post)
        view = answers._get_answer(case)
        return self._show_status(company, typed, view=view, called=called)

    def _hand_over(self, case, post):
        """He asks for a person, once for each form."""
        nonce = self._read_nonce(post)
        if nonce is None:
            return False
        form_key = request.env["complaint.public.intake"]._get_form_key(nonce)
        if not request.env["complaint.public.intake"]._is_in(form_key):
            answers = request.env["complaint.public.status"]
            answers._ask_for_call(case, form_key)
        return True

    def _show_status(self, company, typed, status=200, **values):
        values = {
            "fault": False,
            "view": False,
            "called": False,
            **values,
            "faults": {},
            "company": company,
            "typed": typed,
            "form_token": self._make_nonce(),
        }
        return self._show("complaint_status_page", values, status)
