from odoo import http
from odoo.addons.portal.controllers.portal import CustomerPortal, pager
from odoo.http import request
from werkzeug.exceptions import NotFound

from .complaint_form import FormPage
from .web_case import CasePage
from .web_page import MOST_BYTES

MINE = "/my/complaints"
CASE = f"{MINE}/<int:case_id>"
ROUTE = {"type": "http", "auth": "user", "website": True, "sitemap": False}
PAGE_SIZE = 20


class ComplaintPortal(FormPage, CasePage, CustomerPortal):
    """Business customers and dealers: the cases of their company, and filing from their
    own orders (R-I16)."""

    _case_template = "complaint_portal_case"
    _form_template = "complaint_portal_form"

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "complaint_count" in counters:
            values["complaint_count"] = request.env["complaint.portal"]._count()
        return values

    @http.route([MINE, f"{MINE}/page/<int:page>"], methods=["GET"], **ROUTE)
    def complaints(self, page=1, **query):
        """The cases of his company, the latest first."""
        portal = request.env["complaint.portal"]
        found = pager(MINE, portal._count(), page, PAGE_SIZE)
        values = {
            "page_name": "complaint",
            "pager": found,
            "rows": portal._get_rows(found["offset"], PAGE_SIZE),
        }
        return self._show("complaint_portal_list", values)

    # ------------------------------------------------------------
    # FILING
    # ------------------------------------------------------------

    @http.route(f"{MINE}/new", methods=["GET"], **ROUTE)
    def new_complaint(self, order_line=None, **query):
        """The form, with what he bought to choose from."""
        typed = self._get_known()
        if order_line and order_line.isdigit():
            typed["sale_line_id"] = int(order_line)
        return self._show_form(request.env.company.sudo(), typed)

    @http.route(f"{MINE}/new", methods=["POST"], max_content_length=MOST_BYTES, **ROUTE)
    def file_complaint(self, **post):
        """Register what he typed, in the name of his account."""
        return self._file(request.env.company.sudo(), post)

    def _read_said(self, post):
        said = super()._read_said(post)
        chosen = next(iter(self._read_ids("sale_line_id")), False)
        said.update(request.env["complaint.portal"]._read_bought(chosen))
        said["partner_id"] = request.env.user.partner_id.id
        return said

    def _get_form_values(self):
        return {
            **super()._get_form_values(),
            "page_name": "complaint",
            "bought": request.env["complaint.portal"]._get_bought(),
        }

    def _lead_on(self, nonce):
        case = request.env["complaint.public.intake"]._get_filed(nonce)
        return f"{MINE}/{case.id}?said=filing"

    # ------------------------------------------------------------
    # ONE CASE
    # ------------------------------------------------------------

    @http.route(CASE, methods=["GET"], **ROUTE)
    def complaint(self, case_id, said=False, **query):
        """Where it stands, what he was told, and what he can do."""
        case, base = self._get_case(case_id)
        return self._show_case(case, base, {"said": said})

    @http.route(f"{CASE}/add", methods=["POST"], max_content_length=MOST_BYTES, **ROUTE)
    def add_to_complaint(self, case_id, **post):
        return self._add(*self._get_case(case_id), post)

    @http.route(f"{CASE}/ask", methods=["POST"], **ROUTE)
    def ask_about_complaint(self, case_id, **post):
        return self._ask(*self._get_case(case_id), post)

    @http.route(f"{CASE}/answer", methods=["POST"], **ROUTE)
    def answer_complaint(self, case_id, **post):
        return self._answer(*self._get_case(case_id), post)

    @http.route(f"{CASE}/rate", methods=["POST"], **ROUTE)
    def rate_complaint(self, case_id, **post):
        return self._rate(*self._get_case(case_id), post, way="portal")

    @http.route(f"{CASE}/material/<int:evidence_id>", methods=["GET"], **ROUTE)
    def complaint_material(self, case_id, evidence_id, **query):
        return self._send_material(self._get_case(case_id)[0], evidence_id)

    def _get_case(self, case_id):
        """The case if it is his company's, and the address of its page; all others are
        no such page, whether they exist or not."""
        case = request.env["complaint.portal"]._find(case_id)
        if not case:
            raise NotFound()
        return case, f"{MINE}/{case.id}"

    def _show_case(self, case, base, values, status=200):
        values = {**values, "page_name": "complaint"}
        return super()._show_case(case, base, values, status)
