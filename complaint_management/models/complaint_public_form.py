from odoo import api, fields, models, tools
from odoo.tools import email_normalize
from odoo.tools.mimetypes import guess_mimetype

from ..tools.file_types import parse_types
from ..tools.phone import phone_key
from ..tools.web_files import is_allowed

TEXT_LENGTH = 10000
AMOUNT_MOST = 10**12
NO_WAY_IN = ("web", "staff", "research", "other")  # for customers
KINDS = ("complaint", "quality_feedback", "service_feedback", "suggestion")


class ComplaintPublicForm(models.AbstractModel):
    """What the public form offers, and what is wrong with what was typed (R-I16)."""

    _name = "complaint.public.form"
    _description = "Public form"

    # ------------------------------------------------------------
    # WHOSE FORM
    # ------------------------------------------------------------

    @api.model
    def _get_open_company(self, company_id=False):
        """The company whose pages are open: the named one, else that of this address,
        else the only one that has any; empty: none."""
        opened = self._get_open_ids()
        if not company_id:
            company_id = self.env.company.id
            if company_id not in opened and len(opened) == 1:
                [company_id] = opened
        # visitors may read no company; whether its pages are open is public
        companies = self.env["res.company"].sudo()
        return companies.browse(company_id) if company_id in opened else companies

    @api.model
    @tools.ormcache()
    def _get_open_ids(self):
        """Every page asks for it; that one opens or closes is rare."""
        companies = self.env["res.company"].sudo()
        return frozenset(companies.search([("complaint_web_open", "=", True)]).ids)

    @api.model
    def _get_offer(self, company):
        """What the form offers, and what customers are told at intake (R-I20)."""
        # visitors have no right on settings; what is read here is told to everybody
        env = self.sudo().with_company(company).env
        today = fields.Date.context_today(self)
        policy = env["complaint.policy"]._get_for(company, today)
        categories = env["complaint.category"].search(
            [("company_id", "in", [company.id, False])]
        )
        guidance = env["complaint.guidance"]._get_for(company)
        demands = env["complaint.remedy.type"].search([("kind", "!=", "none")])
        published = policy._get_published() if policy else {}
        return {
            "kinds": self._get_kinds(),
            "categories": [(one.id, one.display_name) for one in categories],
            "demands": [(one.id, one.name) for one in demands],
            "guidance": [
                {"id": one.id, "name": one.name, "text": one.text} for one in guidance
            ],
            "currency": company.currency_id.symbol,
            "procedure": published.get("steps", []),
            "limits": published.get("limits", []),
            "channels": self._get_ways(company),
            "types": parse_types(company.complaint_web_types),
            "files_hint": self._say_files(company),
            "today": fields.Date.to_string(today),
        }

    @api.model
    def _get_ways(self, company):
        """By which other ways one complains: the company's own where it has some."""
        channels = self.env["complaint.channel"].sudo()
        found = channels.search(
            [
                ("company_id", "in", [company.id, False]),
                ("kind", "not in", NO_WAY_IN),
                ("id", "!=", company.complaint_web_channel_id.id),
            ]
        )
        own = found.filtered("company_id")
        return (own or found).mapped("name")

    @api.model
    def _say_files(self, company):
        """Which files can be sent along."""
        return self.env._(
            "Up to %(most)s files of %(size)s MB each: %(types)s",
            most=company.complaint_web_max_files,
            size=company.complaint_web_max_mb,
            types=", ".join(parse_types(company.complaint_web_types)),
        )

    @api.model
    def _get_kinds(self):
        words = {}
        words["complaint"] = self.env._("I complain")
        words["quality_feedback"] = self.env._(
            "I have something to say about a product"
        )
        words["service_feedback"] = self.env._(
            "I have something to say about a service"
        )
        words["suggestion"] = self.env._("I suggest something")
        return list(words.items())

    # ------------------------------------------------------------
    # WHAT IS WRONG WITH IT
    # ------------------------------------------------------------

    @api.model
    def _find_faults(self, company, said):
        """What keeps it from being registered, by field; and fills ``said`` with what
        texts mean (dates, amounts, ids).

        Says nothing of whether an address, an order or a lot is known.

        :return: dict of sentences
        """
        faults = {
            "what": self._judge_what(said),
            "name": not said.get("name") and self.env._("Please tell us your name."),
            "email": self._judge_email(said),
            "phone": self._judge_phone(said),
            "occurred_on": self._read_day(said),
            "amount": self._read_amount(said),
        }
        self._read_choices(company, said)
        if not said.get("email") and not said.get("phone") and not faults["phone"]:
            faults["email"] = self.env._(
                "Please tell us your e-mail address or your telephone number, so that "
                "we can answer."
            )
        return {name: fault for name, fault in faults.items() if fault}

    def _judge_what(self, said):
        if len(said.get("what") or "") < 3:
            return self.env._("Please tell us what happened.")
        if len(said["what"]) > TEXT_LENGTH:
            return self.env._(
                "This is too long: %(most)s characters at most. Send the rest as a "
                "file.",
                most=TEXT_LENGTH,
            )
        return False

    def _judge_email(self, said):
        if said.get("email") and not email_normalize(said["email"]):
            return self.env._("This is no e-mail address: name@example.com")
        return False

    def _judge_phone(self, said):
        if said.get("phone") and not phone_key(said["phone"]):
            return self.env._("This is no telephone number: at least six digits.")
        return False

    def _read_day(self, said):
        try:
            day = fields.Date.to_date(said.get("occurred_on") or False)
        except ValueError:
            return self.env._("This is no date.")
        if day and day > fields.Date.context_today(self):
            return self.env._("This day is still to come.")
        said["occurred_on"] = day or False
        return False

    def _read_amount(self, said):
        text = (said.get("amount") or "").replace(" ", "").replace(",", ".")
        try:
            amount = float(text or 0)
        except ValueError:
            return self.env._("This is no amount: 120.50")
        if not 0 <= amount < AMOUNT_MOST:
            return self.env._("This is no amount: 120.50")
        said["amount"] = amount
        return False

    def _read_choices(self, company, said):
        """Only what the form offers can be chosen."""
        if said.get("kind") not in KINDS:
            said["kind"] = "complaint"
        own = [("company_id", "in", [company.id, False])]
        category = said.get("category_id")
        found = self.env["complaint.category"].sudo()
        if category:
            found = found.search([("id", "=", category), *own])
        said["category_id"] = found.id
        demands = self.env["complaint.remedy.type"].sudo()
        if said.get("demand_ids"):
            chosen = [("id", "in", said["demand_ids"]), ("kind", "!=", "none")]
            demands = demands.search(chosen)
        said["demand_ids"] = demands.ids

    # ------------------------------------------------------------
    # FILES
    # ------------------------------------------------------------

    @api.model
    def _judge_files(self, company, files):
        """What is wrong with the files: the first fault, or ``False``."""
        if len(files) > company.complaint_web_max_files:
            return self.env._(
                "Up to %(most)s files can be sent at once.",
                most=company.complaint_web_max_files,
            )
        allowed = parse_types(company.complaint_web_types)
        for name, content in files:
            fault = self._judge_file(company, allowed, name, content)
            if fault:
                return fault
        return False

    def _judge_file(self, company, allowed, name, content):
        if len(content) > company.complaint_web_max_mb * 1024 * 1024:
            return self.env._(
                "“%(file)s” is too large: up to %(most)s MB a file.",
                file=name,
                most=company.complaint_web_max_mb,
            )
        if content and not is_allowed(name, content, guess_mimetype(content), allowed):
            return self.env._(
                "“%(file)s” is no file of a type that we can take: %(types)s.",
                file=name,
                types=", ".join(allowed),
            )
        return self.env["complaint.evidence"]._judge(company, name, content)
