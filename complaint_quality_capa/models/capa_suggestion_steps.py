from markupsafe import Markup
from odoo import api, fields, models

from ..tools.suggestion_arrows import OPEN_SUGGESTIONS, SUGGESTION_ARROWS
from .capa_row_mixin import QUALITY

ACTIVITY = "complaint_quality_capa.mail_activity_type_suggestion"
STATES = [
    ("handed_in", "Handed in"),
    ("reviewing", "Under review"),
    ("adopted", "Adopted"),
    ("done", "Carried out"),
    ("measured", "Benefit measured"),
    ("rolled_out", "Rolled out"),
    ("declined", "Not adopted"),
]
_ORDINARY_WAY = {
    "handed_in": "reviewing",
    "reviewing": "adopted",
    "adopted": "done",
    "done": "measured",
    "measured": "rolled_out",
}
_STAMP = {"readonly": True, "copy": False, "guarded": True}
# a plan whose measures are carried out
_ACTED = ("verifying", "confirming", "effective", "closed")


class CapaSuggestionSteps(models.AbstractModel):
    """Where a suggestion stands, who takes the next step, who hears of it (R-Q10)."""

    _name = "capa.suggestion.steps"
    _inherit = ["complaint.workflow.mixin", "capa.reminded.mixin", "mail.thread"]
    _description = "Steps of a suggestion"
    _arrows = SUGGESTION_ARROWS
    _reminder_type = ACTIVITY

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        default="handed_in",
        tracking=True,
        trailed=True,
        group_expand="_group_expand_state",
        **_STAMP,
    )
    is_open = fields.Boolean(
        "Open", compute="_compute_is_open", store=True, precompute=True
    )
    reviewed_on = fields.Datetime("Review begun on", **_STAMP)
    decided_on = fields.Datetime("Answered on", **_STAMP)
    done_on = fields.Datetime("Carried out on", **_STAMP)
    measured_on = fields.Datetime("Measured on", **_STAMP)
    rolled_out_on = fields.Datetime("Rolled out on", **_STAMP)
    is_review = fields.Boolean("I look at it", compute="_compute_may")
    may_propose = fields.Boolean(compute="_compute_may")
    may_place = fields.Boolean(compute="_compute_may")
    may_answer = fields.Boolean(compute="_compute_may")
    may_tell = fields.Boolean(compute="_compute_may")
    may_measure = fields.Boolean(compute="_compute_may")

    @api.depends("state")
    def _compute_is_open(self):
        for suggestion in self:
            suggestion.is_open = suggestion.state in OPEN_SUGGESTIONS

    @api.depends("state", "reviewer_id", "user_id", "measurer_id")
    @api.depends_context("uid")
    def _compute_may(self):
        """What the form lets this user write now."""
        quality = self.env.user.has_group(QUALITY)
        for suggestion in self:
            mine = suggestion._get_writable()
            suggestion.is_review = quality or suggestion._is_reviewer()
            suggestion.may_propose = "text" in mine
            suggestion.may_place = "department_id" in mine
            suggestion.may_answer = "answer" in mine
            suggestion.may_tell = "how_done" in mine
            suggestion.may_measure = "benefit_amount" in mine

    @api.depends("is_open", "state")
    def _compute_next_alarm_on(self):
        return super()._compute_next_alarm_on()

    def _is_running(self):
        return self.state == "adopted"

    def _get_told(self, step):
        """Late: who looks at it hears it too."""
        users = super()._get_told(step)
        return users | (self.reviewer_id if step > 1 else users.browse())

    @api.model
    def _get_open_states(self):
        return OPEN_SUGGESTIONS

    def _get_main_target(self):
        return _ORDINARY_WAY.get(self.state, False)

    # ------------------------------------------------------------
    # WHO, AND WHAT IS MISSING
    # ------------------------------------------------------------

    def _is_reviewer(self):
        return self.reviewer_id == self.env.user

    def _is_doer(self):
        return self.user_id == self.env.user

    def _is_measurer(self):
        return self.measurer_id == self.env.user != self.proposer_id

    def _get_party_names(self, arrow):
        names = {
            "reviewer": self.env._("who looks at it"),
            "doer": self.env._("who carries it out"),
            "measurer": self.env._("who measures the benefit"),
        }
        return [names[party] for party in arrow.parties if party in names]

    def _guard_not_own(self):
        """Nobody decides on what he proposed himself."""
        if self.env.user != self.proposer_id:
            return []
        return [self.env._("You proposed it: somebody else decides on it.")]

    def _guard_answer(self):
        if (self.answer or "").strip():
            return []
        return [
            self.env._("Write the answer that the proposer gets, with the reasons.")
        ]

    def _guard_people(self):
        if self.user_id and self.date_due and self.measurer_id:
            return []
        return [
            self.env._(
                "Name who carries it out, until when, and who measures the benefit."
            )
        ]

    def _guard_carried_out(self):
        plan = self.sudo().plan_id
        if plan and plan.state not in _ACTED:
            return [
                self.env._(
                    "%(plan)s is “%(state)s”: its measures are not carried out.",
                    plan=plan.display_name,
                    state=plan._get_state_label(plan.state),
                )
            ]
        if plan or (self.how_done or "").strip():
            return []
        return [self.env._("Say how it was carried out, or name the plan.")]

    def _guard_benefit(self):
        """R-Q10: how much, over which time, measured how."""
        missing = []
        if not (self.benefit_from and self.benefit_to):
            missing.append(self.env._("Say over which time it was measured."))
        elif self.benefit_to > fields.Date.context_today(self):
            missing.append(self.env._("The time that is measured is not over yet."))
        if not (self.benefit_method or "").strip():
            missing.append(self.env._("Say how it was measured."))
        return missing

    def _guard_rollout(self):
        if (self.rollout or "").strip():
            return []
        return [self.env._("Say where it is introduced.")]

    # ------------------------------------------------------------
    # WHO HEARS OF IT
    # ------------------------------------------------------------

    def _find_reviewer(self):
        """The head of the department whose matter it is; of his own proposal the
        executive above him."""
        department = self.department_id
        head = department and department._get_head_user()[0]
        if head and head == self.proposer_id:
            head = department._get_executive_user()[0]
        return (head or self.env["res.users"]) - self.proposer_id

    def _ask_reviewer(self):
        """As superuser: who looks at it is named and asked."""
        self._write_guarded({"reviewer_id": self._find_reviewer().id})
        self.activity_unlink([ACTIVITY])
        self._ask(self.reviewer_id, lambda env: env._("Look at this suggestion"))

    def _ask(self, user, say):
        if not user.filtered("active"):
            return
        env = self.with_context(lang=user.lang or self.env.lang).env
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            ACTIVITY, user_id=user.id, summary=say(env)
        )

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        for suggestion in self.sudo():  # who takes a step may have the next one asked
            suggestion._follow_walk(target)
        return result

    def _follow_walk(self, target):
        self.activity_unlink([ACTIVITY])
        if target == "adopted":
            self._ask_user(lambda env: env._("Carry out the suggestion"))
        if target == "done":
            self._ask(self.measurer_id, lambda env: env._("Measure the benefit"))
        if target == "measured":
            self._ask(self.reviewer_id, lambda env: env._("Have it introduced"))
        if target in ("adopted", "declined", "rolled_out"):
            self._tell_proposer()

    def _tell_proposer(self):
        """R-Q10: adopted or not, who proposed it is told, with the reasons."""
        partner = self.proposer_id.filtered("active").partner_id
        if not partner:
            return
        mine = self.with_context(lang=self.proposer_id.lang or self.env.lang)
        words = mine.answer if self.state != "rolled_out" else mine.rollout
        self.message_notify(
            partner_ids=partner.ids,
            subject=mine.env._("Your suggestion: %(name)s", name=self.name),
            body=Markup("<p><b>%s</b></p><p>%s</p>")
            % (mine._get_state_label(self.state), words or ""),
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_review(self, reason=False):
        """Take it up; or look at it again, with the reason."""
        return self._walk_or_ask("reviewing", reason)

    def action_adopt(self, reason=False):
        """Adopt it; or, not carried out well enough, with the reason (R-Q10)."""
        return self._walk_or_ask("adopted", reason)

    def action_decline(self):
        """Not adopted: the answer says why (R-Q10)."""
        self._walk("declined")

    def action_done(self, reason=False):
        """Carried out; or to be measured again, with the reason."""
        return self._walk_or_ask("done", reason)

    def action_measure(self):
        """The benefit is measured: amount, time and method (R-Q10)."""
        self._walk("measured")

    def action_roll_out(self):
        """Introduced wherever it fits (R-R03)."""
        self._walk("rolled_out")
