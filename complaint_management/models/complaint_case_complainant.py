from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize, groupby

from ..tools.phone import phone_key
from ..tools.repeats import Fingerprint

# One who complains more often than this in the months looked back is known anyway.
EARLIER_AT_MOST = 1000
# Field of a case by attribute of its fingerprint.
_KEYS = {
    "commercial_partner_id": "commercial_partner",
    "email_key": "email",
    "phone_key": "phone",
}


class ComplaintCaseComplainant(models.AbstractModel):
    """Who complains, how he is reached, and whether he did so before about the same
    (R-I03, R-I04, R-I14)."""

    _name = "complaint.case.complainant"
    _inherit = "complaint.guarded.mixin"
    _description = "Complainant of a case"

    partner_id = fields.Many2one(
        "res.partner", "Complainant", index="btree_not_null", trailed=True
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        store=True,
        precompute=True,
        index="btree_not_null",
    )
    complainant_kind = fields.Selection(
        [
            ("consumer", "Consumer"),
            ("user", "User"),
            ("dealer", "Dealer"),
            ("agent", "Agent, distributor"),
        ],
        "Complains as",
    )
    represents = fields.Char(
        "On behalf of",
        help="The person for whom a representative complains; his written authority "
        "belongs to the evidence.",
    )
    partner_name = fields.Char(
        "Name",
        compute="_compute_partner_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_company = fields.Char(
        "Their company",
        compute="_compute_partner_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_email = fields.Char(
        "E-mail",
        compute="_compute_partner_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    partner_phone = fields.Char(
        "Phone",
        compute="_compute_partner_contact",
        store=True,
        readonly=False,
        precompute=True,
    )
    consent = fields.Selection(
        [("open", "Not asked"), ("given", "Given"), ("refused", "Refused")],
        "Consent to pass on data",
        required=True,
        default="open",
        trailed=True,
        help="Whether the complainant allows his data to be passed on to others, such "
        "as a supplier.",
    )
    consent_note = fields.Char("How consent was given", trailed=True)
    email_key = fields.Char(
        compute="_compute_keys", store=True, precompute=True, index="btree_not_null"
    )
    phone_key = fields.Char(
        compute="_compute_keys", store=True, precompute=True, index="btree_not_null"
    )
    repeat_of_id = fields.Many2one(
        "complaint.case",
        "Repeats",
        index="btree_not_null",
        copy=False,
        trailed=True,
        check_company=True,
        domain="[('id', '!=', id)]",
        help="The earlier case of the same complainant about the same thing.",
    )
    similar_count = fields.Integer(
        "Earlier cases",
        readonly=True,
        copy=False,
        guarded=True,
        help="Of the same complainant, in the months that the policy looks back, when "
        "this one was registered.",
    )

    @api.depends("partner_id")
    def _compute_partner_contact(self):
        for case in self:
            for name, value in self._get_contact_vals(case.partner_id).items():
                case[name] = value or case[name]

    @api.model
    def _get_contact_vals(self, partner):
        return {
            "partner_name": partner.name,
            "partner_company": partner.parent_id.name or partner.company_name,
            "partner_email": partner.email,
            "partner_phone": partner.phone,
        }

    @api.model
    def _fill_contacts(self, vals_list):
        """What is known of each contact, beside what he said himself: his own number
        is by what he is found again."""
        partners = self.env["res.partner"].sudo()
        partners = partners.browse(
            {vals["partner_id"] for vals in vals_list if vals.get("partner_id")}
        )
        partners = {partner.id: partner for partner in partners}
        for vals in vals_list:
            if vals.get("partner_id"):
                known = self._get_contact_vals(partners[vals["partner_id"]])
                vals.update({**known, **vals})

    @api.depends("partner_email", "partner_phone")
    def _compute_keys(self):
        """What an address and a number are found again by, however they are written."""
        for case in self:
            case.email_key = email_normalize(case.partner_email or "") or False
            case.phone_key = phone_key(case.partner_phone)

    @api.constrains("repeat_of_id")
    def _check_repeat(self):
        if self._has_cycle("repeat_of_id"):
            raise ValidationError(
                self.env._("A case cannot repeat itself. Choose an earlier one.")
            )

    # ------------------------------------------------------------
    # REPEATS
    # ------------------------------------------------------------

    @api.onchange("partner_id", "partner_email", "partner_phone")
    def _onchange_complainant(self):
        """R-I14: earlier cases are found while the complaint is typed in."""
        if self.state == "new":
            # as at registration: also those that this user may not open
            self.similar_count = len(self.sudo()._get_similar())

    def _get_similar(self):
        """Earlier cases of the complainant of this one."""
        self.ensure_one()
        mine = self._get_fingerprint(with_object=False)
        policy_id = self.policy_id.id or self._get_policy_id(
            {"company_id": self.company_id.id, "registered_on": fields.Datetime.now()}
        )
        earlier = self._get_earlier_prints(
            [mine], self.company_id, policy_id, with_object=False
        )
        own = self._origin.id
        similar = (case.id for case in earlier if not own or case.id < own)
        return self.env["complaint.case"].browse(similar)

    def _get_fingerprint(self, with_object=True):
        self.ensure_one()
        who = (self.commercial_partner_id.id, self.email_key, self.phone_key)
        if not with_object:
            return Fingerprint(*who)
        products = frozenset(self.line_ids.product_id.ids)
        return Fingerprint(*who, self.category_id.id, products)

    @api.model
    def _get_earlier_prints(self, prints, companies, policy_id, with_object=True):
        """Cases of the same complainants, the latest first, with what each is known by.

        One query by indexes where nobody complained before, three where somebody did.

        :param prints: fingerprints of cases that are new
        :return: dict of case to :class:`Fingerprint`
        """
        domain = Domain.OR(
            Domain(name, "in", list(keys))
            for name, key in _KEYS.items()
            if (keys := {getattr(one, key) for one in prints} - {False})
        )
        if domain.is_false():
            return {}
        months = self.env["complaint.policy"]._get_repeat_months(policy_id)
        since = fields.Datetime.now() - relativedelta(months=months)
        cases = self.env["complaint.case"].search_fetch(
            domain
            & Domain("received_on", ">=", since)
            & Domain("company_id", "in", companies.ids),
            [*_KEYS, "category_id"],
            limit=EARLIER_AT_MOST * len(set(prints)),
        )
        return {case: case._get_fingerprint(with_object) for case in cases}

    @api.model
    def _fill_repeats(self, vals_list):
        """Link each new case to the latest of the same complainant about the same.

        Cases of one call are not linked to each other: nobody can say which of them
        came first, and who hands over a list at once has looked at it.

        :param vals_list: values of cases of a company and a policy each, before they
            are created: what is linked then costs no second write
        """
        live = [vals for vals in vals_list if not vals.get("historical")]
        partners = self.env["res.partner"].browse(
            {vals["partner_id"] for vals in live if vals.get("partner_id")}
        )
        same_policy = groupby(
            live, lambda vals: (vals["company_id"], vals["policy_id"])
        )
        for (company_id, policy_id), batch in same_policy:
            prints = [(vals, self._get_vals_print(vals, partners)) for vals in batch]
            # who registers may see his own cases only: a repeat is one all the same
            earlier = self.sudo()._get_earlier_prints(
                [mine for _vals, mine in prints],
                self.env["res.company"].browse(company_id),
                policy_id,
            )
            for vals, mine in prints if earlier else ():
                same = [c for c in earlier if mine.is_same_complainant(earlier[c])]
                found = (case.id for case in same if mine.is_about_same(earlier[case]))
                vals["similar_count"] = len(same)
                # a form sends an empty link along
                vals["repeat_of_id"] = vals.get("repeat_of_id") or next(found, False)

    @api.model
    def _get_vals_print(self, vals, partners):
        partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
        partner = partner.with_prefetch(partners.ids).sudo()
        email = vals.get("partner_email") or partner.email
        return Fingerprint(
            partner.commercial_partner_id.id,
            email_normalize(email or "") or False,
            phone_key(vals.get("partner_phone") or partner.phone),
            vals.get("category_id"),
            frozenset(
                command[2]["product_id"]
                for command in vals.get("line_ids") or ()
                if command[0] == fields.Command.CREATE and command[2].get("product_id")
            ),
        )

    def action_open_similar(self):
        """The earlier cases of this complainant."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Earlier cases of %(name)s", name=self.partner_name or ""
            ),
            "res_model": "complaint.case",
            "view_mode": "list,form",
            "domain": [("id", "in", self._get_similar().ids)],
        }
