from odoo import fields, models
from odoo.tools import SQL


class ComplaintClockReport(models.Model):
    """One row a limit of a case or of a duty in it: kept, missed, running (R-F03,
    R-T08). Read by who reads the case: he may know which limits it has."""

    _name = "complaint.clock.report"
    _inherit = "complaint.report.case.mixin"
    _description = "Limits in Figures"
    _auto = False
    _counts = ("complaint.case", "complaint.clock", "complaint.duty")
    _order = "due_on desc, id desc"
    _rec_name = "limit_id"

    limit_id = fields.Many2one("complaint.policy.limit", readonly=True)
    department_id = fields.Many2one(
        "hr.department",
        readonly=True,
        help="Of the duty, else the department that leads the case.",
    )
    user_id = fields.Many2one("res.users", "Held by", readonly=True)
    clock_state = fields.Selection(
        [
            ("running", "Running"),
            ("paused", "Paused"),
            ("met", "Met"),
            ("late", "Late"),
        ],
        "How it stands",
        readonly=True,
    )
    started_on = fields.Datetime("Started", readonly=True)
    due_on = fields.Datetime("Due", readonly=True)
    stopped_on = fields.Datetime("Stopped", readonly=True)
    on_time_share = fields.Float(
        "On time (%)",
        readonly=True,
        digits=(16, 1),
        aggregator="avg",
        help="Of the limits that were kept or missed; what is overdue is missed.",
    )
    met_count = fields.Integer("Kept", readonly=True, aggregator="sum")
    missed_count = fields.Integer("Missed", readonly=True, aggregator="sum")
    overdue_count = fields.Integer("Overdue now", readonly=True, aggregator="sum")
    hours_late = fields.Float(
        "Late by (hours)", readonly=True, digits=(16, 1), aggregator="avg"
    )

    def _get_select(self):
        same = ("limit_id", "user_id", "started_on", "due_on", "stopped_on")
        return {
            **super()._get_select(),
            "id": SQL("k.id"),
            **{name: SQL("k.%s", SQL.identifier(name)) for name in same},
            "clock_state": SQL("k.state"),
            "department_id": SQL("COALESCE(d.department_id, c.department_id)"),
            **self._get_counts(),
        }

    def _get_counts(self):
        now = self._get_now()
        overdue = SQL("(k.state = 'running' AND k.due_on < %s)", now)
        missed = SQL("(k.state = 'late' OR %s)", overdue)
        return {
            "on_time_share": SQL(
                "CASE WHEN k.state = 'met' THEN 100.0::float8 WHEN %s THEN 0 END",
                missed,
            ),
            "met_count": SQL("(k.state = 'met')::int"),
            "missed_count": SQL("%s::int", missed),
            "overdue_count": SQL("%s::int", overdue),
            "hours_late": SQL(
                "CASE WHEN %s THEN EXTRACT(EPOCH FROM COALESCE(k.stopped_on, %s)"
                " - k.due_on)::float8 / 3600 END",
                missed,
                now,
            ),
        }

    def _get_from(self):
        return SQL(
            """(SELECT * FROM complaint_clock
                 WHERE state IN ('running', 'paused', 'met', 'late')) k
            JOIN complaint_case c ON c.id = k.case_id
            LEFT JOIN complaint_duty d ON d.id = k.duty_id"""
        )
