from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools.recall_arrows import LIVE_STATES

QUALITY = "complaint_quality_capa.group_complaint_quality"
SEVERITIES = [
    ("hazard", "Safety hazard"),
    ("rule", "Against a regulation"),
    ("defect", "Defect without danger"),
]
_INSIDE = "[('share', '=', False), ('company_ids', 'in', company_id)]"
_OWN = {"readonly": True, "copy": False, "guarded": True}


class CapaRecall(models.Model):
    """Goods are called back: which lots, from whom, what became of them (R-Q07)."""

    _name = "capa.recall"
    _inherit = [
        "capa.recall.told",  # on its steps, tracing and notices
        "capa.recall.guards",
        "capa.recall.origin",
        "capa.recall.figures",
    ]
    _description = "Recall"
    _order = "id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _mail_post_access = "read"

    number = fields.Char(index="trigram", **_OWN)
    name = fields.Char(
        "Subject", required=True, index="trigram", help="No word of who complained."
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    severity = fields.Selection(
        SEVERITIES,
        "How grave",
        required=True,
        default="hazard",
        trailed=True,
        help="A safety hazard is recalled at once; everything else is decided first.",
    )
    hazard = fields.Text(
        "What the danger is",
        translate=True,
        trailed=True,
        help="The customers read this.",
    )
    instruction = fields.Text(
        "What customers are to do",
        translate=True,
        trailed=True,
        help="The customers read this.",
    )
    reason = fields.Text("Why it is recalled", trailed=True)
    scope = fields.Selection(
        [
            ("trade", "Back from dealers and customers"),
            ("consumers", "Back from consumers too"),
        ],
        required=True,
        default="trade",
        trailed=True,
    )
    with_products = fields.Boolean(
        "What was made from the lots", default=True, trailed=True
    )
    with_components = fields.Boolean(
        "What the lots were made from",
        trailed=True,
        help="And all else that was made from that: the fault is in a component.",
    )
    owner_id = fields.Many2one(
        "res.users",
        "Led by",
        index="btree_not_null",
        ondelete="restrict",
        domain=_INSIDE,
        default=lambda self: self.env.user,
        tracking=True,
        trailed=True,
    )
    lot_ids = fields.One2many("capa.recall.lot", "recall_id", "Lots")
    lots_text = fields.Char(
        "Lots named", compute="_compute_lots_text", store=True, precompute=True
    )
    product_ids = fields.Many2many("product.product", compute="_compute_product_ids")
    line_ids = fields.One2many("capa.recall.line", "recall_id", "Customers")
    report_ids = fields.One2many("capa.recall.report", "recall_id", "Authority")
    report_count = fields.Integer("Reports", compute="_compute_report_count")
    traced_on = fields.Datetime("Traced on", **_OWN)
    gaps_text = fields.Text("Went into products without lots", **_OWN)
    companies_text = fields.Text("Other companies that had some", **_OWN)
    end_reason = fields.Text("Why it ends before", copy=False, trailed=True)
    hint = fields.Text(
        compute="_compute_hint", help="What is missing before the next step."
    )

    _open_idx = models.Index("(id DESC) WHERE is_open IS TRUE")
    _notices_idx = models.Index("(id) WHERE notices_asked IS TRUE")
    _state_idx = models.Index("(state, id DESC)")
    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "Another recall of this company has this number."
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("number", "name")
    def _compute_display_name(self):
        for recall in self:
            parts = (recall.number, recall.name)
            recall.display_name = " ".join(filter(None, parts))

    @api.depends("lot_ids.lot_name", "lot_ids.relation")
    def _compute_lots_text(self):
        for recall in self:
            named = recall.lot_ids.filtered(lambda row: row.relation == "named")
            names = filter(None, named.mapped("lot_name"))
            recall.lots_text = ", ".join(names) or False

    @api.depends("lot_ids.product_id")
    def _compute_product_ids(self):
        for recall in self:
            recall.product_ids = recall.lot_ids.product_id

    @api.depends("report_ids")
    def _compute_report_count(self):
        for recall in self:
            recall.report_count = len(recall.report_ids)

    @api.depends(
        "state", "severity", "lots_text", "reason", "hazard", "instruction", "progress"
    )
    @api.depends_context("lang")
    def _compute_hint(self):
        for recall in self:
            recall.hint = "\n".join(recall._get_hint()) or False

    @api.constrains("remind_days")
    def _check_remind_days(self):
        if any(recall.remind_days < 0 for recall in self):
            raise ValidationError(
                self.env._("Days until the reminder cannot be negative; 0 means never.")
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        numbered = self.env["capa.recall.numbering"]._number(vals_list)
        return super()._create_guarded(numbered)

    def write(self, vals):
        if "company_id" in vals and any(
            recall.company_id.id != vals["company_id"] for recall in self
        ):
            raise UserError(
                self.env._("A recall stays with its company: its number belongs to it.")
            )
        settled = {"severity", "with_products", "with_components", "reason"}
        if settled & vals.keys() and any(recall.state != "draft" for recall in self):
            raise UserError(
                self.env._(
                    "What is recalled, how grave and why was said when it was opened. "
                    "Recall more with another recall."
                )
            )
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._refuse_removal()
        return super().unlink()

    def _refuse_removal(self):
        raise UserError(self.env._("A recall stays on file: drop it, with the reason."))

    def _update_field_translations(self, field_name, *args, **kwargs):
        """The other languages of what customers read are locked with the first, and
        their changes kept (R-P04)."""
        self._check_approval_lock({field_name})
        before = self._get_translations(field_name)
        result = super()._update_field_translations(field_name, *args, **kwargs)
        after = self._get_translations(field_name)
        self.env["complaint.trail"]._keep(
            (recall, field_name, before[recall, lang], words)
            for (recall, lang), words in after.items()
            if words != before[recall, lang]
        )
        return result

    def _get_translations(self, field_name):
        if field_name not in self._get_trailed_fields():
            return {}
        langs = [code for code, _name in self.env["res.lang"].get_installed()]
        return {
            (recall, lang): recall.with_context(lang=lang)[field_name] or None
            for recall in self
            for lang in langs
        }

    # ------------------------------------------------------------
    # WHO, WHAT, HOW FAR
    # ------------------------------------------------------------

    def _is_live(self):
        return self.state in LIVE_STATES

    def _check_may_lead(self):
        """:raises AccessError: neither quality nor who leads the recall"""
        self.check_access("read")
        if self.env.su or self.env.user.has_group(QUALITY):
            return
        if any(not recall._is_owner() for recall in self):
            raise AccessError(
                self.env._("A recall is led by quality and by whom it names.")
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_trace(self):
        """Find the customers anew; what was noted of them stays (R-Q07)."""
        self._check_may_lead()
        for recall in self:
            if recall.state in ("closed", "cancelled"):
                raise UserError(self.env._("This recall is over."))
            if missing := recall._guard_lots():
                raise UserError("\n".join(missing))
            # who leads it may, and need not work in stock or sales
            recall.sudo()._trace()
            if recall.is_running:
                recall.sudo()._contain()

    def action_open_lines(self):
        """The customers, to note what they have and send back."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality_capa.capa_recall_line_action"
        )
        return {
            **action,
            "name": self.env._("Customers of %(recall)s", recall=self.number),
            "domain": [("recall_id", "=", self.id)],
            "context": {},
        }

    def action_open_trail(self):
        """The changes of decision, quantities and responsibility (R-P04)."""
        self.ensure_one()
        lines = self.env["capa.recall.line"].search([("recall_id", "=", self.id)])
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("History of %(name)s", name=self.display_name),
            "res_model": "complaint.trail",
            "view_mode": "list,kanban",
            "mobile_view_mode": "kanban",
            "domain": [
                "|",
                "&",
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                "&",
                ("res_model", "=", "capa.recall.line"),
                ("res_id", "in", lines.ids),
            ],
        }
