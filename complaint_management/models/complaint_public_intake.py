import base64
import hashlib
from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import plaintext2html

TITLE_LENGTH = 80
# What the customer typed that is looked up in our records.
REFERENCES = ("order_reference", "lot_name")


class ComplaintPublicIntake(models.AbstractModel):
    """How a complaint that is filed on the web becomes a case (R-I16). The one way in
    for visitors, who have no right on any model of ours."""

    _name = "complaint.public.intake"
    _inherit = "complaint.public.form"
    _description = "Complaints filed on the web"

    @api.model
    def _file(self, company, said, files, nonce):
        """Register what a visitor filed; the same form makes one case, however often it
        is sent.

        :param company: its pages are open, see ``_get_open_company``
        :param dict said: what he typed, without faults, see ``_find_faults``
        :param files: pairs of name and content, judged already
        :param str nonce: what the form was made with
        :return: the token by which he follows the case
        """
        form_key = self._get_form_key(nonce)
        token = self.env["complaint.link"]._derive(nonce)
        if self._is_in(form_key):
            return token
        case = self._take_in(company, said)
        names = [name for name, _content in files]
        statements = self.env["complaint.statement"]
        statements._say(case, "filing", said["what"], form_key, names)
        self.env["complaint.link"]._issue(case, token)
        self._keep_files(case, files)
        case._wake_arrivals()
        self.env.flush_all()  # a double is found here, not when the request ends
        return token

    @api.model
    def _get_form_key(self, nonce):
        return hashlib.sha256(nonce.encode()).hexdigest()

    @api.model
    def _is_in(self, form_key):
        """Whether this form was sent already."""
        statements = self.env["complaint.statement"].sudo()
        return bool(statements.search_count([("form_key", "=", form_key)], limit=1))

    @api.model
    def _get_filed(self, nonce):
        """The case that was filed with a form, as superuser."""
        statements = self.env["complaint.statement"].sudo()
        return statements.search([("form_key", "=", self._get_form_key(nonce))]).case_id

    # ------------------------------------------------------------
    # THE CASE
    # ------------------------------------------------------------

    @api.model
    def _take_in(self, company, said):
        # visitors have no right on cases; what they may say was checked
        cases = self.env["complaint.case"].sudo().with_company(company)
        vals = self._prepare_case(company, said)
        if not any(map(said.get, (*REFERENCES, "sale_line_id"))):
            return cases._create_arriving([vals])
        try:
            with self.env.cr.savepoint():
                return cases._create_arriving([vals])
        except ValidationError:
            # order and lot contradict our records: that is for us to see, and no
            # answer to a visitor
            return cases._create_arriving([self._leave_out_references(vals)])

    @api.model
    def _prepare_case(self, company, said):
        channels = self.env["complaint.channel"]
        channel_id = company.complaint_web_channel_id.id or channels._get_default_id(
            "web", company.id
        )
        line = self._prepare_line(said)
        return {
            "title": shorten(said["what"], TITLE_LENGTH, placeholder="…"),
            "description": plaintext2html(said["what"]),
            "kind": said["kind"],
            "company_id": company.id,
            "channel_id": channel_id,
            "receiver_id": channels._get_in_charge(channel_id, company.id).id,
            "category_id": said.get("category_id"),
            "occurred_on": said.get("occurred_on"),
            "occurred_at": said.get("occurred_at"),
            "demand_type_ids": [fields.Command.set(said.get("demand_ids") or [])],
            "demand_reason": said.get("reason"),
            "claimed_amount": said.get("amount"),
            "currency_id": company.currency_id.id,
            "lang": self.env.lang,
            "line_ids": [fields.Command.create(line)] if line else [],
            **self._prepare_complainant(said),
        }

    @api.model
    def _prepare_line(self, said):
        line = {
            "product_text": said.get("product"),
            "order_reference": said.get("order_reference"),
            "lot_name": said.get("lot_name"),
            "sale_line_id": said.get("sale_line_id"),
            "product_id": said.get("product_id"),
        }
        return {name: value for name, value in line.items() if value}

    @api.model
    def _prepare_complainant(self, said):
        """Who he says he is; who writes without logging in is no contact of ours yet,
        whatever address he gives."""
        consent = {"consent": "open"}
        if said.get("consent"):
            note = self.env._("Ticked on the web form")
            consent = {"consent": "given", "consent_note": note}
        return {
            "partner_id": said.get("partner_id"),
            "partner_name": said["name"],
            "partner_company": said.get("company_name"),
            "partner_email": said.get("email"),
            "partner_phone": said.get("phone"),
            **consent,
        }

    @api.model
    def _leave_out_references(self, vals):
        """The same with order and lot as words: nothing of ours is looked up."""
        [(_create, _id, line)] = vals["line_ids"]
        words = " / ".join(filter(None, map(line.get, REFERENCES)))
        kept = {k: v for k, v in line.items() if k not in (*REFERENCES, "sale_line_id")}
        kept["description"] = words
        return {**vals, "line_ids": [fields.Command.create(kept)]}

    # ------------------------------------------------------------
    # WHAT COMES WITH IT
    # ------------------------------------------------------------

    @api.model
    def _keep_files(self, case, files):
        """Files that the complainant sent become evidence."""
        # visitors have no right on evidence; which files they may send was checked
        self.env["complaint.evidence"].sudo().create(
            [
                {
                    "case_id": case.id,
                    "file": base64.b64encode(content),
                    "file_name": name,
                    "source": "complainant",
                }
                for name, content in files
            ]
        )
