from odoo import api, fields, models
from odoo.tools import email_normalize

from ..tools.phone import phone_key


class ComplaintCaseComplainant(models.AbstractModel):
    """Who complains, and how he is reached (R-I03, R-I04)."""

    _name = "complaint.case.complainant"
    _inherit = "complaint.guarded.mixin"
    _description = "Complainant of a case"

    partner_id = fields.Many2one(
        "res.partner",
        "Complainant",
        index="btree_not_null",
        ondelete="restrict",
        trailed=True,
    )
    commercial_partner_id = fields.Many2one(
        related="partner_id.commercial_partner_id",
        store=True,
        precompute=True,
        index="btree_not_null",
        ondelete="restrict",
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
        "Complainant's name",
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
    # By this name Odoo's privacy lookup, which need not be there, finds who complained
    # without being a contact (R-S06).
    email_normalized = fields.Char(
        "Normalized e-mail", related="email_key", store=True, precompute=True
    )
    phone_key = fields.Char(
        compute="_compute_keys", store=True, precompute=True, index="btree_not_null"
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
