from odoo import fields, models
from odoo.addons.complaint_management.models.complaint_case import KINDS
from odoo.tools import SQL

_SAME = (
    "number",
    "title",
    "kind",
    "policy_id",
    "user_id",
    "receiver_id",
    "owner_department_id",
    "region",
    "answered_on",
    "closed_on",
    "due_on",
    "is_open",
    "is_repeat",
    "historical",
)
_REMEDIES = ("refund_cost", "compensation_cost", "goods_cost", "work_cost")
_AVERAGE = {"readonly": True, "aggregator": "avg", "digits": (16, 1)}
_SUM = {"readonly": True, "aggregator": "sum"}


class ComplaintCaseReport(models.Model):
    """One row a case: what it is about, how long its steps took, whether its limits
    were kept, what it cost (R-F03). Read by who reads the case."""

    _name = "complaint.case.report"
    _inherit = "complaint.report.case.mixin"
    _description = "Complaints in Figures"
    _auto = False
    _counts = ("complaint.case", "complaint.clock", "complaint.remedy")
    _order = "received_on desc, id desc"
    _rec_name = "number"

    number = fields.Char(readonly=True)
    title = fields.Char(readonly=True)
    kind = fields.Selection(KINDS, "Type", readonly=True)
    nature = fields.Selection(
        [("quality", "Quality"), ("non_quality", "Non-quality (human cause)")],
        readonly=True,
    )
    policy_id = fields.Many2one("complaint.policy", readonly=True)
    user_id = fields.Many2one("res.users", "Handled by", readonly=True)
    receiver_id = fields.Many2one("res.users", "First receiver", readonly=True)
    salesperson_id = fields.Many2one("res.users", readonly=True)
    owner_department_id = fields.Many2one("hr.department", readonly=True)
    country_id = fields.Many2one("res.country", readonly=True)
    region = fields.Selection(
        [("home", "At home"), ("abroad", "Abroad")], "Market", readonly=True
    )
    answered_on = fields.Datetime("Answered", readonly=True)
    closed_on = fields.Datetime("Closed", readonly=True)
    ended_on = fields.Datetime(
        "Ended", readonly=True, help="Closed, not accepted or withdrawn."
    )
    due_on = fields.Datetime("Due", readonly=True)
    is_open = fields.Boolean("Open", readonly=True)
    is_overdue = fields.Boolean("Overdue", readonly=True)
    is_repeat = fields.Boolean("Repeat", readonly=True)
    historical = fields.Boolean(readonly=True)

    hours_to_acknowledge = fields.Float("Acknowledged after (hours)", **_AVERAGE)
    days_to_answer = fields.Float("Answered after (days)", **_AVERAGE)
    days_to_close = fields.Float("Closed after (days)", **_AVERAGE)
    open_count = fields.Integer("Still open", **_SUM)
    overdue_count = fields.Integer("Open and overdue", **_SUM)
    late_count = fields.Integer("With a missed limit", **_SUM)
    on_time_share = fields.Float(
        "On time (%)", help="Of the cases with a limit that fell due.", **_AVERAGE
    )
    repeat_share = fields.Float("Repeats (%)", **_AVERAGE)
    dissatisfied_share = fields.Float(
        "Not satisfied with the answer (%)",
        help="Of the cases that were answered.",
        **_AVERAGE,
    )
    satisfaction = fields.Float(readonly=True, aggregator="avg", help="1 to 5.")
    currency_id = fields.Many2one("res.currency", readonly=True)
    refund_cost = fields.Monetary("Refunds and reductions", **_SUM)
    compensation_cost = fields.Monetary("Compensation", **_SUM)
    goods_cost = fields.Monetary("Goods sent anew", **_SUM)
    work_cost = fields.Monetary("Repairs and service", **_SUM)
    spot_cost = fields.Monetary("Given on the spot", **_SUM)
    cost = fields.Monetary("Cost of remedies", **_SUM)

    # ------------------------------------------------------------
    # QUERY
    # ------------------------------------------------------------

    def _get_select(self):
        return {
            **super()._get_select(),
            "id": SQL("c.id"),
            **{name: SQL("c.%s", SQL.identifier(name)) for name in _SAME},
            "nature": SQL("g.nature"),
            "salesperson_id": SQL("p.user_id"),
            "country_id": SQL("p.country_id"),
            "ended_on": SQL("CASE WHEN NOT c.is_open THEN %s END", self._get_ended()),
            "is_overdue": self._get_overdue(),
            **self._get_times(),
            **self._get_shares(),
            **self._get_costs(),
        }

    def _get_ended(self):
        return SQL("COALESCE(c.closed_on, c.refused_on, c.cancelled_on)")

    def _get_overdue(self):
        now = self._get_now()
        return SQL("(c.is_open IS TRUE AND COALESCE(c.due_on < %s, FALSE))", now)

    def _get_times(self):
        seconds = "EXTRACT(EPOCH FROM c.%s - c.received_on)::float8"
        return {
            "hours_to_acknowledge": SQL(f"{seconds} / 3600", SQL("acknowledged_on")),
            "days_to_answer": SQL(f"{seconds} / 86400", SQL("answered_on")),
            "days_to_close": SQL(
                f"CASE WHEN NOT c.is_open THEN {seconds} / 86400 END", SQL("closed_on")
            ),
        }

    def _get_shares(self):
        return {
            "open_count": SQL("c.is_open::int"),
            "overdue_count": SQL("%s::int", self._get_overdue()),
            "late_count": SQL("COALESCE(k.late, 0)"),
            "on_time_share": SQL("100.0::float8 * (1 - k.late)"),
            "repeat_share": SQL("100.0::float8 * c.is_repeat::int"),
            "dissatisfied_share": SQL(
                "CASE WHEN c.answered_on IS NOT NULL OR c.dissatisfied_count > 0 THEN "
                "100.0::float8 * (COALESCE(c.dissatisfied_count, 0) > 0)::int END"
            ),
            "satisfaction": SQL("NULLIF(c.satisfaction, 0)::float8"),
        }

    def _get_costs(self):
        spot = self._convert(SQL("COALESCE(c.spot_amount, 0)"), SQL("y"))
        remedies = self._convert(SQL("COALESCE(m.cost, 0)"), SQL("x"))
        return {
            "currency_id": self._get_currency(),
            **{
                name: self._convert(SQL("m.%s", SQL.identifier(name)), SQL("x"))
                for name in _REMEDIES
            },
            "spot_cost": spot,
            "cost": SQL("%s + %s", remedies, spot),
        }

    def _get_from(self):
        return SQL(
            """complaint_case c
            LEFT JOIN complaint_category g ON g.id = c.category_id
            LEFT JOIN res_partner p ON p.id = c.commercial_partner_id
            LEFT JOIN (%(rates)s) x ON x.currency_id = c.currency_id
            LEFT JOIN (%(rates)s) y ON y.currency_id = c.spot_currency_id
            LEFT JOIN (%(clocks)s) k ON k.case_id = c.id
            LEFT JOIN (%(remedies)s) m ON m.case_id = c.id""",
            rates=self._get_rates(),
            clocks=self._get_clocks(),
            remedies=self._get_remedies(),
        )

    def _get_clocks(self):
        """Whether a limit of the case, or of a duty in it, was missed; no row where
        none fell due yet."""
        return SQL(
            """SELECT case_id, MAX((state != 'met')::int) AS late
                 FROM complaint_clock
                WHERE state IN ('met', 'late') OR (state = 'running' AND due_on < %s)
             GROUP BY case_id""",
            self._get_now(),
        )

    def _get_remedies(self):
        """What remedies cost that are approved, or that were given."""
        return SQL(
            """SELECT case_id, SUM(cost) AS cost,
                      SUM(cost) FILTER (
                          WHERE kind IN ('refund', 'price_reduction')) AS refund_cost,
                      SUM(cost) FILTER (
                          WHERE kind = 'compensation') AS compensation_cost,
                      SUM(cost) FILTER (WHERE kind = 'replacement') AS goods_cost,
                      SUM(cost) FILTER (
                          WHERE kind IN ('repair', 'adjusted_service')) AS work_cost
                 FROM complaint_remedy
                WHERE state IN ('approved', 'started', 'done')
             GROUP BY case_id"""
        )
