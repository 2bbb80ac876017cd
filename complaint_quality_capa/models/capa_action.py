from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import format_date

from ..tools.action_arrows import ACTION_ARROWS, OPEN_ACTIONS
from .capa_action_reminded import ACTIVITY
from .capa_row_mixin import QUALITY

KINDS = [
    ("containment", "Containment"),
    ("corrective", "Corrective"),
    ("preventive", "Preventive"),
]
STATES = [
    ("planned", "Planned"),
    ("doing", "In hand"),
    ("done", "Done"),
    ("dropped", "Dropped"),
]
# what who carries it out writes himself
_DOERS_OWN = {"progress", "progress_note", "evidence", "attachment_ids"}


class CapaAction(models.Model):
    """One item of the plan of measures: what, who, until when, with what, how far, and
    what shows it (R-Q03)."""

    _name = "capa.action"
    _inherit = [
        "capa.row.mixin",
        "complaint.workflow.mixin",
        "capa.action.reminded",
    ]
    _description = "Measure"
    _order = "plan_id desc, sequence, id"
    _arrows = ACTION_ARROWS

    sequence = fields.Integer(default=10)
    name = fields.Char("What", required=True, trailed=True)
    kind = fields.Selection(KINDS, required=True, default="corrective", trailed=True)
    cause_id = fields.Many2one(
        "capa.cause",
        "Removes",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('plan_id', '=', plan_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        "Person",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    date_due = fields.Date("Until", trailed=True)
    resources = fields.Char(help="People, means and money that it takes.")
    progress = fields.Integer("Done (%)", aggregator="avg")
    progress_note = fields.Text("How far it is")
    evidence = fields.Text("What shows it is done")
    attachment_ids = fields.Many2many(
        "ir.attachment", "capa_action_file_rel", "action_id", "file_id", "Files"
    )
    depends_on_id = fields.Many2one(
        "capa.action",
        "Only after",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('plan_id', '=', plan_id), ('id', '!=', id)]",
    )
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    is_open = fields.Boolean(
        "Open", compute="_compute_is_open", store=True, precompute=True
    )
    started_on = fields.Datetime("Begun", readonly=True, copy=False, guarded=True)
    done_on = fields.Datetime("Done on", readonly=True, copy=False, guarded=True)
    is_overdue = fields.Boolean("Overdue", compute="_compute_is_overdue")
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _open_idx = models.Index("(date_due, id) WHERE is_open IS TRUE")
    _mine_idx = models.Index("(user_id, date_due, id) WHERE is_open IS TRUE")
    _alarm_idx = models.Index("(next_alarm_on, id) WHERE next_alarm_on IS NOT NULL")
    _progress_check = models.Constraint(
        "CHECK (COALESCE(progress, 0) BETWEEN 0 AND 100)",
        "Progress is a number from 0 to 100.",
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("state")
    def _compute_is_open(self):
        for action in self:
            action.is_open = action.state in OPEN_ACTIONS

    @api.depends("is_open", "date_due")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for action in self:
            due = action.date_due
            action.is_overdue = bool(action.is_open and due and due < today)

    @api.depends("user_id", "plan_id.owner_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        quality = self.env.user.has_group(QUALITY)
        for action in self:
            mine = action.user_id | action.sudo().plan_id.owner_id
            action.is_mine = quality or self.env.user in mine

    @api.constrains("depends_on_id", "cause_id", "plan_id")
    def _check_same_plan(self):
        if self._has_cycle("depends_on_id"):
            raise ValidationError(
                self.env._("A measure cannot wait for itself. Choose another one.")
            )
        for action in self:
            others = action.depends_on_id.plan_id | action.cause_id.plan_id
            if others - action.plan_id:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” can only name causes and measures of its own "
                        "plan.",
                        action=action.name,
                    )
                )

    @api.constrains("user_id", "plan_id")
    def _check_verifiers(self):
        """R-Q05: who verifies carries nothing out."""
        self.sudo().plan_id.check_ids._check_verifier()

    @api.constrains("date_due", "plan_id")
    def _check_after_case(self):
        """Nothing is due before the complaint was there."""
        for action in self:
            action.plan_id._check_not_before_case(action.date_due, action.name)

    @api.constrains("date_due", "depends_on_id")
    def _check_order(self):
        for action in self:
            before = action.depends_on_id.date_due
            if before and action.date_due and action.date_due < before:
                raise ValidationError(
                    self.env._(
                        "“%(action)s” is due before “%(other)s” (%(day)s), which it "
                        "waits for.",
                        action=action.name,
                        other=action.depends_on_id.name,
                        day=format_date(self.env, before),
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        if set(vals) - _DOERS_OWN - {"activity_ids"}:
            self._check_may_plan()
        return super().write(vals)

    def _say_who_plans(self):
        """Who carries a measure out says how far it is; what it is, others say."""
        return self.env._(
            "What is done, by whom and until when, is changed by the owner of the plan "
            "and the quality department. Report your progress, or tell them."
        )

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _is_doer(self):
        return self.user_id == self.env.user

    def _get_party_names(self, arrow):
        names = {
            "doer": self.env._("who carries it out"),
            **self._get_row_parties(),
        }
        return [names[party] for party in arrow.parties if party in names]

    def _guard_may_begin(self):
        """R-Q03: nothing but containment begins before the plan is approved."""
        plan = self.sudo().plan_id
        if not plan.is_open:
            return self._guard_plan_open()
        if self.kind == "containment" or plan.state in (
            "acting",
            "verifying",
            "effective",
        ):
            return []
        return [self.env._("The plan of measures is not approved yet.")]

    def _guard_plan_open(self):
        plan = self.sudo().plan_id
        if plan.is_open:
            return []
        return [
            self.env._(
                "%(plan)s is “%(state)s”.",
                plan=plan.display_name,
                state=plan._get_state_label(plan.state),
            )
        ]

    def _guard_dependency(self):
        before = self.sudo().depends_on_id
        if not before or before.state in ("done", "dropped"):
            return []
        return [self.env._("“%(action)s” comes first.", action=before.name)]

    def _guard_evidence(self):
        if (self.evidence or "").strip() or self.sudo().attachment_ids:
            return []
        return [self.env._("Say what shows that it is done, or add a file.")]

    def _guard_not_decided(self):
        if "plan" not in self.sudo().plan_id._get_approval_locks():
            return []
        return [
            self.env._(
                "It is part of the plan that was approved: have the plan revised."
            )
        ]

    def _prepare_walk_vals(self, arrow):
        vals = super()._prepare_walk_vals(arrow)
        if arrow.target == "done":
            vals["progress"] = 100
        return vals

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        if target in ("done", "dropped"):
            self.sudo().activity_unlink([ACTIVITY])  # nothing is left to ask
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_begin(self):
        """It is in hand now; or again, with the reason (``action_reopen``)."""
        self._walk("doing")

    def action_done(self):
        """Carried out, with what shows it."""
        self._walk("done")

    def action_reopen(self, reason=False):
        """It was not done well enough."""
        return self._walk_or_ask("doing", reason)

    def action_drop(self, reason=False):
        """Not wanted any more, while the plan is not approved."""
        return self._walk_or_ask("dropped", reason)

    def action_plan_again(self):
        """A dropped measure is wanted after all."""
        self._walk("planned")
