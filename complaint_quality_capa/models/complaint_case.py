from odoo import api, fields, models
from odoo.fields import Command


class ComplaintCase(models.Model):
    _name = "complaint.case"
    _inherit = [
        "complaint.case.attribution",  # in front: it extends the steps of the case
        "complaint.case.faults",
        "complaint.case",
        "capa.containable.mixin",
    ]
    _containment_field = "case_id"

    capa_plan_ids = fields.Many2many(
        "capa.plan",
        "capa_plan_case_rel",
        "case_id",
        "plan_id",
        "Corrective action",
        copy=False,
        readonly=True,
    )
    # stored: the form of a case has no query to spare
    capa_plan_count = fields.Integer(
        "Corrective action plans",
        compute="_compute_capa_plan_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )

    recurred_plan_id = fields.Many2one(
        "capa.plan",
        "Was thought to be solved by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
        help="An earlier corrective action about the same.",
    )
    recurred_by = fields.Selection(
        [
            ("lot", "Same lot"),
            ("product_category", "Same product and category"),
            ("cause", "Same cause"),
            ("product", "Same product"),
            ("category", "Same category"),
        ],
        "What is the same",
        readonly=True,
        copy=False,
        guarded=True,
    )

    capa_recall_ids = fields.Many2many(
        "capa.recall",
        "capa_recall_case_rel",
        "case_id",
        "recall_id",
        "Recalls",
        copy=False,
        readonly=True,
    )
    capa_recall_count = fields.Integer(
        "Number of recalls",
        compute="_compute_capa_recall_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )

    @api.depends("capa_recall_ids")
    def _compute_capa_recall_count(self):
        for case in self:
            case.capa_recall_count = len(case.capa_recall_ids)

    @api.depends("capa_plan_ids")
    def _compute_capa_plan_count(self):
        for case in self:
            case.capa_plan_count = len(case.capa_plan_ids)

    @api.model
    def _create_guarded(self, vals_list):
        """R-Q08: whether it was thought to be solved is found at registration."""
        cases = super()._create_guarded(vals_list)
        self.env["capa.recurrence"]._note(cases)
        return cases

    def _walk(self, target, reason=False, **asked):
        """… and at closing, when it is known what it was."""
        result = super()._walk(target, reason, **asked)
        if target == "closed":
            self.env["capa.recurrence"]._note(self, closing=True)
            self.env["capa.circular"]._propose_for_cases(self)
        return result

    def _get_missing(self, arrow):
        missing = super()._get_missing(arrow)
        if (arrow.source, arrow.target) == ("confirming", "closed"):
            missing += self._say_no_plan()
        return missing

    def _say_no_plan(self):
        """R-D08: a major case has a plan of measures, of quality or of the departments
        that were drawn in; of those handled together with another its plan."""
        if not self.is_major:
            return []
        # who closes it need not see the plan, nor what departments were asked
        cases = self.sudo() | self.sudo().lead_id
        plans = cases.capa_plan_ids.filtered(lambda one: one.state != "cancelled")
        if plans or cases.duty_ids.filtered(
            lambda one: one.kind == "plan" and one.state == "done"
        ):
            return []
        return [
            self.env._(
                "It is a major case: propose a corrective action, with its plan of "
                "measures, first."
            )
        ]

    def action_open_recurred(self):
        """The earlier corrective action, with its analysis."""
        self.check_access("read")
        return self._open_plans(self.sudo().recurred_plan_id.sudo(False))

    def action_propose_plan(self):
        """Propose a corrective action for these complaints, one plan for all (R-Q12);
        who may read them may propose (R-Q06).

        :return: the action that opens the plan
        """
        self.check_access("read")
        # read was checked; who proposes sees the plan, because it names him
        plan = self.env["capa.plan"].sudo()._propose_for(self)
        return self._open_plans(plan)

    def action_open_plans(self):
        """The corrective actions that come from these complaints."""
        self.check_access("read")
        plans = self.env["capa.plan"].search([("case_ids", "in", self.ids)])
        return self._open_plans(plans)

    def action_open_lessons(self):
        """What was learnt before about the same category or product (R-Q11)."""
        self.ensure_one()
        self.check_access("read")
        return self.env["capa.lesson"]._open_like(
            self.company_id, self.category_id, self.line_ids.product_id
        )

    def action_recall(self):
        """Prepare a recall of the lots of these complaints (R-Q07).

        :return: the action that opens it
        """
        self.check_access("read")
        recalls = self.env["capa.recall"]
        recalls.check_access("create")
        vals = recalls._prepare_recall_vals(
            self.sudo().line_ids.lot_id,  # that he may read them was asked
            company_id=self.company_id[:1].id,
            case_ids=[Command.set(self.ids)],
        )
        return recalls._open_form(recalls.create([vals]))

    def action_open_recalls(self):
        """The recalls that come from these complaints."""
        self.check_access("read")
        recalls = self.env["capa.recall"]
        return recalls._open_form(recalls.search([("case_ids", "in", self.ids)]))

    def _open_plans(self, plans):
        one = {"res_id": plans.id} if len(plans) == 1 else {}
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Corrective action"),
            "res_model": "capa.plan",
            "view_mode": "form" if one else "list,form",
            "views": [(False, "form")] if one else [(False, "list"), (False, "form")],
            "domain": [("id", "in", plans.ids)],
            **one,
        }
