from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import SQL
from odoo.tools.misc import formatLang

from ..tools.containment_arrows import BLOCK_ARROWS
from .capa_plan import QUALITY

STATES = [
    ("draft", "Not blocked yet"),
    ("blocked", "Blocked"),
    ("joined", "Blocked too"),
    ("lifted", "Lifted"),
]
DISPOSITIONS = [
    ("released", "Released"),
    ("scrapped", "Scrapped"),
    ("returned", "Returned to the supplier"),
    ("reworked", "Reworked"),
]
_STAMP = {"readonly": True, "copy": False, "guarded": True}
_LIFTING = {"disposition", "lift_reason", "evidence", "attachment_ids"}


class CapaContainmentLine(models.Model):
    """One lot, or one product as a whole, that is held back in one company (R-Q01).

    One of them holds at a time (``blocked``); who blocks the same for another reason
    joins (``joined``) and holds when the first is lifted."""

    _name = "capa.containment.line"
    _inherit = ["complaint.workflow.mixin"]
    _description = "Blocked Stock"
    _order = "containment_id desc, id"
    _check_company_auto = True
    _arrows = BLOCK_ARROWS

    containment_id = fields.Many2one(
        "capa.containment",
        "Stock containment",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="containment_id.company_id", store=True, precompute=True, index=True
    )
    product_id = fields.Many2one(
        "product.product",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain="[('type', '=', 'consu')]",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        domain="[('product_id', '=', product_id)]",
        help="Empty: the product as a whole.",
    )
    uom_id = fields.Many2one(related="product_id.uom_id")
    state = fields.Selection(
        STATES, "Status", required=True, default="draft", trailed=True, **_STAMP
    )
    blocked_on = fields.Datetime("Since", **_STAMP)
    quantity = fields.Float(
        "Quantity blocked",
        digits="Product Unit",
        help="On hand when it was blocked.",
        **_STAMP,
    )
    on_hand = fields.Float(
        "On hand now", compute="_compute_on_hand", digits="Product Unit"
    )
    disposition = fields.Selection(DISPOSITIONS, "What became of it", copy=False)
    lift_reason = fields.Text("Why it is lifted", copy=False, trailed=True)
    evidence = fields.Text("What shows it", copy=False, trailed=True)
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "capa_containment_file_rel",
        "line_id",
        "file_id",
        "Files",
        copy=False,
    )
    lifted_on = fields.Datetime("Lifted on", **_STAMP)
    lifted_by_id = fields.Many2one(
        "res.users", "Lifted by", index="btree_not_null", ondelete="restrict", **_STAMP
    )

    _blocked_uniq = models.UniqueIndex(
        "(company_id, product_id, COALESCE(lot_id, 0)) WHERE state = 'blocked'",
        "This is blocked already.",
    )
    _joined_idx = models.Index(
        "(company_id, product_id, lot_id, id) WHERE state = 'joined'"
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("product_id", "lot_id", "containment_id.number")
    def _compute_display_name(self):
        for line in self:
            what = line.sudo().lot_id or line.sudo().product_id
            line.display_name = what.display_name or line.containment_id.number

    @api.depends("product_id", "lot_id", "state")
    def _compute_on_hand(self):
        held = self._count_on_hand()
        for line in self:
            line.on_hand = held.get(line, 0.0)

    def _count_on_hand(self):
        """What lies in the own places of the company; figures tell nobody's data.

        :return: dict, line → quantity in the product's unit
        """
        rows = (
            self.env["stock.quant"]
            .sudo()
            ._read_group(
                [
                    ("product_id", "in", self.product_id.ids),
                    ("company_id", "in", self.company_id.ids),
                    ("location_id.usage", "in", ("internal", "transit")),
                ],
                ["company_id", "product_id", "lot_id"],
                ["quantity:sum"],
            )
        )
        return {
            line: sum(
                quantity
                for company, product, lot, quantity in rows
                if company.id == line.company_id.id
                and product.id == line.product_id.id
                and (not line.lot_id or lot.id == line.lot_id.id)
            )
            for line in self
        }

    @api.constrains("product_id", "lot_id")
    def _check_lot(self):
        for line in self.sudo():
            if line.lot_id and line.lot_id.product_id != line.product_id:
                raise ValidationError(
                    self.env._(
                        "Lot %(lot)s is of %(product)s. Choose a lot of the product "
                        "of this line.",
                        lot=line.lot_id.name,
                        product=line.lot_id.product_id.display_name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        lines = super()._create_guarded(vals_list)
        if any(line.containment_id.state == "lifted" for line in lines):
            raise UserError(self.env._("This containment is over. Block in a new one."))
        return lines

    def write(self, vals):
        if set(vals) & _LIFTING:
            self._check_may_lift()
        if set(vals) - _LIFTING - self._get_guarded_fields():
            self._check_draft()
        return super().write(vals)

    def unlink(self):
        self._check_draft()
        return super().unlink()

    def _check_draft(self):
        if any(line.state != "draft" for line in self):
            raise UserError(
                self.env._("What was blocked stays on file. Lift the block instead.")
            )

    def _check_may_lift(self):
        if any(line.state == "lifted" for line in self):
            raise UserError(
                self.env._("What was said when the block was lifted stays as it is.")
            )
        if not (self.env.su or self.env.user.has_group(QUALITY)):
            raise AccessError(
                self.env._(
                    "What became of blocked stock is said by the quality department."
                )
            )

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _guard_disposition(self):
        missing = []
        if not self.disposition:
            missing.append(self.env._("Say what became of it."))
        if not (self.lift_reason or "").strip():
            missing.append(self.env._("Say why the block is lifted."))
        if not (self.evidence or "").strip() and not self.sudo().attachment_ids:
            missing.append(self.env._("Say what shows it, or add a file."))
        return missing

    def _guard_gone(self):
        """What was scrapped or returned is not there any more."""
        if self.disposition not in ("scrapped", "returned") or self.on_hand <= 0:
            return []
        return [
            self.env._(
                "%(quantity)s %(unit)s are still on hand: scrap or return them first.",
                quantity=formatLang(self.env, self.on_hand, dp="Product Unit"),
                unit=self.uom_id.name,
            )
        ]

    # ------------------------------------------------------------
    # BLOCKING AND LIFTING
    # ------------------------------------------------------------

    def _get_key(self):
        return self.company_id.id, self.product_id.id, self.lot_id.id

    def _find_same(self, state):
        """Lines of other containments about the same, as superuser.

        :return: dict, company, product, lot → lines, oldest first
        """
        domain = [
            ("company_id", "in", self.company_id.ids),
            ("product_id", "in", self.product_id.ids),
            ("state", "=", state),
        ]
        return self.sudo().search(domain, order="id").grouped(self._key_of)

    @api.model
    def _key_of(self, line):
        return line._get_key()

    def _block(self):
        """Hold these back, as superuser; what is held back already is joined."""
        if not self:
            return
        self.env["capa.containment.gate"]._change(self.company_id)
        self._touch_stock()
        held = self._find_same("blocked")
        on_hand = self._count_on_hand()
        for line in self:
            first = held.setdefault(line._get_key(), line)[:1]
            line._write_guarded({"quantity": on_hand[line]})
            line._walk("blocked" if first == line else "joined")
            line.containment_id._join(first.containment_id, line.product_id)
        for containment, lines in self.grouped("containment_id").items():
            containment._stop(lines)

    def _touch_stock(self):
        """Who moves this stock in the same moment has written the same rows, and does
        not see us: then we are run again, and see what he did."""
        self.env.flush_all()
        quants = self.env["stock.quant"].search(
            self.env["capa.containment"]._get_stock_domain(self)
        )
        if quants:
            self.env.cr.execute(
                SQL(
                    "UPDATE stock_quant SET write_date = write_date WHERE id IN %s",
                    quants._ids,
                )
            )

    def action_lift(self):
        """Lift the block of these, with what became of them (R-Q01).

        :raises AccessError: not the quality department
        :raises UserError: disposition, reason or evidence is missing
        """
        before = {line: line.state for line in self}
        self._walk("lifted")
        lines = self.sudo()  # the arrow said who may
        lines.env["capa.containment.gate"]._change(lines.company_id)
        lines.flush_recordset(["state"])  # before another one holds the same
        waiting = lines._find_same("joined")
        for line in lines:
            following = waiting.get(line._get_key())
            if before[line] == "blocked" and following:
                following[0]._walk("blocked")
        lines.containment_id._note_lifted()

    def action_open_lift(self):
        """The form that asks what became of it, or shows what was said."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.display_name,
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
            "target": "new",
        }

    def _prepare_walk_vals(self, arrow):
        vals = super()._prepare_walk_vals(arrow)
        if arrow.target == "lifted":
            vals["lifted_by_id"] = self.env.uid
        return vals
