from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .capa_row_mixin import QUALITY

_INSIDE = "[('share', '=', False), ('company_ids', 'in', company_id)]"


class CapaPlan(models.Model):
    """Why it happened and what changes: one plan of measures (8D) from one case, or for
    a problem common to several (R-Q03, R-Q12)."""

    _name = "capa.plan"
    _inherit = [
        "capa.plan.learning",
        "capa.plan.analysis",
        "capa.plan.cases",
        "capa.containable.mixin",
        "capa.plan.recalls",
    ]
    _description = "Corrective Action Plan"
    _order = "id desc"
    _rec_names_search = ["number", "name"]
    _check_company_auto = True
    _mail_post_access = "read"
    _containment_field = "plan_id"

    number = fields.Char(readonly=True, copy=False, guarded=True, index="trigram")
    name = fields.Char(
        "Subject",
        required=True,
        index="trigram",
        help="All who work on it read it: no word of who complained.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    case_ids = fields.Many2many(
        "complaint.case",
        "capa_plan_case_rel",
        "plan_id",
        "case_id",
        "Complaints",
        copy=False,
        check_company=True,
        help="From one complaint, or for a problem common to several.",
    )
    case_numbers = fields.Char("Complaints it comes from", compute="_compute_cases")
    case_count = fields.Integer("Number of complaints", compute="_compute_cases")
    product_ids = fields.Many2many(
        "product.product", "capa_plan_product_rel", "plan_id", "product_id", "Products"
    )
    lot_ids = fields.Many2many(
        "stock.lot", "capa_plan_lot_rel", "plan_id", "lot_id", "Lots"
    )
    category_id = fields.Many2one(
        "complaint.category",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        trailed=True,
    )
    department_id = fields.Many2one(
        "hr.department",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Its vice GM in charge reviews the plan and confirms the effect.",
    )
    registered_on = fields.Datetime("Proposed", readonly=True, copy=False, guarded=True)
    proposed_by_id = fields.Many2one(
        "res.users",
        "Proposed by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    owner_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        ondelete="restrict",
        domain=_INSIDE,
        tracking=True,
        trailed=True,
        help="Follows it to the end.",
    )
    member_ids = fields.Many2many(
        "res.users",
        "capa_plan_member_rel",
        "plan_id",
        "user_id",
        "Improvement team",
        domain=_INSIDE,
    )
    # stored: a rule runs from the record to the user
    involved_ids = fields.Many2many(
        "res.users",
        "capa_plan_involved_rel",
        "plan_id",
        "user_id",
        "People asked in it",
        compute="_compute_involved_ids",
        store=True,
    )
    told_ids = fields.Many2many(
        "res.users",
        "capa_plan_told_rel",
        "plan_id",
        "user_id",
        "Told of it",
        readonly=True,
        copy=False,
        guarded=True,
    )
    problem = fields.Text(trailed=True, help="What, where, since when, how many.")
    is_not = fields.Text(
        "Where it does not occur", help="What is alike and is not affected."
    )
    containment_note = fields.Text(
        "Containment", help="What holds it back for now, or why nothing is needed."
    )
    prevention = fields.Text("Prevented elsewhere", trailed=True)
    conclusion = fields.Text(trailed=True)
    cause_ids = fields.One2many("capa.cause", "plan_id", "Causes")
    action_ids = fields.One2many("capa.action", "plan_id", "All measures")
    containment_ids = fields.One2many(
        "capa.action",
        "plan_id",
        "Containment actions",
        domain=[("kind", "=", "containment")],
    )
    measure_ids = fields.One2many(
        "capa.action",
        "plan_id",
        "Plan of measures",
        domain=[("kind", "!=", "containment")],
    )
    check_ids = fields.One2many("capa.check", "plan_id", "Checks of the effect")
    report_ids = fields.One2many("capa.special.report", "plan_id", "Special reports")
    block_ids = fields.One2many("capa.containment", "plan_id", "Stock held back")
    recurred_count = fields.Integer("The same again", compute="_compute_recurred_count")

    _open_idx = models.Index("(id DESC) WHERE is_open IS TRUE")
    _state_idx = models.Index("(state, id DESC)")
    _owner_idx = models.Index("(owner_id, id DESC) WHERE is_open IS TRUE")
    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "Another plan of this company has this number."
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("number", "name")
    def _compute_display_name(self):
        for plan in self:
            plan.display_name = " ".join(filter(None, [plan.number, plan.name]))

    @api.depends("case_ids")
    def _compute_cases(self):
        """R-P03: who may not read a complaint knows its number."""
        found = self._group_cases()
        for plan in self:
            cases = found.get(plan._origin.id, self.env["complaint.case"])
            plan.case_numbers = ", ".join(filter(None, cases.mapped("number")))
            plan.case_count = len(cases)

    @api.depends(
        "owner_id",
        "member_ids",
        "proposed_by_id",
        "told_ids",
        "action_ids.user_id",
        "check_ids.verifier_id",
    )
    def _compute_involved_ids(self):
        for plan in self:
            plan.involved_ids = (
                plan.owner_id
                | plan.member_ids
                | plan.proposed_by_id
                | plan.told_ids
                | plan.action_ids.user_id
                | plan.check_ids.verifier_id
            )

    def _compute_recurred_count(self):
        # how many there are is no secret to who works on the plan
        cases = self.env["complaint.case"].sudo()
        counts = dict(
            cases._read_group(
                [("recurred_plan_id", "in", self.ids)],
                ["recurred_plan_id"],
                ["__count"],
            )
        )
        for plan in self:
            plan.recurred_count = counts.get(plan.sudo(), 0)

    @api.constrains("owner_id", "check_ids")
    def _check_verifiers(self):
        """R-Q05: whoever is verifier stays apart when the owner changes."""
        self.check_ids._check_verifier()

    @api.constrains("name", "problem", "is_not", "case_ids")
    def _check_names_nobody(self):
        """R-P03: all who work on the plan read it."""
        for plan in self:
            for case in plan._get_cases():
                case._check_nothing_private(plan.name, plan.problem, plan.is_not)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        now = fields.Datetime.now()
        prepared = [
            {
                "company_id": self.env.company.id,
                "registered_on": now,
                "proposed_by_id": self.env.uid,
                **vals,
            }
            for vals in vals_list
        ]
        self.env["capa.numbering"]._fill_numbers(prepared)
        return super()._create_guarded(prepared)

    def write(self, vals):
        if "company_id" in vals and any(
            plan.company_id.id != vals["company_id"] for plan in self
        ):
            raise UserError(
                self.env._("A plan stays with its company: its number belongs to it.")
            )
        if "owner_id" in vals and not (
            self.env.su
            or self.env.user.has_group(QUALITY)
            or all(plan.state == "proposed" for plan in self)
        ):
            raise AccessError(
                self.env._(
                    "The owner follows a plan to the end: only the quality department "
                    "gives it to somebody else."
                )
            )
        return super().write(vals)

    # ------------------------------------------------------------
    # LOOKING AT IT
    # ------------------------------------------------------------

    def web_read(self, specification):
        """As Odoo's own; the people named in a plan and its rows are read at once.

        :param dict specification: what is asked for
        :return: as Odoo's own
        """
        self.check_access("read")
        self.sudo().involved_ids.mapped("display_name")  # names of colleagues
        return super().web_read(specification)

    def action_open_cases(self):
        """The complaints that it comes from; those that this user may read."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Complaints"),
            "res_model": "complaint.case",
            "view_mode": "list,form",
            "domain": [("id", "in", self.case_ids.ids)],
        }

    def action_open_recurred(self):
        """The complaints that say it came again; those that this user may read."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("The same again"),
            "res_model": "complaint.case",
            "view_mode": "list,form",
            "domain": [("recurred_plan_id", "=", self.id)],
        }

    def action_open_trail(self):
        """The changes of decision, dates and responsibility (R-P04)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("History of %(plan)s", plan=self.display_name),
            "res_model": "complaint.trail",
            "view_mode": "list,kanban",
            "mobile_view_mode": "kanban",
            "domain": [("res_model", "=", self._name), ("res_id", "=", self.id)],
        }
