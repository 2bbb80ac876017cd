from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare

from ..tools.remedy_arrows import GOODS_KINDS, MONEY_KINDS, REMEDY_ARROWS, TO_DO
from .complaint_remedy_type import EXECUTORS, KINDS

OFFICER = "complaint_management.group_complaint_officer"
STATES = [
    ("proposed", "Proposed"),
    ("approved", "To be carried out"),
    ("started", "Being carried out"),
    ("done", "Carried out"),
    ("cancelled", "No longer wanted"),
]
ON_INVOICE = ("refund", "price_reduction")  # given back of what was paid for it
# what is decided: nothing of it changes once it is approved
DECIDED = {
    "case_id",
    "type_id",
    "line_id",
    "product_id",
    "lot_id",
    "quantity",
    "amount",
    "note",
}


class ComplaintRemedy(models.Model):
    """One remedy of the disposition of a complaint: what the complainant gets, how
    much of it, and whether it was carried out, once (R-A01, R-S01)."""

    _name = "complaint.remedy"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.remedy.together",  # for all of a group; whose work it is
        "complaint.remedy.money",  # carried out by credit notes
        "complaint.remedy.goods",  # … and by transfers
        "complaint.row.mixin",
    ]
    _description = "Remedy"
    _order = "case_id desc, sequence, id"
    _rec_name = "type_id"
    _check_company_auto = True
    _arrows = REMEDY_ARROWS

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    # stored: who carries it out has no right on the complaint, lists show its number
    number = fields.Char(
        "Complaint number",
        related="case_id.number",
        store=True,
        precompute=True,
        guarded=True,
    )
    sequence = fields.Integer(default=10)
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="proposed",
        copy=False,
        guarded=True,
        trailed=True,
    )
    type_id = fields.Many2one(
        "complaint.remedy.type",
        "Remedy",
        required=True,
        index=True,
        ondelete="restrict",
        trailed=True,
    )
    # stored: rules and lists of those who carry it out ask for them
    kind = fields.Selection(
        KINDS, compute="_compute_kind", store=True, precompute=True, guarded=True
    )
    executor = fields.Selection(
        EXECUTORS,
        "Carried out by",
        compute="_compute_kind",
        store=True,
        precompute=True,
        guarded=True,
    )
    line_id = fields.Many2one(
        "complaint.line",
        "Complained about",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('case_id', '=', case_id)]",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_product",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        domain="[('company_id', 'in', (company_id, False))]",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        compute="_compute_product",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('product_id', '=', product_id)]",
    )
    quantity = fields.Float(
        digits="Product Unit",
        compute="_compute_product",
        store=True,
        precompute=True,
        readonly=False,
        help="In the unit of the product.",
        trailed=True,
    )
    uom_id = fields.Many2one(related="product_id.uom_id", string="Unit")
    currency_id = fields.Many2one(related="case_id.currency_id")
    amount = fields.Monetary(
        help="All in all, with the taxes: no more than this is ever paid.",
        trailed=True,
    )
    # stored: what complaints cost is counted, and prices of today are not those of then
    cost = fields.Monetary(
        compute="_compute_cost",
        store=True,
        precompute=True,
        guarded=True,
        help="What it costs the company: the amount, and goods sent anew at "
        "their cost.",
    )
    note = fields.Char("Details", help="What exactly, by whom, where.")
    partner_id = fields.Many2one(related="case_id.partner_id", string="Customer")
    done_on = fields.Datetime("Carried out on", readonly=True, copy=False, guarded=True)
    done_by_id = fields.Many2one(
        "res.users",
        "By",
        readonly=True,
        copy=False,
        ondelete="restrict",
        guarded=True,
    )
    done_note = fields.Text(
        "How it was carried out", readonly=True, copy=False, guarded=True
    )

    _positive_check = models.Constraint(
        "CHECK (COALESCE(quantity, 0) >= 0 AND COALESCE(amount, 0) >= 0)",
        "Quantity and amount of a remedy cannot be negative.",
    )
    _to_do_idx = models.Index(
        "(executor, company_id, id) WHERE state IN ('approved', 'started')"
    )

    @api.depends("type_id")
    def _compute_kind(self):
        for remedy in self:
            remedy.kind = remedy.type_id.kind
            remedy.executor = remedy.type_id.executor

    @api.onchange("type_id")
    def _onchange_type(self):
        """Where one product is complained about, the remedy is for that one."""
        if self.kind in (*GOODS_KINDS, *ON_INVOICE) and len(self.case_id.line_ids) == 1:
            self.line_id = self.line_id or self.case_id.line_ids

    @api.depends("line_id")
    def _compute_product(self):
        """What was complained about is what is taken back, replaced, repaired."""
        for remedy in self:
            line = remedy.line_id
            remedy.product_id = line.product_id or remedy.product_id
            remedy.lot_id = line.lot_id or remedy.lot_id
            remedy.quantity = line.defective_qty or remedy.quantity

    @api.depends("amount", "kind", "product_id", "quantity")
    def _compute_cost(self):
        for remedy in self:
            remedy.cost = remedy.amount
            if remedy.kind == "replacement" and remedy.product_id:
                company = remedy.case_id.company_id
                # who proposes a remedy need not know what the product costs
                product = remedy.product_id.sudo().with_company(company)
                remedy.cost += company.currency_id._convert(
                    product.standard_price * remedy.quantity,
                    remedy.case_id.currency_id,
                    company,
                    fields.Date.context_today(remedy),
                )

    @api.depends("type_id", "product_id", "quantity", "amount")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for remedy in self:
            remedy.display_name = ", ".join(
                filter(None, [remedy.type_id.name, *remedy._say_how_much()])
            )

    def _say_how_much(self):
        """Product with lot and quantity, and the amount, in the reader's language."""
        parts = []
        if self.product_id:
            what = f"{self.quantity:g} × {self.product_id.sudo().display_name}"
            lot = self.lot_id.sudo().name
            parts.append(f"{what} ({lot})" if lot else what)
        if self.amount:
            parts.append(self.currency_id.format(self.amount))
        return parts

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("line_id", "case_id", "product_id", "lot_id")
    def _check_of_case(self):
        for remedy in self:
            line, lot = remedy.line_id.sudo(), remedy.lot_id.sudo()
            if line and line.case_id != remedy.case_id:
                raise ValidationError(
                    self.env._("Choose a product of the same complaint.")
                )
            if lot and lot.product_id != remedy.product_id:
                raise ValidationError(
                    self.env._(
                        "Lot %(lot)s is of %(other)s, not of %(product)s.",
                        lot=lot.name,
                        other=lot.product_id.display_name,
                        product=remedy.product_id.display_name or "?",
                    )
                )

    def _get_faults(self):
        """What is missing before these remedies can be put up for decision."""
        return [fault for remedy in self for fault in remedy._get_own_faults()]

    def _get_own_faults(self):
        faults, name = [], self.type_id.name
        if self.kind in MONEY_KINDS and not self.amount:
            faults.append(self.env._("%(remedy)s: say how much.", remedy=name))
        if self.kind in GOODS_KINDS and not (self.product_id and self.quantity):
            faults.append(
                self.env._("%(remedy)s: say of what, and how many.", remedy=name)
            )
        delivered = self.line_id.delivered_qty or self.line_id.record_delivered_qty
        if (
            delivered
            and self.kind in GOODS_KINDS
            and (float_compare(self.quantity, delivered, precision_digits=6) > 0)
        ):
            faults.append(
                self.env._(
                    "%(remedy)s of %(quantity)s: only %(delivered)s were delivered.",
                    remedy=name,
                    quantity=f"{self.quantity:g}",
                    delivered=f"{delivered:g}",
                )
            )
        return faults

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        remedies = super()._create_guarded(vals_list)
        for case in remedies.case_id:
            case._check_disposition_open()
        return remedies

    def write(self, vals):
        if DECIDED.intersection(vals):
            self._check_only_proposed()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_only_proposed()
        return super().unlink()

    def _check_only_proposed(self):
        for remedy in self:
            if remedy.state != "proposed":
                raise UserError(
                    self.env._(
                        "“%(remedy)s” is decided: %(state)s. It stays as it was "
                        "approved; propose another remedy.",
                        remedy=remedy.display_name,
                        state=remedy._get_state_label(remedy.state),
                    )
                )

    # ------------------------------------------------------------
    # CARRYING OUT
    # ------------------------------------------------------------

    def action_tick_off(self, note=False):
        """Say that what needs no document was carried out, and how (R-S01).

        :param str note: how; what was said, by whom
        :raises UserError: not approved, or the ERP's own document does it
        :raises AccessError: neither in charge of the case nor an officer
        """
        for remedy in self:
            remedy.check_access("read")
            remedy._check_may_tick_off()
        remedies = self.sudo()  # the right was checked; nobody writes what is approved
        remedies._write_guarded(
            {"done_by_id": self.env.uid, "done_note": (note or "").strip() or False}
        )
        remedies._walk("done")
        remedies.case_id._note_carried_out()

    def _check_may_tick_off(self):
        if self._needs_document():
            raise UserError(
                self.env._(
                    "“%(remedy)s” is carried out by its document: make it, and it is "
                    "done when that is posted or validated.",
                    remedy=self.display_name,
                )
            )
        self.case_id._check_may_tell()

    def _get_to_do(self):
        """Those of these that are approved and not carried out yet."""
        return self.filtered(lambda remedy: remedy.state in TO_DO)
