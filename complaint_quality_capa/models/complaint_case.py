from odoo import api, fields, models


class ComplaintCase(models.Model):
    _inherit = "complaint.case"

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

    @api.depends("capa_plan_ids")
    def _compute_capa_plan_count(self):
        for case in self:
            case.capa_plan_count = len(case.capa_plan_ids)

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
