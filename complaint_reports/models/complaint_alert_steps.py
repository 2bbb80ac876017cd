from odoo import api, fields, models

from ..tools.alert_arrows import ALERT_ARROWS, OPEN_ALERTS

ASKED = "complaint_reports.mail_activity_type_alert"
STATES = [
    ("new", "New"),
    ("looking", "Looked into"),
    ("explained", "Explained"),
    ("planned", "Became a plan"),
    ("false_alarm", "False alarm"),
]


class ComplaintAlertSteps(models.AbstractModel):
    """How an early warning is answered: it is looked into, then explained, made a plan
    of measures, or found to be a false alarm, with the reason (R-F04)."""

    _name = "complaint.alert.steps"
    _inherit = ["complaint.workflow.mixin", "mail.activity.mixin"]
    _description = "Steps of an early warning"
    _arrows = ALERT_ARROWS

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="new",
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    is_open = fields.Boolean(
        compute="_compute_is_open", store=True, precompute=True, guarded=True
    )
    looked_on = fields.Datetime("Looked into since", readonly=True, guarded=True)
    answered_on = fields.Datetime("Answered", readonly=True, guarded=True)
    answered_by_id = fields.Many2one(
        "res.users",
        "Answered by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    answer = fields.Text("What it is", readonly=True, guarded=True)
    plan_id = fields.Many2one(
        "capa.plan",
        "Corrective action",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )

    @api.depends("state")
    def _compute_is_open(self):
        for alert in self:
            alert.is_open = alert.state in OPEN_ALERTS

    @api.model
    def _get_open_states(self):
        return OPEN_ALERTS

    def _is_told(self):
        return self.env.user in self.told_ids

    def _get_party_names(self, arrow):
        return [self.env._("who was told of it")] if "told" in arrow.parties else []

    def _guard_plan(self):
        if self.sudo().plan_id:
            return []
        return [self.env._("Propose the corrective action: it names the plan.")]

    def _walk(self, target, reason=False, **asked):
        """… and keep who answered what; nobody is asked for it any more."""
        result = super()._walk(target, reason, **asked)
        own = self.sudo()  # the arrow said who may
        if target == "looking":
            mine = own.filtered(lambda alert: not alert.user_id)
            mine._write_guarded({"user_id": self.env.uid})
        else:
            own._write_guarded(
                {"answer": (reason or "").strip(), "answered_by_id": self.env.uid}
            )
            own.activity_unlink([ASKED])
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_look(self):
        """Look into it: the others who were told know that somebody does."""
        self._walk("looking")

    def action_explain(self, reason=False):
        """It has a cause that asks for nothing more.

        :param str reason: which; a form asks where it is missing
        """
        return self._walk_or_ask("explained", reason)

    def action_dismiss(self, reason=False):
        """It was chance after all.

        :param str reason: how one knows; a form asks where it is missing
        """
        return self._walk_or_ask("false_alarm", reason)

    def action_reopen(self, reason=False):
        """The answer does not stand.

        :param str reason: why; a form asks where it is missing
        """
        return self._walk_or_ask("looking", reason)

    def action_plan(self):
        """Propose a corrective action for its complaints (R-Q12).

        :return: the action that opens the plan
        :raises AccessError: who proposes reads all complaints or works in quality
        """
        self.ensure_one()
        self.check_access("read")
        plans = self.env["capa.plan"]
        plans.check_access("create")
        if not self.sudo().plan_id:
            # of the complaints nothing is told but what a plan may say; the arrow asks
            # who may, and takes all of it back where he may not
            own = self.sudo()
            plan = plans.sudo()._propose_for(self._get_cases()[self.id])
            plan.write(own._prepare_plan_subject())
            own._write_guarded({"plan_id": plan.id})
            self._walk("planned", plan.display_name)
        return self.action_open_plan()

    def action_open_plan(self):
        """The corrective action that it became."""
        self.ensure_one()
        self.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Corrective action"),
            "res_model": "capa.plan",
            "views": [(False, "form")],
            "res_id": self.sudo().plan_id.id,
        }
