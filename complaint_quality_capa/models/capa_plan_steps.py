from odoo import api, fields, models

from ..tools.plan_arrows import FINISHED_STATES, OPEN_STATES, PLAN_ARROWS

STATES = [
    ("proposed", "Proposed"),
    ("analysing", "Analysis"),
    ("planning", "Planning"),
    ("deciding", "Being decided"),
    ("acting", "In action"),
    ("verifying", "Effect check"),
    ("confirming", "Effect being confirmed"),
    ("effective", "Effective"),
    ("closed", "Closed"),
    ("cancelled", "Dropped"),
]
_ORDINARY_WAY = {
    "proposed": "analysing",
    "analysing": "planning",
    "planning": "deciding",
    "acting": "verifying",
    "verifying": "confirming",
    "effective": "closed",
}
_STAMP = {"readonly": True, "copy": False, "guarded": True}


class CapaPlanSteps(models.AbstractModel):
    """Where a plan stands; the arrows are in ``tools/plan_arrows.py``."""

    _name = "capa.plan.steps"
    _inherit = "capa.decided.mixin"
    _description = "Steps of a plan"
    _arrows = PLAN_ARROWS

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="proposed",
        copy=False,
        tracking=True,
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    is_open = fields.Boolean(
        "Open", compute="_compute_is_open", store=True, precompute=True
    )
    started_on = fields.Datetime("Analysis begun", **_STAMP)
    analysed_on = fields.Datetime("Causes found", **_STAMP)
    submitted_on = fields.Datetime("Put up for decision", **_STAMP)
    approved_on = fields.Datetime("Approved on", **_STAMP)
    acted_on = fields.Datetime("Carried out on", **_STAMP)
    verified_on = fields.Datetime("Effect checked on", **_STAMP)
    effective_on = fields.Datetime("Effect confirmed on", **_STAMP)
    closed_on = fields.Datetime("Closed on", **_STAMP)
    cancelled_on = fields.Datetime("Dropped on", **_STAMP)
    round = fields.Integer(
        "Begun again",
        help="How often the analysis began anew: the effect failed, or it came again.",
        **_STAMP,
    )
    failed_count = fields.Integer("Times without effect", trailed=True, **_STAMP)
    recurrence_count = fields.Integer("Times it came again", trailed=True, **_STAMP)

    @api.depends("state")
    def _compute_is_open(self):
        for plan in self:
            plan.is_open = plan.state in OPEN_STATES

    @api.model
    def _get_open_states(self):
        return OPEN_STATES

    def _get_main_target(self):
        return _ORDINARY_WAY.get(self.state, False)

    def _is_owner(self):
        return self.sudo().owner_id == self.env.user

    def _get_party_names(self, arrow):
        names = {"owner": self.env._("owner of the plan")}
        found = [names[party] for party in arrow.parties if party in names]
        return [*super()._get_party_names(arrow), *found]

    def _prepare_walk_vals(self, arrow):
        """A round is counted when the analysis begins again after it was over."""
        vals = super()._prepare_walk_vals(arrow)
        later = ("verifying", "confirming", *FINISHED_STATES)
        if arrow.target == "analysing" and arrow.source in later:
            name = (
                "recurrence_count"
                if arrow.source in FINISHED_STATES
                else "failed_count"
            )
            # of one record: who walks several at once walks them one by one
            vals["round"] = self[:1].round + 1
            vals[name] = self[:1][name] + 1
        return vals

    def _walk(self, target, reason=False, **asked):
        """One by one: each counts its own rounds."""
        if len(self) < 2:
            return super()._walk(target, reason, **asked)
        for plan in self:
            plan._walk(target, reason, **asked)
        return None

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_analyse(self, reason=False):
        """Begin the analysis, or begin it again with the reason (R-Q02, R-Q08)."""
        return self._walk_or_ask("analysing", reason)

    def action_plan(self, reason=False):
        """The causes are known: plan the measures (R-Q03)."""
        return self._walk_or_ask("planning", reason)

    def action_submit(self):
        """Put the plan of measures up for decision (R-Q03, R-Q06)."""
        self._walk("deciding")

    def action_verify(self, reason=False):
        """All measures are carried out: check the effect (R-Q05)."""
        return self._walk_or_ask("verifying", reason)

    def action_confirm(self):
        """Have the effect confirmed by the vice GM (R-Q06)."""
        self._walk("confirming")

    def action_close(self):
        """Close: effective, prevented elsewhere, summed up (D7, D8)."""
        self._walk("closed")

    def action_cancel(self, reason=False):
        """Drop the plan, with the reason; it stays on file."""
        return self._walk_or_ask("cancelled", reason)

    def action_take_up_again(self, reason=False):
        """A dropped plan starts anew."""
        return self._walk_or_ask("proposed", reason)
