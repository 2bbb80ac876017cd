from ast import literal_eval

from odoo import api, fields, models, tools
from odoo.exceptions import UserError

CHANNEL_KINDS = [
    ("hotline", "Hotline"),
    ("email", "E-mail"),
    ("web", "Web form or message board"),
    ("social", "WeChat, mini-program, social media"),
    ("chat", "Online chat"),
    ("marketplace", "Online marketplace"),
    ("visit", "Visit"),
    ("letter", "Letter"),
    ("letter_box", "Letter box"),
    ("dealer", "Dealer platform"),
    ("store", "Store complaint box or opinion book"),
    ("staff", "Staff finding"),
    ("research", "Market research"),
    ("other", "Other"),
]


class ComplaintChannel(models.Model):
    """A way in which complaints arrive, and who is in charge of it (R-I01)."""

    _name = "complaint.channel"
    _inherit = ["complaint.setting.mixin", "mail.alias.mixin.optional"]
    _description = "Complaint Channel"
    _order = "sequence, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(CHANNEL_KINDS, required=True, default="other")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one(
        "res.company",
        help="Empty: every company uses this channel. A channel with an e-mail "
        "address should belong to one company.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Person in charge",
        domain="[('share', '=', False)]",
        help="Receives what arrives here and is told of it.",
    )

    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        ondelete="restrict",
        index="btree_not_null",
        help="The branch or store whose channel it is: its cases face the customer "
        "there.",
    )

    system_user_ids = fields.Many2many(
        "res.users",
        "complaint_channel_system_rel",
        "channel_id",
        "user_id",
        "Other systems",
        domain="[('share', '=', False)]",
        help="Users of the group “Complaint integration” who hand over what arrives "
        "here and pass on our answers. The channel must belong to a company.",
    )

    @api.model
    def _get_branch_id(self, channel_id, company_id):
        """The branch or store that a channel belongs to, if it does, in a company."""
        branch_id, branch_company_id = self._get_branch_of(channel_id)
        return branch_id if branch_company_id == company_id else False

    @api.model
    @tools.ormcache("channel_id")
    def _get_branch_of(self, channel_id):
        """Every registration asks for it; a channel rarely changes."""
        department = self.sudo().browse(channel_id or ()).department_id
        for one in department._get_lineage() if department else ():
            if one.complaint_kind in ("sales_branch", "store"):
                return one.id, one.company_id.id
        return False, False

    @api.model
    def _get_in_charge(self, channel_id, company_id):
        """Who is told of a case of a company that arrives by a channel, if anybody."""
        user_id = self._get_in_charge_id(channel_id)
        user = self.env["res.users"].sudo().browse(user_id or ())
        works_there = company_id in user.company_ids.ids
        return user if user.active and works_there and not user.share else user.browse()

    @api.model
    @tools.ormcache("channel_id")
    def _get_in_charge_id(self, channel_id):
        """Every registration asks for it; a channel rarely changes."""
        return self.sudo().browse(channel_id or ()).user_id.id

    @api.model
    @tools.ormcache("kind", "company_id")
    def _get_default_id(self, kind, company_id):
        """The channel of a kind that a company uses when none is named: its own before
        one that all share, the first of several; ``False`` without any."""
        channels = self.sudo().search(
            [("kind", "=", kind), ("company_id", "in", [company_id, False])]
        )
        return channels.sorted(lambda channel: not channel.company_id)[:1].id

    def _alias_get_creation_values(self):
        values = super()._alias_get_creation_values()
        values["alias_model_id"] = self.env["ir.model"]._get_id("complaint.case")
        if self.id:
            defaults = literal_eval(self.alias_defaults or "{}")
            defaults.pop("company_id", None)
            values["alias_defaults"] = {**defaults, **self._prepare_mail_defaults()}
            if not self.alias_id:
                domain = self._alias_get_alias_domain_id()[self]
                values["alias_domain_id"] = domain.id
        return values

    def _prepare_mail_defaults(self):
        """What a case that arrives by mail here starts with."""
        self.ensure_one()
        defaults = {"channel_id": self.id}
        if self.company_id:
            defaults["company_id"] = self.company_id.id
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_address(vals)
            if not vals.get("alias_domain_id"):
                # the form sends it empty; without it the company's own is taken
                vals.pop("alias_domain_id", None)
        return super().create(vals_list)

    def write(self, vals):
        self.check_access("write")  # the mixin skips an address without a word
        self._check_address(vals)
        result = super().write(vals)
        if "company_id" in vals:
            for channel in self.sudo().filtered("alias_id"):
                defaults = channel._alias_get_creation_values()["alias_defaults"]
                channel.alias_defaults = str(defaults)
        return result

    @api.model
    def _check_address(self, vals):
        """Odoo would make question marks of 投诉, and no mail arrives at those."""
        name = vals.get("alias_name")
        if name and not self.env["mail.alias"]._is_encodable(name):
            raise UserError(
                self.env._(
                    "“%(address)s” cannot be an e-mail address: use Latin letters, "
                    "digits, dots and dashes.",
                    address=name,
                )
            )
