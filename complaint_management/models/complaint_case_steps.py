from odoo import api, fields, models

from ..tools.case_arrows import CASE_ARROWS, OPEN_STATES

STATES = [
    ("new", "New"),
    ("accepted", "Accepted"),
    ("investigating", "Under investigation"),
    ("deciding", "Awaiting decision"),
    ("approved", "Decided"),
    ("confirming", "Confirming with customer"),
    ("closed", "Closed"),
    ("refused", "Not accepted"),
    ("cancelled", "Withdrawn"),
]

_ORDINARY_WAY = {
    "new": "accepted",
    "accepted": "investigating",
    "investigating": "deciding",
    "deciding": "approved",
    "approved": "confirming",
    "confirming": "closed",
}


class ComplaintCaseSteps(models.AbstractModel):
    """Where a case stands: its state, the moment of each event, the guards of the
    arrows and the buttons that walk them. The arrows are in ``tools/case_arrows.py``.
    """

    _name = "complaint.case.steps"
    _inherit = "complaint.case.evidence"
    _description = "Steps of a complaint"
    _arrows = CASE_ARROWS

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="new",
        copy=False,
        tracking=True,
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    is_open = fields.Boolean(
        "Open", compute="_compute_is_open", store=True, precompute=True
    )
    hint = fields.Text(
        compute="_compute_hint", help="What is missing before the next step."
    )
    accepted_on = fields.Datetime(
        "Accepted on", readonly=True, copy=False, guarded=True
    )
    refused_on = fields.Datetime("Refused on", readonly=True, copy=False, guarded=True)
    investigated_on = fields.Datetime(
        "Investigated on", readonly=True, copy=False, guarded=True
    )
    submitted_on = fields.Datetime(
        "Submitted on", readonly=True, copy=False, guarded=True
    )
    approved_on = fields.Datetime("Decided on", readonly=True, copy=False, guarded=True)
    confirmed_on = fields.Datetime(
        "Confirmed on", readonly=True, copy=False, guarded=True
    )
    closed_on = fields.Datetime("Closed on", readonly=True, copy=False, guarded=True)
    cancelled_on = fields.Datetime(
        "Withdrawn on", readonly=True, copy=False, guarded=True
    )

    @api.depends("state")
    def _compute_is_open(self):
        for case in self:
            case.is_open = case.state in OPEN_STATES

    @api.depends("state", "kind", "category_id", "outcome")
    @api.depends_context("lang")
    def _compute_hint(self):
        for case in self:
            case.hint = "\n".join(case._get_hint()) or False

    def _get_main_target(self):
        if self.state == "new" and self.kind != "complaint":
            short = (self.policy_id.feedback_way or "answer") == "answer"
            return "confirming" if short else "investigating"
        return _ORDINARY_WAY.get(self.state, False)

    @api.model
    def _get_open_states(self):
        return OPEN_STATES

    # ------------------------------------------------------------
    # GUARDS: what is missing before an arrow can be walked
    # ------------------------------------------------------------

    def _guard_goes_through_acceptance(self):
        """R-I02: only complaints go through acceptance."""
        if self.kind == "complaint":
            return []
        return [
            self.env._(
                "Only complaints are accepted or refused. This is registered as "
                "feedback: answer it or have it looked into."
            )
        ]

    def _guard_feedback(self, way):
        if self.kind == "complaint":
            return [self.env._("A complaint is first accepted or refused.")]
        if (self.policy_id.feedback_way or "answer") != way:
            return [
                self.env._(
                    "The policy “%(policy)s” has feedback take another way.",
                    policy=self.policy_id.name,
                )
            ]
        return []

    def _guard_feedback_full_way(self):
        return self._guard_feedback("investigate")

    def _guard_classified(self):
        """R-I06: a case that is worked on has a category."""
        return [] if self.category_id else [self.env._("Choose the category.")]

    def _guard_outcome_recorded(self):
        """R-K05: no closing without the outcome that the customer is told."""
        return [] if self.outcome else [self.env._("Write down the outcome.")]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_accept(self):
        """Accept the complaints (R-I08); who accepts handles them if nobody does."""
        self._accept()

    def _accept(self):
        self._walk("accepted")
        self.filtered(lambda case: not case.user_id).user_id = self.env.user

    def action_refuse(self, reason=False, redress=False):
        """Not accepted, with the reason and another way to redress (R-I09); without a
        reason a form asks for both.

        :raises UserError: a reason, but no other way to redress
        """
        return self._walk_or_ask("refused", reason, redress=redress)

    def action_investigate(self, reason=False):
        """Have the facts looked into: from the start, back from decision, reopened."""
        return self._walk_or_ask("investigating", reason)

    def action_submit(self, reason=False):
        """Put the case up for decision."""
        return self._walk_or_ask("deciding", reason)

    def action_confirm(self):
        """Carried out: ask the customer whether it is solved."""
        self._walk("confirming")

    def action_close(self):
        """Close: carried out, the customer told and satisfied (R-S02)."""
        self._walk("closed")

    def action_cancel(self, reason=False):
        """Withdrawn by the complainant, with the reason."""
        return self._walk_or_ask("cancelled", reason)

    def action_take_up_again(self, reason=False):
        """A refused or withdrawn case starts anew (R-I09)."""
        return self._walk_or_ask("new", reason)
