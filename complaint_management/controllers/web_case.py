"""The page of one case, by a link or in the portal; what it shows and takes in."""

from odoo.exceptions import UserError
from odoo.http import request
from werkzeug.exceptions import NotFound

from .web_page import WebPage


class CasePage(WebPage):
    """Mixed into the controllers; who may see the case was checked by the route.

    ``base`` is the address of the page, below which its forms are sent.
    """

    _case_template = None

    # ------------------------------------------------------------
    # WHAT HE DOES
    # ------------------------------------------------------------

    def _add(self, case, base, post):
        """He adds words and files."""
        text, files = self._read_text(post, "text"), self._read_files()
        intake = request.env["complaint.public.intake"]
        fault = intake._judge_files(case.company_id, files)
        if not fault and not text and not files:
            fault = request.env._("Write something, or choose a file.")

        def act(form_key):
            case._hear_addition(text, form_key, files)

        return self._hear(case, base, post, "add", fault, act)

    def _ask(self, case, base, post):
        """He asks a question."""
        text = self._read_text(post, "text")
        fault = not text and request.env._("Write down what you would like to know.")

        def act(form_key):
            case._hear_question(text, form_key)

        return self._hear(case, base, post, "ask", fault, act)

    def _answer(self, case, base, post):
        """He says whether it is solved; why not, where it is not."""
        text, solved = self._read_text(post, "text"), post.get("solved")
        fault = False
        if solved not in ("yes", "no"):
            fault = request.env._("Choose whether it is solved.")
        elif solved == "no" and not text:
            fault = request.env._("Please tell us what is not solved.")

        def act(form_key):
            case._hear_verdict(solved == "yes", text, form_key)

        return self._hear(case, base, post, "answer", fault, act)

    def _rate(self, case, base, post, way):
        """He says how satisfied he is (R-K04)."""
        answers = case._read_answers(
            case.company_id, lambda name: self._read_text(post, name)
        )
        fault = not answers and request.env._("Answer at least one question.")

        def act(form_key):
            case._hear_rating(answers, form_key, way)

        return self._hear(case, base, post, "rate", fault, act)

    def _send_material(self, case, evidence_id):
        """A file that went to him with a reply."""
        evidence = case._get_shown_material(evidence_id)
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

    def _hear(self, case, base, post, what, fault, act):
        """Keep what he said once, and show the page anew; with what he typed where
        something is missing."""
        nonce = self._read_nonce(post)
        if nonce is None:
            fault = self._say_again()
        hourly = case.company_id.complaint_web_hourly
        if not fault and not self._is_within("say", hourly):
            fault = self._say_too_often()
        if not fault:
            fault = self._do(nonce, act)
        if fault:
            typed = {"what": what, "text": self._read_text(post, "text")}
            typed["solved"] = post.get("solved")
            values = {"fault": fault, "typed": typed}
            return self._show_case(case, base, values, status=422)
        return request.redirect(f"{base}?said={what}")

    def _do(self, nonce, act):
        """What keeps it from being done, else ``False``."""
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

    def _show_case(self, case, base, values, status=200):
        values = {
            "said": False,
            "fault": False,
            "typed": {},
            **values,
            "company": case.company_id,
            "view": case._get_customer_view(),
            "base": base,
            "form_token": self._make_nonce(),
        }
        return self._show(self._case_template, values, status)
