from odoo import api, fields, models
from odoo.exceptions import UserError

from .complaint_policy_limit import UNITS


class ComplaintClock(models.Model):
    """One running limit of one case, or of one department's part in it: when it began,
    when it falls due, when it was kept, by how much it was not (R-T08).

    Written by events alone (``complaint.clock.planner``); nobody has the right to
    write here.
    """

    _name = "complaint.clock"
    _inherit = ["complaint.guarded.mixin", "complaint.row.mixin"]
    _description = "Clock"
    _order = "case_id, started_on, id"
    _rec_name = "limit_id"

    limit_id = fields.Many2one(
        "complaint.policy.limit",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    case_id = fields.Many2one(
        "complaint.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        guarded=True,
    )
    duty_id = fields.Many2one(
        "complaint.duty",
        readonly=True,
        index="btree_not_null",
        ondelete="cascade",
        guarded=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, guarded=True
    )
    parent_id = fields.Many2one(
        "complaint.clock",
        "Within",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )
    amount = fields.Float(
        readonly=True,
        guarded=True,
        aggregator=None,
        help="Of the limit when it began.",
    )
    unit = fields.Selection(UNITS, required=True, readonly=True, guarded=True)
    user_id = fields.Many2one(
        "res.users",
        "Held by",
        readonly=True,
        index="btree_not_null",
        guarded=True,
        trailed=True,
    )
    state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Met"),
            ("late", "Late"),
            ("cut", "Cut short"),
            ("void", "No longer applies"),
        ],
        "Status",
        required=True,
        readonly=True,
        default="running",
        guarded=True,
    )
    is_running = fields.Boolean(
        compute="_compute_is_running", store=True, precompute=True
    )
    started_on = fields.Datetime(
        "Started on", required=True, readonly=True, guarded=True
    )
    due_on = fields.Datetime(
        "Due",
        readonly=True,
        guarded=True,
        trailed=True,
        help="Empty while it is paused.",
    )
    extended_to = fields.Datetime(
        readonly=True, guarded=True, help="A later date that was approved."
    )
    first_due_on = fields.Datetime(
        "First due", readonly=True, guarded=True, help="Before pauses and extensions."
    )
    stopped_on = fields.Datetime("Stopped on", readonly=True, guarded=True)
    overrun = fields.Float(
        "Late by",
        readonly=True,
        guarded=True,
        aggregator=None,
        help="In the limit's own unit.",
    )
    next_alarm_on = fields.Datetime("Next alarm on", readonly=True, guarded=True)
    alarm_error = fields.Text(
        readonly=True,
        guarded=True,
        help="Why nobody could be told; such a clock waits for the administrator.",
    )
    extension_ids = fields.One2many("complaint.extension", "clock_id", "Extensions")
    escalation_ids = fields.One2many("complaint.escalation", "clock_id", "Told")

    # the job asks for what is due, however many clocks run
    _alarm_idx = models.Index("(next_alarm_on) WHERE next_alarm_on IS NOT NULL")
    _due_idx = models.Index("(due_on, id) WHERE is_running IS TRUE")
    _mine_idx = models.Index("(user_id, due_on, id) WHERE is_running IS TRUE")
    _live_case_uniq = models.UniqueIndex(
        "(case_id, limit_id) WHERE duty_id IS NULL AND is_running IS TRUE",
        "This limit runs already for this case.",
    )
    _live_duty_uniq = models.UniqueIndex(
        "(duty_id, limit_id) WHERE duty_id IS NOT NULL AND is_running IS TRUE",
        "This limit runs already for this duty.",
    )

    @api.depends("state")
    def _compute_is_running(self):
        for clock in self:
            clock.is_running = clock.state in ("running", "paused")

    def _get_trail_company(self):
        return self.company_id

    def _get_record(self):
        """The duty or the case that this clock belongs to."""
        return self.duty_id or self.case_id

    def _get_spec(self):
        """The limit as the planner needs it, also when it was archived since."""
        return self.env["complaint.policy.limit"]._get_spec_of(self.limit_id.id)

    def _get_counting(self):
        """The limit with the amount of when it began, to count with."""
        return self.env["complaint.worktime"]._get_limit(
            self.company_id,
            self.amount,
            self.unit,
            self._get_record()._get_clock_calendar(),
        )

    # ------------------------------------------------------------
    # EXTENSION
    # ------------------------------------------------------------

    def _extend(self, new_due, reason):
        """Move the due date of a running clock; both dates stay in the history (R-T06).

        :param datetime new_due: naive UTC, later than the present due date
        :raises UserError: it is not running, or would not move on
        """
        self.ensure_one()
        if not self.is_running:
            raise UserError(
                self.env._(
                    "“%(clock)s” does not run any more: there is nothing to extend.",
                    clock=self.display_name,
                )
            )
        if self.due_on and new_due <= self.due_on:
            raise UserError(
                self.env._("An extension ends later than the limit that it extends.")
            )
        self._write_guarded({"extended_to": new_due}, reason)
        self.env["complaint.clock.planner"]._retime(self.case_id, reason)
