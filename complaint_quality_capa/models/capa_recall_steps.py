from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.recall_arrows import OPEN_STATES, RECALL_ARROWS, RUNNING_STATES

RECALL, END = "recall", "recall_end"
STATES = [
    ("draft", "Being prepared"),
    ("deciding", "Being decided"),
    ("open", "Recalled"),
    ("ending", "End being decided"),
    ("closed", "Closed"),
    ("cancelled", "Dropped"),
]
# in which state each subject is decided, where it leads, where it goes back to
_WHERE = {RECALL: "deciding", END: "ending"}
_GRANTED = {RECALL: "open", END: "closed"}
_BACK = {RECALL: "draft", END: "open"}
_STAMP = {"readonly": True, "copy": False, "guarded": True}


class CapaRecallSteps(models.AbstractModel):
    """Where a recall stands; the arrows are in ``tools/recall_arrows.py`` (R-Q07)."""

    _name = "capa.recall.steps"
    _inherit = "capa.decided.mixin"
    _description = "Steps of a recall"
    _arrows = RECALL_ARROWS

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        default="draft",
        tracking=True,
        trailed=True,
        group_expand="_group_expand_state",
        **_STAMP,
    )
    is_open = fields.Boolean(
        "Open", compute="_compute_is_open", store=True, precompute=True
    )
    is_running = fields.Boolean(compute="_compute_is_open", store=True, precompute=True)
    submitted_on = fields.Datetime("Put up for decision", **_STAMP)
    opened_on = fields.Datetime("Recalled on", **_STAMP)
    closed_on = fields.Datetime("Closed on", **_STAMP)
    cancelled_on = fields.Datetime("Dropped on", **_STAMP)
    decided_by_id = fields.Many2one(
        "res.users",
        "Decided by",
        index="btree_not_null",
        ondelete="restrict",
        trailed=True,
        **_STAMP,
    )

    @api.depends("state")
    def _compute_is_open(self):
        for recall in self:
            recall.is_open = recall.state in OPEN_STATES
            recall.is_running = recall.state in RUNNING_STATES

    @api.model
    def _get_open_states(self):
        return OPEN_STATES

    def _get_main_target(self):
        if self.state == "draft":
            return "open" if self.severity == "hazard" else "deciding"
        return "closed" if self.state == "open" else False

    def _is_owner(self):
        return self.sudo().owner_id == self.env.user

    def _get_party_names(self, arrow):
        names = {"owner": self.env._("who leads the recall")}
        found = [names[party] for party in arrow.parties if party in names]
        return [*super()._get_party_names(arrow), *found]

    # ------------------------------------------------------------
    # SUBJECTS OF THE ENGINE
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        decided = ("severity", "lots_text", "with_components", "with_products", "scope")
        said = ("reason", "hazard", "instruction")
        return {
            RECALL: (*decided, *said),
            END: ("end_reason",),
        }.get(subject) or super()._approval_fields(subject)

    def _approval_reference(self):
        return self.number

    def _check_may_request(self, subject):
        for recall in self:
            if recall.state != _WHERE[subject]:
                raise UserError(
                    self.env._(
                        "%(recall)s is “%(state)s”: the step before puts it up.",
                        recall=recall.display_name,
                        state=recall._get_state_label(recall.state),
                    )
                )

    def _approval_done(self, request):
        result = super()._approval_done(request)
        if self.state == _WHERE.get(request.subject):
            decider = request.signature_ids.sorted("id")[-1:].user_id
            if request.subject == RECALL:
                self._write_approved({"decided_by_id": decider.id})
            self._walk(_GRANTED[request.subject])
        return result

    def _approval_refused(self, request):
        result = super()._approval_refused(request)
        self._go_back(request)
        return result

    def _approval_returned(self, request):
        result = super()._approval_returned(request)
        self._go_back(request)
        return result

    def _go_back(self, request):
        if self.state == _WHERE.get(request.subject):
            self._walk(_BACK[request.subject], self._get_last_words(request))

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        """One by one: each opens, asks and tells for itself."""
        for recall in self:
            before = recall.state
            super(CapaRecallSteps, recall)._walk(target, reason, **asked)
            recall._follow_walk(before, target, reason)
        return None

    def _follow_walk(self, before, target, reason):
        """What a step means for the approvals, and for those who are told."""
        for subject, state in _WHERE.items():
            if before == state and target != _GRANTED[subject]:
                self._end_request(subject, "open", reason)
        if target in ("draft", "cancelled"):
            self._end_request(RECALL, "granted", reason)
        if before == "closed":
            self._end_request(END, "granted", reason)
        for subject, state in _WHERE.items():
            if target == state:
                self.action_request_approval(subject)
        # the arrow said who may
        self.sudo()._follow_step(before, target)

    def _follow_step(self, before, target):
        """Seam: what else a step brings with it; runs with rights of the system."""

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open(self):
        """Recall at once: a safety hazard; lots are traced, the top is told (R-Q07)."""
        self._walk("open")

    def action_submit(self):
        """Put up for decision what is no safety hazard."""
        self._walk("deciding")

    def action_take_back(self, reason=False):
        """Prepare it anew, or go on with a recall whose end was put up."""
        back = {"deciding": "draft", "ending": "open"}
        return self._walk_or_ask(back.get(self[:1].state, "draft"), reason)

    def action_close(self):
        """Close: everything is accounted for, the authority informed (R-Q07)."""
        self._walk("closed")

    def action_end(self):
        """Have the end decided although not everything is accounted for."""
        self._walk("ending")

    def action_reopen(self, reason=False):
        """More came to light: go on with a recall that was closed."""
        return self._walk_or_ask("open", reason)

    def action_cancel(self, reason=False):
        """Drop it, with the reason, while no customer was told; it stays on file."""
        return self._walk_or_ask("cancelled", reason)

    def action_take_up_again(self):
        """A recall that was dropped is prepared anew."""
        self._walk("draft")
