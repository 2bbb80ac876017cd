from odoo import api, fields, models
from odoo.exceptions import AccessError

from ..tools.meeting_arrows import DECISION_ARROWS
from .capa_row_mixin import QUALITY

ACTIVITY = "complaint_quality_capa.mail_activity_type_decision"


class CapaMeetingDecision(models.Model):
    """What a meeting decided: who does what until when, and what came of it (R-Q09).

    Not a measure of a plan: those are locked with the approval, and most of what a
    meeting decides belongs to no plan.
    """

    _name = "capa.meeting.decision"
    _inherit = ["capa.meeting.row.mixin", "capa.followed.mixin"]
    _description = "Decision of a Meeting"
    _order = "date_due, id"
    _arrows = DECISION_ARROWS
    _reminder_type = ACTIVITY
    _lives_on = frozenset({"user_id", "date_due", "how_done", "activity_ids"})

    name = fields.Char("What is done", required=True)
    item_id = fields.Many2one(
        "capa.meeting.item",
        "From the item",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('meeting_id', '=', meeting_id)]",
    )
    kind_id = fields.Many2one(
        related="meeting_id.kind_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(required=True)
    date_due = fields.Date(required=True)
    state = fields.Selection(
        [("open", "Open"), ("done", "Done"), ("dropped", "Dropped")],
        "Status",
        required=True,
        readonly=True,
        default="open",
        copy=False,
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _open_idx = models.Index("(date_due, id) WHERE state = 'open'")
    _mine_idx = models.Index("(user_id, date_due, id) WHERE state = 'open'")
    _alarm_idx = models.Index("(next_alarm_on, id) WHERE next_alarm_on IS NOT NULL")

    @api.depends("user_id", "meeting_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        quality = self.env.user.has_group(QUALITY)
        for decision in self:
            mine = decision._is_doer() or decision._is_preparer()
            decision.is_mine = quality or mine

    @api.depends("state", "meeting_id.state")
    def _compute_next_alarm_on(self):
        return super()._compute_next_alarm_on()

    def _is_running(self):
        return super()._is_running() and self.meeting_id.state == "confirmed"

    def _get_told(self, step):
        """Late: who wrote the minutes hears it too; a week late the chair."""
        users = super()._get_told(step)
        if step > 1:
            users |= self.meeting_id.writer_id
        if step > 2:
            users |= self.meeting_id.chair_id
        return users.filtered("active")

    @api.model
    def _get_open_states(self):
        return ("open",)

    def write(self, vals):
        """Who carries it out says what was done; the rest the meeting says."""
        if set(vals) - {"how_done", "activity_ids"} and not (
            self.env.su or self.env.user.has_group(QUALITY)
        ):
            for decision in self:
                if not decision._is_preparer():
                    raise AccessError(
                        self.env._(
                            "What was decided, for whom and until when, is changed by "
                            "the chair and who writes the minutes."
                        )
                    )
        return super().write(vals)

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _is_preparer(self):
        return self.sudo().meeting_id.with_user(self.env.user)._is_preparer()

    def _get_party_names(self, arrow):
        names = {
            "doer": self.env._("who carries it out"),
            "preparer": self.env._("chair, who writes the minutes, who called it"),
        }
        return [names[party] for party in arrow.parties if party in names]

    def _begin(self):
        """The minutes are confirmed: each has what he is to do on his list."""
        for decision in self.filtered(lambda one: one.state == "open"):
            decision._ask_user(lambda env: env._("Decided by a meeting: carry it out"))

    def action_drop(self, reason=False):
        """Not wanted any more, with the reason."""
        return self._walk_or_ask("dropped", reason)
