from odoo import http
from odoo.http import request

from .web_page import HONEYPOT, MOST_BYTES, WebPage

PLACES = ["/complaint", "/complaint/<int:company_id>"]
ROUTE = {"type": "http", "auth": "public", "website": True, "sitemap": False}
# What the form asks as text, and how long it may be.
TEXTS = {
    "kind": 40,
    "what": 20000,
    "occurred_on": 10,
    "occurred_at": 200,
    "product": 200,
    "order_reference": 100,
    "lot_name": 100,
    "amount": 30,
    "reason": 5000,
    "name": 120,
    "company_name": 200,
    "email": 254,
    "phone": 40,
    "consent": 3,
}


class FormPage(WebPage):
    """The form and what becomes of it, for visitors and in the portal."""

    _form_template = None

    def _file(self, company, post):
        """Register what was typed, once, and lead on to the page of the case."""
        said, files = self._read_said(post), self._read_files()
        typed = dict(said)
        nonce = self._read_nonce(post)
        faults = self._find_faults(company, said, files, post, nonce)
        if not faults and not self._is_within("file", company.complaint_web_hourly):
            faults = {"form": self._say_too_often()}
            return self._show_form(company, typed, faults, status=429)
        if faults:
            return self._show_form(company, typed, faults, status=422)
        intake = request.env["complaint.public.intake"]
        self._once(lambda: intake._file(company, said, files, nonce))
        return request.redirect(self._lead_on(nonce))

    def _lead_on(self, nonce):
        """The address of the page of the case that was filed."""
        raise NotImplementedError

    # ------------------------------------------------------------
    # WHAT WAS TYPED
    # ------------------------------------------------------------

    def _get_known(self):
        """What is known of who is logged in; of a visitor nothing."""
        user = request.env.user
        if user._is_public():
            return {}
        partner = user.partner_id
        return {
            "name": user.name,
            "email": user.email,
            "phone": partner.phone,
            "company_name": partner.parent_id.name,
        }

    def _read_said(self, post):
        said = {name: self._read_text(post, name, most) for name, most in TEXTS.items()}
        said["category_id"] = next(iter(self._read_ids("category_id")), False)
        said["demand_ids"] = self._read_ids("demand_ids")
        user = request.env.user
        if user._is_portal():
            said["partner_id"] = user.partner_id.id
        return said

    def _find_faults(self, company, said, files, post, nonce):
        intake = request.env["complaint.public.intake"]
        faults = intake._find_faults(company, said)
        if fault := intake._judge_files(company, files):
            faults["files"] = fault
        if nonce is None or post.get(HONEYPOT):
            faults["form"] = self._say_again()
        return faults

    def _show_form(self, company, typed, faults=None, status=200, more=None):
        values = {
            "company": company,
            "offer": request.env["complaint.public.intake"]._get_offer(company),
            "typed": typed,
            "faults": faults or {},
            "form_token": self._make_nonce(),
            "honeypot": HONEYPOT,
            **self._get_form_values(),
            **(more or {}),
        }
        return self._show(self._form_template, values, status)

    def _get_form_values(self):
        """Seam: what the page needs beside the form."""
        return {}


class ComplaintForm(FormPage, http.Controller):
    """The form by which anybody complains, without an account (R-I16, R-I20)."""

    _form_template = "complaint_form_page"

    @http.route(PLACES, methods=["GET"], **ROUTE)
    def form(self, company_id=False, category="", helped=False, **query):
        """The empty form, with the procedure and its limits."""
        typed = self._get_known()
        if category.isascii() and category.isdigit():
            typed["category_id"] = int(category)
        more = {"helped": helped == "yes"}
        return self._show_form(self._get_company(company_id), typed, more=more)

    @http.route(PLACES, methods=["POST"], max_content_length=MOST_BYTES, **ROUTE)
    def file(self, company_id=False, **post):
        """Register what was typed, and lead to the page where it is followed."""
        return self._file(self._get_company(company_id), post)

    def _lead_on(self, nonce):
        token = request.env["complaint.link"]._derive(nonce)
        return f"/complaint/track/{token}?said=filing"
