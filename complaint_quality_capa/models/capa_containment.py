from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.containment_arrows import CONTAINMENT_ARROWS, HOLDING

STATES = [("draft", "Not blocked yet"), ("open", "Blocked"), ("lifted", "Lifted")]
_STAMP = {"readonly": True, "copy": False, "guarded": True}
# what was said when it was blocked stays
_FIXED = {"reason", "plan_id", "case_id", "company_id"}


class CapaContainment(models.Model):
    """What is held back at once because of a problem: lots, or products as a whole
    (R-Q01). Blocked without an approval, lifted lot by lot by the quality department
    with what became of it; nothing of it is ever removed."""

    _name = "capa.containment"
    _inherit = ["complaint.workflow.mixin", "capa.containment.quarantine"]
    _description = "Stock Containment"
    _order = "id desc"
    _rec_name = "number"
    _check_company_auto = True
    _arrows = CONTAINMENT_ARROWS

    number = fields.Char(index="trigram", **_STAMP)
    plan_id = fields.Many2one(
        "capa.plan",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('is_open', '=', True)]",
    )
    case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    reason = fields.Text(
        required=True, help="What is wrong with it; no word of who complained."
    )
    owner_id = fields.Many2one(
        "res.users",
        "Whom to ask",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
        help="Named wherever the stock is stopped.",
    )
    line_ids = fields.One2many("capa.containment.line", "containment_id", "Blocked")
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        default="draft",
        trailed=True,
        group_expand="_group_expand_state",
        **_STAMP,
    )
    is_open = fields.Boolean(
        "In force", compute="_compute_is_open", store=True, precompute=True
    )
    opened_on = fields.Datetime("Blocked on", **_STAMP)
    opened_by_id = fields.Many2one(
        "res.users", "Blocked by", index="btree_not_null", ondelete="restrict", **_STAMP
    )
    lifted_on = fields.Datetime("All lifted on", **_STAMP)
    has_draft = fields.Boolean(compute="_compute_has_draft")

    _open_idx = models.Index("(id DESC) WHERE is_open IS TRUE")
    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "Another containment of this company has this number."
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("state")
    def _compute_is_open(self):
        for containment in self:
            containment.is_open = containment.state == "open"

    @api.depends("line_ids.state")
    def _compute_has_draft(self):
        for containment in self:
            states = containment.line_ids.mapped("state")
            containment.has_draft = "draft" in states or not states

    @api.constrains("reason", "plan_id", "case_id")
    def _check_names_nobody(self):
        """R-P03: whoever works with the stock may read why it is blocked."""
        for containment in self.sudo():
            cases = containment.case_id | containment.plan_id._get_cases()
            for case in cases:
                case._check_nothing_private(containment.reason)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        numbered = self.env["capa.containment.numbering"]._number(vals_list)
        return super()._create_guarded(numbered)

    def write(self, vals):
        if _FIXED & set(vals) and any(one.state != "draft" for one in self):
            raise UserError(
                self.env._(
                    "What was said when stock was blocked stays as it is. Block anew "
                    "to say more."
                )
            )
        return super().write(vals)

    def unlink(self):
        self.line_ids._check_draft()
        self._check_draft()
        self.line_ids.unlink()
        return super().unlink()

    def _check_draft(self):
        if any(one.state != "draft" for one in self):
            raise UserError(
                self.env._("What was blocked stays on file. Lift the block instead.")
            )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _is_owner(self):
        return self.sudo().plan_id.owner_id == self.env.user

    def _get_party_names(self, arrow):
        return [self.env._("owner of the plan")]

    def _guard_lines(self):
        if self.line_ids:
            return []
        return [self.env._("Say which lots or which products are held back.")]

    def _prepare_walk_vals(self, arrow):
        vals = super()._prepare_walk_vals(arrow)
        if arrow.target == "open":
            vals["opened_by_id"] = self.env.uid
        return vals

    def action_block(self):
        """Hold it back from now on (R-Q01); also what was added since.

        :raises AccessError: neither the quality department nor the owner of the plan
        """
        for containment in self:
            if containment.state == "draft":
                containment._walk("open")
            containment.check_access("write")
            # who may block was asked above
            containment.sudo().line_ids.filtered(
                lambda line: line.state == "draft"
            )._block()

    def _note_lifted(self):
        """With the last of its lines a containment is over."""
        for containment in self:
            if containment.state == "open" and not containment.line_ids.filtered(
                lambda line: line.state in (*HOLDING, "draft")
            ):
                containment._walk("lifted")
                containment._tell_lifted()

    # ------------------------------------------------------------
    # PROPOSING
    # ------------------------------------------------------------

    @api.model
    def _prepare_for(self, record):
        """Seam: values of a containment of what ``record``, a plan or a complaint that
        may be read, is about; nothing of who complained."""
        about = record.sudo()  # lots of other departments too
        if record._name == "complaint.case":
            about = about.line_ids
            lots, products = about.lot_id, about.product_id
        else:
            lots, products = about.lot_ids, about.product_ids
        rows = [{"product_id": lot.product_id.id, "lot_id": lot.id} for lot in lots]
        rows += [{"product_id": one.id} for one in products - lots.product_id]
        return {
            record._containment_field: record.id,
            "company_id": record.sudo().company_id.id,
            "line_ids": [Command.create(row) for row in rows],
        }
