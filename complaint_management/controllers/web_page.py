"""What the pages for customers share: who visits, what he typed, what is sent back."""

import re
import secrets
from pathlib import PurePosixPath

import psycopg2.errors
from odoo.http import request
from odoo.tools import hash_sign, verify_hash_signed
from werkzeug.exceptions import NotFound

from ..tools.visitor import visitor

FORM_HOURS = 48
TEXT_LENGTH = 20000
MOST_BYTES = 128 * 1024 * 1024
HONEYPOT = "confirm_address"
# what a visitor types may hold anything; the database takes no zero bytes
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
HEADERS = {
    # the address of a page is the key to it
    "Referrer-Policy": "no-referrer",
    "X-Robots-Tag": "noindex, nofollow",
    "Cache-Control": "no-store",
    "X-Frame-Options": "DENY",
    "X-Content-Type-Options": "nosniff",
}


class WebPage:
    """Mixed into the controllers; no route of its own."""

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    def _get_company(self, company_id=False):
        """The company whose pages are asked for; none is open: no such page."""
        forms = request.env["complaint.public.intake"]
        company = forms._get_open_company(company_id)
        if not company:
            raise NotFound()
        return company

    def _is_within(self, purpose, limit):
        """Whether this visitor may do that once more within the hour. Behind a proxy
        the address is the visitor's where Odoo runs in proxy mode."""
        who = visitor(request.httprequest.remote_addr)
        return request.env["complaint.throttle"]._take(purpose, who, limit)

    # ------------------------------------------------------------
    # WHAT HE SENT
    # ------------------------------------------------------------

    def _make_nonce(self):
        """What makes a form one form, however often it is sent."""
        nonce = secrets.token_hex(16)
        return hash_sign(
            request.env(su=True), "complaint.form", nonce, expiration_hours=FORM_HOURS
        )

    def _read_nonce(self, post):
        """The nonce of the form that was sent; ``None`` when it is old or none of
        ours."""
        try:
            return verify_hash_signed(
                request.env(su=True), "complaint.form", post.get("form_token") or ""
            )
        except (ValueError, TypeError):
            return None

    def _read_text(self, post, name, most=TEXT_LENGTH):
        value = post.get(name)
        text = value if isinstance(value, str) else ""
        return _CONTROL.sub("", text.replace("\r\n", "\n")).strip()[:most]

    def _read_ids(self, name):
        values = request.httprequest.form.getlist(name)
        return [int(one) for one in values if one.isascii() and one.isdigit()][:50]

    def _read_files(self):
        """Pairs of name and content; a file field that was left empty is none."""
        sent = request.httprequest.files.getlist("files")
        return [
            (self._tidy_name(one.filename), one.read()) for one in sent if one.filename
        ]

    def _tidy_name(self, name):
        name = PurePosixPath(_CONTROL.sub("", name).replace("\\", "/")).name
        return name[-200:] or "file"

    # ------------------------------------------------------------
    # WHAT HE GETS
    # ------------------------------------------------------------

    def _show(self, template, values, status=200):
        response = request.render(f"complaint_management.{template}", values)
        response.status_code = status
        response.headers.update(HEADERS)
        return response

    def _once(self, act):
        """Do what a form asks; sent twice at the same moment, the second is done by the
        first.

        :return: whether this one did it
        """
        try:
            act()
        except psycopg2.errors.UniqueViolation as error:
            if "form" not in (error.diag.constraint_name or ""):
                raise
            request.env.cr.rollback()
            return False
        return True

    def _say_too_often(self):
        return request.env._(
            "This was sent too often from your address. Please try again in an hour, "
            "or call us."
        )

    def _say_again(self):
        return request.env._(
            "This page was open for a long time. Please look through it and send it "
            "once more."
        )
