from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.summary_arrows import POINT_ARROWS

ACTIVITY = "complaint_reports.mail_activity_type_summary_point"


class ComplaintSummaryPoint(models.Model):
    """A weak point that a summary found, or an improvement that it proposes: who
    follows it until when, and what came of it (R-F06)."""

    _name = "complaint.summary.point"
    _inherit = ["capa.followed.mixin", "mail.thread"]
    _description = "Weak Point or Proposal"
    _order = "date_due, id"
    _arrows = POINT_ARROWS
    _reminder_type = ACTIVITY

    summary_id = fields.Many2one(
        "complaint.summary", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="summary_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(
        [("weak", "Weak point"), ("proposal", "Proposal")],
        required=True,
        default="weak",
    )
    name = fields.Char("What", required=True, trailed=True)
    user_id = fields.Many2one(string="Followed by", required=True)
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
    )
    suggestion_id = fields.Many2one(
        "capa.suggestion",
        index="btree_not_null",
        ondelete="restrict",
        help="Where the proposal goes the way of a suggestion.",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    is_owner = fields.Boolean(compute="_compute_is_mine")

    _open_idx = models.Index("(date_due, id) WHERE state = 'open'")
    _alarm_idx = models.Index("(next_alarm_on, id) WHERE next_alarm_on IS NOT NULL")

    @api.depends("user_id", "summary_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for point in self:
            point.is_owner = not point.summary_id or point._is_owner()
            point.is_mine = point.is_owner or point._is_doer()

    @api.depends("state", "summary_id.state")
    def _compute_next_alarm_on(self):
        return super()._compute_next_alarm_on()

    def _get_told(self, step):
        """Late: whose summary it is hears it too."""
        users = super()._get_told(step)
        if step > 1:
            users |= self.summary_id.owner_id
        return users.filtered("active")

    # ------------------------------------------------------------
    # CRUD: what it says is of the summary, until that is handed in
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        points = super().create(vals_list)
        points.sudo().summary_id._check_not_handed_in()
        points._ask_doer()
        return points

    def _ask_doer(self):
        for point in self.sudo():  # whom it concerns hears of it, whoever may ask him
            point._ask_user(lambda env: env._("Follow this and say what is done"))

    def _follow_succession(self, left):
        """Who takes over from ``left`` is asked."""
        self.activity_unlink([ACTIVITY], user_id=left.id)
        self._ask_doer()

    def write(self, vals):
        """Who follows it says what was done, the rest is of whose summary it is."""
        if set(vals) - {"how_done", "activity_ids", "suggestion_id"}:
            self._check_owner()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self.sudo().summary_id._check_not_handed_in()
        return super().unlink()

    def _check_owner(self):
        if self.env.su or all(point._is_owner() for point in self):
            return
        raise UserError(
            self.env._(
                "What is followed, by whom and until when, is changed by whose summary "
                "it is."
            )
        )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _is_owner(self):
        return self.sudo().summary_id.owner_id == self.env.user

    def _get_party_names(self, arrow):
        names = {
            "doer": self.env._("who follows it"),
            "owner": self.env._("whose summary it is"),
        }
        return [names[party] for party in arrow.parties]

    def action_drop(self, reason=False):
        """Not wanted any more, with the reason."""
        return self._walk_or_ask("dropped", reason)
