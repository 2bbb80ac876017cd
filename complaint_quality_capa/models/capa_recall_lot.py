from odoo import api, fields, models
from odoo.addons.complaint_management.tools.spelling import spellings
from odoo.exceptions import UserError
from odoo.tools import float_compare

RELATIONS = [
    ("named", "Named"),
    ("component", "Went into it"),
    ("product", "Made from it"),
]
_OWN = {"readonly": True, "copy": False, "guarded": True}


class CapaRecallLot(models.Model):
    """A lot that is recalled: named by people, or found by the trace as what was made
    from a named lot, or what that was made from (R-Q07).

    Who names a lot types its number, because quality people need not work in stock."""

    _name = "capa.recall.lot"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Lot of a Recall"
    _order = "recall_id, depth, id"
    _rec_name = "lot_name"
    _check_company_auto = True

    recall_id = fields.Many2one(
        "capa.recall", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="recall_id.company_id", store=True, precompute=True, index=True
    )
    lot_name = fields.Char(
        "Lot",
        compute="_compute_from_lot",
        store=True,
        precompute=True,
        readonly=False,
        help="The number on the goods.",
    )
    product_id = fields.Many2one(
        "product.product",
        compute="_compute_from_lot",
        store=True,
        precompute=True,
        readonly=False,
        index="btree_not_null",
        ondelete="restrict",
        help="Needed where several products have a lot of this number.",
    )
    product_uom_id = fields.Many2one(related="product_id.uom_id")
    lot_id = fields.Many2one(
        "stock.lot", "Lot on record", index=True, ondelete="restrict", **_OWN
    )
    relation = fields.Selection(
        RELATIONS, "Why recalled", required=True, default="named", **_OWN
    )
    through_id = fields.Many2one(
        "stock.lot",
        "Found through",
        index="btree_not_null",
        ondelete="restrict",
        **_OWN,
    )
    depth = fields.Integer("Steps", **_OWN)
    delivered_qty = fields.Float("To customers", digits="Product Unit", **_OWN)
    on_hand_qty = fields.Float("Still here", digits="Product Unit", **_OWN)
    on_hand_text = fields.Text("Stored at", **_OWN)
    is_live = fields.Boolean(
        compute="_compute_is_live", store=True, precompute=True, guarded=True
    )

    _lot_uniq = models.UniqueIndex(
        "(recall_id, lot_id)", "This lot is in the recall already."
    )
    # two who recall the same lot at the same moment: one of them is told
    _live_uniq = models.UniqueIndex(
        "(company_id, lot_id) WHERE is_live IS TRUE",
        "This lot is being recalled already.",
    )

    @api.depends("lot_id")
    def _compute_from_lot(self):
        for row in self:
            lot = row.sudo().lot_id
            row.lot_name = lot.name or row.lot_name
            row.product_id = lot.product_id or row.product_id

    @api.depends("recall_id.state", "relation")
    def _compute_is_live(self):
        for row in self:
            row.is_live = row.relation == "named" and row.recall_id._is_live()

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        rows = super().create(vals_list)
        rows._check_may_name()
        rows._find_on_record()
        return rows

    def write(self, vals):
        self._check_may_name()
        if "recall_id" in vals:
            raise UserError(self.env._("A lot stays with the recall that names it."))
        result = super().write(vals)
        if {"lot_name", "product_id"} & vals.keys():
            self._find_on_record()
        return result

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_may_name()
        return super().unlink()

    def _drop_found(self):
        """What a trace found and the next one does not."""
        return super().unlink()

    def _check_may_name(self):
        """Lots are named while the recall is prepared; the trace finds the others."""
        for row in self:
            if row.recall_id.state != "draft" or row.relation != "named":
                raise UserError(
                    self.env._(
                        "Lots are named while a recall is prepared. What was found by "
                        "the trace stays; recall further lots with another recall."
                    )
                )

    def _write_changed(self, vals):
        """Write what is different; most of a trace is as it was."""
        changed = {
            name: value
            for name, value in vals.items()
            if self._is_other(self[name], value)
        }
        if changed:
            self._write_guarded(changed)

    @api.model
    def _is_other(self, now, value):
        """Whether ``value`` of a trace is not what is there ``now``."""
        if isinstance(now, float):
            return float_compare(now, value, precision_digits=6) != 0
        if isinstance(now, models.BaseModel):
            return now.id != (value or False)
        return (now or False) != (value or False)

    # ------------------------------------------------------------
    # THE LOT ON RECORD
    # ------------------------------------------------------------

    def _find_on_record(self):
        """The lot of that number in this company.

        :raises UserError: none, several, or one that never moved
        """
        names = {way for row in self for way in spellings(row.lot_name)}
        # who names a lot need not work in stock; he sees that it is there
        found = self.env["stock.lot"].sudo().search([("name", "in", list(names))])
        lots = {row: row._choose_lot(found) for row in self}
        moved = self.env["capa.recall"]._find_moved([lot.id for lot in lots.values()])
        for row, lot in lots.items():
            if lot.id not in moved:
                row._refuse(self.env._("it was never received, made or delivered."))
            if row.lot_id != lot:
                row._write_guarded({"lot_id": lot.id})

    def _choose_lot(self, found):
        company, product = self.recall_id.company_id, self.product_id
        names = spellings(self.lot_name)
        lots = found.filtered(
            lambda lot: (
                lot.name in names
                and lot.company_id in (company, lot.company_id.browse())
                and (not product or lot.product_id == product)
            )
        )
        if len(lots) > 1:
            self._refuse(
                self.env._(
                    "several products have it, choose one: %(products)s.",
                    products=", ".join(lots.product_id.mapped("display_name")),
                )
            )
        if not lots:
            self._refuse(
                self.env._(
                    "%(company)s has no lot of this number.", company=company.name
                )
            )
        return lots

    def _refuse(self, why):
        raise UserError(
            self.env._(
                "Lot “%(lot)s” cannot be recalled: %(why)s",
                lot=self.lot_name or "",
                why=why,
            )
        )

    def _find_live(self):
        """Rows of other recalls that recall these lots now."""
        return self.sudo().search(
            [
                ("lot_id", "in", self.sudo().lot_id.ids),
                ("company_id", "in", self.company_id.ids),
                ("is_live", "=", True),
                ("recall_id", "not in", self.recall_id.ids),
            ]
        )
