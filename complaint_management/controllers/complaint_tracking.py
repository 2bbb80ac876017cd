from odoo import http
from odoo.exceptions import UserError
from odoo.http import request
from werkzeug.exceptions import NotFound

from .web_page import MOST_BYTES, WebPage

TRACK = "/complaint/track/<string:token>"
ROUTE = {"type": "http", "auth": "public", "website": True, "sitemap": False}


class ComplaintTracking(WebPage, http.Controller):
    """The page on which the complainant follows his case by a link (R-I16)."""

    @http.route(TRACK, methods=["GET"], **ROUTE)
    def track(self, token, said=False, **query):
        """Where it stands, what he was told, and what he can do."""
        return self._show_case(self._get_case(token), token, {"said": said})

    @http.route(
        f"{TRACK}/add", methods=["POST"], max_content_length=MOST_BYTES, **ROUTE
    )
    def add(self, token, **post):
        """He adds words and files."""
        case = self._get_case(token)
        text, files = self._read_text(post, "text"), self._read_files()
        intake = request.env["complaint.public.intake"]
        fault = intake._judge_files(case.company_id, files)
        if not fault and not text and not files:
            fault = request.env._("Write something, or choose a file.")
        return self._hear(
            case,
            token,
            post,
            "add",
            fault,
            lambda key: case._hear_addition(text, key, files),
        )

    @http.route(f"{TRACK}/ask", methods=["POST"], **ROUTE)
    def ask(self, token, **post):
        """He asks a question."""
        case = self._get_case(token)
        text = self._read_text(post, "text")
        fault = not text and request.env._("Write down what you would like to know.")
        return self._hear(
            case, token, post, "ask", fault, lambda key: case._hear_question(text, key)
        )

    @http.route(f"{TRACK}/answer", methods=["POST"], **ROUTE)
    def answer(self, token, **post):
        """He says whether it is solved; why not, where it is not."""
        case = self._get_case(token)
        text, solved = self._read_text(post, "text"), post.get("solved")
        fault = False
        if solved not in ("yes", "no"):
            fault = request.env._("Choose whether it is solved.")
        elif solved == "no" and not text:
            fault = request.env._("Please tell us what is not solved.")
        return self._hear(
            case,
            token,
            post,
            "answer",
            fault,
            lambda key: case._hear_verdict(solved == "yes", text, key),
        )

    @http.route(f"{TRACK}/material/<int:evidence_id>", methods=["GET"], **ROUTE)
    def material(self, token, evidence_id, **query):
        """A file that went to him with a reply."""
        evidence = self._get_case(token)._get_shown_material(evidence_id)
        if not evidence:
            raise NotFound()
        stream = request.env["ir.binary"]._get_stream_from(evidence, "file")
        name = evidence.file_name or evidence.name
        return stream.get_response(
            as_attachment=True,
            content_security_policy="default-src 'none'",
            download_name=name,
        )

    # ------------------------------------------------------------
    # PARTS
    # ------------------------------------------------------------

    def _get_case(self, token):
        """The case of a link; a wrong one is no such page, as one that was taken back.
        Nobody guesses 256 bits: tries are not counted."""
        case = request.env["complaint.link"]._find_case(token)
        if not case or case.erased_on:
            raise NotFound()
        return case

    def _hear(self, case, token, post, what, fault, act):
        """Keep what he said once, and show the page anew; with what he typed where
        something is missing."""
        nonce = self._read_nonce(post)
        if nonce is None:
            fault = self._say_again()
        if not fault and not self._is_within(
            "say", case.company_id.complaint_web_hourly
        ):
            fault = self._say_too_often()
        typed = {"what": what, "text": self._read_text(post, "text")}
        typed["solved"] = post.get("solved")
        if not fault:
            fault = self._do(nonce, act)
        if fault:
            values = {"fault": fault, "typed": typed}
            return self._show_case(case, token, values, status=422)
        return request.redirect(f"/complaint/track/{token}?said={what}")

    def _do(self, nonce, act):
        intake = request.env["complaint.public.intake"]
        form_key = intake._get_form_key(nonce)
        if intake._is_in(form_key):
            return False

        def hear():
            act(form_key)
            request.env.flush_all()

        try:
            self._once(hear)
        except UserError as error:
            request.env.cr.rollback()
            return str(error)
        return False

    def _show_case(self, case, token, values, status=200):
        values = {
            "said": False,
            "fault": False,
            "typed": {},
            **values,
            "company": case.company_id,
            "view": case._get_customer_view(),
            "token": token,
            "form_token": self._make_nonce(),
        }
        return self._show("complaint_tracking_page", values, status)
