from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import float_compare, format_date

from ..tools.recall_figures import settle

# what people note of a customer
QUANTITIES = ("returned_qty", "destroyed_qty", "used_qty", "lost_qty")
NOTED = {*QUANTITIES, "held_qty", "answered_on", "note", "noted_on"}
_TRACED = {"readonly": True, "copy": False, "guarded": True, "digits": "Product Unit"}
_NOTED = {"digits": "Product Unit", "copy": False, "trailed": True}
_FIGURE = {
    "digits": "Product Unit",
    "compute": "_compute_figures",
    "store": True,
    "precompute": True,
}


class CapaRecallLine(models.Model):
    """One lot at one customer: what he got, what became of it (R-Q07).

    Made by the trace alone; people note what they hear from the customer."""

    _name = "capa.recall.line"
    _inherit = ["capa.recall.notified", "complaint.guarded.mixin"]
    _description = "Customer of a Recall"
    _order = "recall_id, is_settled, id"
    _check_company_auto = True

    recall_id = fields.Many2one(
        "capa.recall", required=True, readonly=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="recall_id.company_id", store=True, precompute=True, index=True
    )
    recall_state = fields.Selection(related="recall_id.state")
    partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        help="Empty: delivered without a name, at a till for instance.",
    )
    lot_id = fields.Many2one(
        "stock.lot",
        required=True,
        readonly=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        guarded=True,
    )
    product_id = fields.Many2one(
        related="lot_id.product_id", store=True, precompute=True, index=True
    )
    product_uom_id = fields.Many2one(
        related="product_id.uom_id", string="Unit", store=True, precompute=True
    )
    delivered_qty = fields.Float("Delivered", **_TRACED)
    delivered_on = fields.Date("Last delivery", readonly=True, copy=False, guarded=True)
    returned_before_qty = fields.Float(
        "Came back before", help="Before it was recalled.", **_TRACED
    )
    returned_since_qty = fields.Float(
        "Came back in stock", help="Since it was recalled.", **_TRACED
    )
    returned_qty = fields.Float(
        "Returned",
        help="As the customer sends it back. What the stock books as a return counts "
        "by itself: the larger of the two stands.",
        **_NOTED,
    )
    destroyed_qty = fields.Float(
        "Destroyed", help="At the customer's, with proof.", **_NOTED
    )
    used_qty = fields.Float(
        "Used up", help="Sold on to consumers or consumed.", **_NOTED
    )
    lost_qty = fields.Float("Not to be found", **_NOTED)
    held_qty = fields.Float("Has", help="As the customer says.", **_NOTED)
    answered_on = fields.Date("Answered on", copy=False, trailed=True)
    note = fields.Text("Remark", copy=False)
    noted_on = fields.Date(
        "Noted on", copy=False, help="When it came, or was destroyed."
    )
    noted_by_id = fields.Many2one(
        "res.users",
        "Noted by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    due_qty = fields.Float("To account for", **_FIGURE)
    settled_qty = fields.Float("Accounted for", **_FIGURE)
    missing_qty = fields.Float("Missing", **_FIGURE)
    surplus_qty = fields.Float("Too much", **_FIGURE)
    is_settled = fields.Boolean(
        compute="_compute_figures", store=True, precompute=True, index=True
    )

    _line_uniq = models.UniqueIndex(
        "(recall_id, lot_id, COALESCE(partner_id, 0))",
        "This customer and lot are in the recall already.",
    )
    _partner_idx = models.Index("(recall_id, partner_id)")
    _order_idx = models.Index("(recall_id, is_settled, id)")
    _noted_check = models.Constraint(
        "CHECK (COALESCE(returned_qty, 0) >= 0 AND COALESCE(destroyed_qty, 0) >= 0"
        " AND COALESCE(used_qty, 0) >= 0 AND COALESCE(lost_qty, 0) >= 0"
        " AND COALESCE(held_qty, 0) >= 0)",
        "What became of the goods cannot be less than nothing.",
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("partner_id", "lot_id")
    def _compute_display_name(self):
        for line in self:
            # who may read the line may know whose and which lot it is
            own = line.sudo()
            parts = (own.partner_id.display_name, own.lot_id.name)
            line.display_name = " · ".join(filter(None, parts))

    @api.depends(
        "delivered_qty", "returned_before_qty", "returned_since_qty", *QUANTITIES
    )
    def _compute_figures(self):
        for line in self:
            found = settle(
                line.delivered_qty,
                line.returned_before_qty,
                line.returned_since_qty,
                [line[name] for name in QUANTITIES],
            )
            line.due_qty = found.due
            line.settled_qty = found.accounted
            line.missing_qty = found.missing
            line.surplus_qty = found.surplus
            line.is_settled = not found.missing and not found.surplus

    @api.constrains(*QUANTITIES, "held_qty")
    def _check_noted(self):
        for line in self:
            if any(line[name] < 0 for name in (*QUANTITIES, "held_qty")):
                raise ValidationError(
                    self.env._(
                        "%(line)s: what became of the goods cannot be less than "
                        "nothing.",
                        line=line.display_name,
                    )
                )
            if float_compare(line.surplus_qty, 0, precision_digits=6) > 0:
                raise ValidationError(
                    self.env._(
                        "%(line)s: %(noted)s are accounted for, and the customer had "
                        "only %(due)s. Correct what was noted, or trace again after "
                        "further deliveries.",
                        line=line.display_name,
                        noted=f"{line.settled_qty:g}",
                        due=f"{line.due_qty:g}",
                    )
                )

    @api.constrains("answered_on", "noted_on")
    def _check_days(self):
        """Nothing came back before it was recalled, nor tomorrow."""
        for line in self:
            recall = line.recall_id
            today = recall._get_own_day()
            first = recall.opened_on and recall._get_own_day(recall.opened_on)
            for day in filter(None, (line.answered_on, line.noted_on)):
                if day > today or (first and day < first):
                    raise ValidationError(
                        self.env._(
                            "%(line)s: %(day)s is not between the day of the recall "
                            "(%(first)s) and today.",
                            line=line.display_name,
                            day=format_date(self.env, day),
                            first=format_date(self.env, first),
                        )
                    )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self._refuse_change(
            self.env._("Customers are found by the trace of the lots: “Trace again”.")
        )
        return super().create(vals_list)

    def write(self, vals):
        if NOTED & vals.keys():
            self._check_running()
        result = super().write(vals)
        if NOTED & vals.keys():
            self._stamp_noted(vals)
            # who notes may not write the figures of the recall himself
            self.recall_id.sudo()._refresh_figures()
        return result

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._refuse_change(self.env._("What went to a customer stays in the recall."))
        return super().unlink()

    @api.model
    def _refuse_change(self, why):
        raise UserError(why)

    def _drop_found(self):
        """What a trace found and the next one does not, before anybody was told."""
        return super().unlink()

    def _check_running(self):
        for recall in self.recall_id:
            if recall.state not in ("open", "ending"):
                raise UserError(
                    self.env._(
                        "%(recall)s is “%(state)s”: what became of the goods is noted "
                        "while it runs.",
                        recall=recall.display_name,
                        state=recall._get_state_label(recall.state),
                    )
                )

    def _stamp_noted(self, vals):
        today = self.recall_id[:1]._get_own_day()
        stamps = {"noted_by_id": self.env.uid}
        if {*QUANTITIES} & vals.keys() and "noted_on" not in vals:
            stamps["noted_on"] = today
        told = {*QUANTITIES, "held_qty"} & vals.keys()
        if told and "answered_on" not in vals:
            self.filtered(lambda line: not line.answered_on)._write_guarded(
                {"answered_on": today}
            )
        self._write_guarded(stamps)

    def _write_changed(self, vals):
        """Write what is different; most of a trace is as it was."""
        changed = {
            name: value
            for name, value in vals.items()
            if self.env["capa.recall.lot"]._is_other(self[name], value)
        }
        if changed:
            self._write_guarded(changed)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_all_returned(self):
        """All that is missing came back, today."""
        for line in self:
            if line.missing_qty:
                came = max(line.returned_qty, line.returned_since_qty)
                line.returned_qty = came + line.missing_qty
