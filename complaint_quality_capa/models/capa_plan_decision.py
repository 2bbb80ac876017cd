from odoo import api, fields, models
from odoo.exceptions import UserError

PLAN, EFFECT = "plan", "plan_effect"
PLAN_FIELDS = (
    "problem",
    "category_id",
    "product_ids",
    "lot_ids",
    ("cause_ids", ("name", "branch", "kind", "is_root", "parent_id")),
    (
        "action_ids",
        ("name", "kind", "user_id", "date_due", "resources", "cause_id"),
    ),
    (
        "check_ids",
        ("name", "method", "verifier_id", "date_from", "date_to", "allowed_count"),
    ),
)
EFFECT_FIELDS = (
    "failed_count",
    ("action_ids", ("name", "done_on")),
    ("check_ids", ("name", "method", "verifier_id", "state", "result", "found_count")),
)
# in which state each subject is decided, and where it leads
_WHERE = {PLAN: "deciding", EFFECT: "confirming"}
_GRANTED = {PLAN: "acting", EFFECT: "effective"}
_BACK = {PLAN: "planning", EFFECT: "verifying"}


class CapaPlanDecision(models.AbstractModel):
    """What of a plan is decided, by the approval engine: the measures, and later that
    they had effect (R-Q03, R-Q06). Put up with the step to that state, taken back with
    the steps that leave it."""

    _name = "capa.plan.decision"
    _inherit = "capa.plan.steps"
    _description = "Plan put up for decision"

    is_locked = fields.Boolean(compute="_compute_is_locked")

    @api.depends("approval_locks")
    def _compute_is_locked(self):
        for plan in self:
            plan.is_locked = PLAN in plan._get_approval_locks()

    # ------------------------------------------------------------
    # SUBJECTS OF THE ENGINE
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        return {PLAN: PLAN_FIELDS, EFFECT: EFFECT_FIELDS}.get(
            subject
        ) or super()._approval_fields(subject)

    def _approval_policy(self):
        """That of the first complaint: its routes come first."""
        return self._get_cases()[:1].policy_id

    def _approval_department(self, requester):
        return self.department_id or super()._approval_department(requester)

    def _approval_reference(self):
        return self.number

    def _check_may_request(self, subject):
        for plan in self:
            if plan.state != _WHERE[subject]:
                raise UserError(
                    self.env._(
                        "%(plan)s is “%(state)s”: the step before puts it up.",
                        plan=plan.display_name,
                        state=plan._get_state_label(plan.state),
                    )
                )

    def _approval_done(self, request):
        result = super()._approval_done(request)
        if self.state == _WHERE.get(request.subject):
            self._walk(_GRANTED[request.subject])
        return result

    def _approval_refused(self, request):
        """A plan that is refused is planned anew; an effect that is not confirmed was
        none: the analysis begins again, counted (R-Q05)."""
        result = super()._approval_refused(request)
        if self.state == _WHERE.get(request.subject):
            back = {PLAN: "planning", EFFECT: "analysing"}[request.subject]
            self._walk(back, self._get_last_words(request))
        return result

    def _approval_returned(self, request):
        result = super()._approval_returned(request)
        if self.state == _WHERE.get(request.subject):
            self._walk(_BACK[request.subject], self._get_last_words(request))
        return result

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        before = self.mapped("state")
        result = super()._walk(target, reason, **asked)
        if len(self) == 1:  # several are walked one by one
            self._follow_walk(before[0], target, reason)
        return result

    def _follow_walk(self, before, target, reason):
        """What a step means for the approvals."""
        for subject, state in _WHERE.items():
            if before == state and target != _GRANTED[subject]:
                self._end_request(subject, "open", reason)
        if target in ("planning", "analysing", "cancelled", "proposed"):
            for subject in _WHERE:
                self._end_request(subject, "granted", reason)
        if target == "verifying":
            self._end_request(EFFECT, "granted", reason)
        for subject, state in _WHERE.items():
            if target == state:
                self.action_request_approval(subject)
        self.sudo()._tell_step(before, target)
