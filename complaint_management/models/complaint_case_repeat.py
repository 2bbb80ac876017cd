from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Domain
from odoo.tools import email_normalize, groupby

from ..tools.phone import phone_key
from ..tools.repeats import Earlier, Fingerprint
from .complaint_counted_mixin import READERS

# One who complains more often than this in the months looked back is known anyway.
EARLIER_AT_MOST = 1000
# Field of a case by attribute of its fingerprint.
_KEYS = {
    "commercial_partner_id": "commercial_partner",
    "email_key": "email",
    "phone_key": "phone",
}


class ComplaintCaseRepeat(models.AbstractModel):
    """Whether a complainant complained before about the same (R-I14)."""

    _name = "complaint.case.repeat"
    _inherit = "complaint.case.complainant"
    _description = "Repeats of a case"

    repeat_of_id = fields.Many2one(
        "complaint.case",
        "Repeats",
        index="btree_not_null",
        copy=False,
        trailed=True,
        check_company=True,
        domain="[('id', '!=', id)]",
        # its name is shown with the link: only to those who read every case
        groups=",".join(READERS),
        help="The earlier case of the same complainant about the same thing.",
    )
    is_repeat = fields.Boolean(
        "Repeats an earlier case",
        compute="_compute_is_repeat",
        store=True,
        precompute=True,
        help="Also told to those who may not read the earlier one.",
    )
    similar_count = fields.Integer(
        "Earlier cases",
        readonly=True,
        copy=False,
        guarded=True,
        help="Of the same complainant, in the months that the policy looks back, when "
        "this one was registered.",
    )

    @api.depends("repeat_of_id")
    def _compute_is_repeat(self):
        for case in self:
            case.is_repeat = bool(case.repeat_of_id)

    def _check_repeat(self):
        if self.filtered("repeat_of_id")._has_cycle("repeat_of_id"):
            raise ValidationError(
                self.env._("A case cannot repeat itself. Choose an earlier one.")
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        default = self.env.context.get("default_repeat_of_id")
        self._check_repeat_readable(
            vals.get("repeat_of_id", default) for vals in vals_list
        )
        return super().create(vals_list)

    def write(self, vals):
        self._check_repeat_readable([vals.get("repeat_of_id")])
        result = super().write(vals)
        if vals.get("repeat_of_id"):
            # here, no constraint: nothing points at a case that is being created
            self._check_repeat()
        return result

    @api.model
    def _create_guarded(self, vals_list):
        """Who may not read the earlier case is not told which one it is."""
        if self._has_field_access(self._fields["repeat_of_id"], "write"):
            return super()._create_guarded(vals_list)
        links = [vals.pop("repeat_of_id", False) for vals in vals_list]
        cases = super()._create_guarded(vals_list)
        for case, link in zip(cases, links, strict=True):
            if link:  # found by us: what the caller named was refused
                case.sudo()._write_guarded({"repeat_of_id": link})
        return cases

    @api.model
    def _check_repeat_readable(self, ids):
        """R-P03: nobody links a case that he may not read."""
        named = self.browse({id_ for id_ in ids if id_})
        if not named or self.env.su:
            return
        reads_all = self._has_field_access(self._fields["repeat_of_id"], "write")
        if not reads_all or named.exists()._filtered_access("read") != named:
            raise ValidationError(
                self.env._(
                    "The earlier case is none that you may read. Leave it empty: a "
                    "repeat is found by itself."
                )
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
        similar = (case_id for case_id in earlier if not own or case_id < own)
        return self.env["complaint.case"].browse(similar)

    def _get_fingerprint(self, with_object=True, products=None):
        """:param products: ids of its products, where the caller knows them"""
        self.ensure_one()
        who = (self.commercial_partner_id.id, self.email_key, self.phone_key)
        if not with_object:
            return Fingerprint(*who)
        if products is None:
            products = self.line_ids.product_id.ids
        products = frozenset(products)
        return Fingerprint(*who, self.category_id.id, products)

    @api.model
    def _get_earlier_prints(self, prints, companies, policy_id, with_object=True):
        """Cases of the same complainants, the latest first, with what each is known by.

        One query by indexes where nobody complained before, two where somebody did.

        :param prints: fingerprints of cases that are new
        :return: dict of id of a case to :class:`Fingerprint`
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
            # the company: a link to one of them is checked by it
            [*_KEYS, "category_id", "company_id"],
            limit=EARLIER_AT_MOST * len(set(prints)),
        )
        products = cases._get_product_ids() if with_object else {}
        return {
            case.id: case._get_fingerprint(with_object, products.get(case, ()))
            for case in cases
        }

    def _get_product_ids(self):
        """dict of case to the ids of its products, those without left out."""
        if not self:
            return {}
        named = Domain("case_id", "in", self.ids) & Domain("product_id", "!=", False)
        return dict(
            self.env["complaint.line"]._read_group(
                named, ["case_id"], ["product_id:array_agg"]
            )
        )

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
            products = self._get_vals_products(batch)
            prints = [
                (vals, self._get_vals_print(vals, partners, products[number]))
                for number, vals in enumerate(batch)
            ]
            # who registers may see his own cases only: a repeat is one all the same
            earlier = self.sudo()._get_earlier_prints(
                [mine for _vals, mine in prints],
                self.env["res.company"].browse(company_id),
                policy_id,
            )
            known = Earlier(earlier)
            for vals, mine in prints if earlier else ():
                vals["similar_count"] = len(known.find(mine))
                # a form sends an empty link along
                link = vals.get("repeat_of_id")
                vals["repeat_of_id"] = link or known.find_about_same(mine)

    @api.model
    def _get_vals_print(self, vals, partners, products):
        partner = self.env["res.partner"].browse(vals.get("partner_id") or ())
        partner = partner.with_prefetch(partners.ids).sudo()
        email = vals.get("partner_email") or partner.email
        return Fingerprint(
            partner.commercial_partner_id.id,
            email_normalize(email or "") or False,
            phone_key(vals.get("partner_phone") or partner.phone),
            vals.get("category_id"),
            frozenset(products),
        )

    @api.model
    def _get_vals_products(self, vals_list):
        """Ids of the products of each case: as named, or of the order or lot that was
        named; two searches for all."""
        products = [set() for _vals in vals_list]
        lines, owners = self.env["complaint.line"], []
        for named, vals in zip(products, vals_list, strict=True):
            for command in vals.get("line_ids") or ():
                row = command[2] if command[0] == fields.Command.CREATE else {}
                if row.get("product_id"):
                    named.add(row["product_id"])
                elif row.get("order_reference") or row.get("lot_name"):
                    lines += self._get_line_to_be(vals, row)
                    owners.append(named)
        for named, product in zip(owners, lines._find_products(), strict=True):
            named.update(product.ids)
        return products

    @api.model
    def _get_line_to_be(self, vals, row):
        who = ("company_id", "partner_id", "complainant_kind")
        what = ("order_reference", "lot_name")
        line = fields.Command.create({name: row.get(name) for name in what})
        case = {name: vals.get(name) for name in who}
        return self.new({**case, "line_ids": [line]}).line_ids

    def action_open_similar(self):
        """The earlier cases of this complainant."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._(
                "Earlier cases of %(name)s", name=self.partner_name or ""
            ),
            "res_model": "complaint.case",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "views": self._get_flat_views("list", "kanban", "form"),
            "domain": [("id", "in", self._get_similar().ids)],
        }
