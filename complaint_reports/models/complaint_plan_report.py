from odoo import api, fields, models
from odoo.addons.complaint_quality_capa.models.capa_plan_steps import STATES
from odoo.tools import SQL

_AVERAGE = {"readonly": True, "aggregator": "avg", "digits": (16, 1)}


class ComplaintPlanReport(models.Model):
    """One row a corrective action plan: how long it took, whether it had effect, and
    whether the same came again (R-F03, R-Q05, R-Q08). Read by who reads the plan."""

    _name = "complaint.plan.report"
    _inherit = "complaint.report.mixin"
    _description = "Corrective Actions in Figures"
    _auto = False
    _rules_of = "plan_id"
    _counts = ("capa.plan", "capa.action", "capa.check", "complaint.case")
    _order = "registered_on desc, id desc"
    _rec_name = "number"

    plan_id = fields.Many2one("capa.plan", readonly=True)
    number = fields.Char(readonly=True)
    name = fields.Char("Subject", readonly=True)
    company_id = fields.Many2one("res.company", readonly=True)
    category_id = fields.Many2one("complaint.category", readonly=True)
    department_id = fields.Many2one("hr.department", readonly=True)
    user_id = fields.Many2one("res.users", "Owner", readonly=True)
    state = fields.Selection(STATES, "Status", readonly=True)
    registered_on = fields.Datetime("Proposed", readonly=True)
    checked_on = fields.Datetime("Effect checked", readonly=True)
    effective_on = fields.Datetime("Effect confirmed", readonly=True)
    ended_on = fields.Datetime("Ended", readonly=True)
    is_open = fields.Boolean("Open", readonly=True)
    open_count = fields.Integer("Still open", readonly=True, aggregator="sum")
    overdue_count = fields.Integer("Overdue measures", readonly=True, aggregator="sum")
    days_to_effect = fields.Float("Effective after (days)", **_AVERAGE)
    effective_share = fields.Float(
        "Effective (%)", help="Of the plans whose effect was checked.", **_AVERAGE
    )
    recurred_share = fields.Float(
        "Came again (%)", help="Of the plans whose effect was confirmed.", **_AVERAGE
    )

    def _get_select(self):
        same = ("number", "name", "company_id", "category_id", "department_id")
        more = ("state", "registered_on", "effective_on")
        is_open = SQL("(p.state NOT IN ('closed', 'cancelled'))")
        return {
            "id": SQL("p.id"),
            "plan_id": SQL("p.id"),
            **{name: SQL("p.%s", SQL.identifier(name)) for name in same + more},
            "user_id": SQL("p.owner_id"),
            "checked_on": SQL("k.checked_on"),
            "ended_on": SQL("COALESCE(p.closed_on, p.cancelled_on)"),
            "is_open": is_open,
            "open_count": SQL("%s::int", is_open),
            "overdue_count": SQL("COALESCE(a.overdue, 0)"),
            "days_to_effect": SQL(
                "EXTRACT(EPOCH FROM p.effective_on - p.registered_on)::float8 / 86400"
            ),
            "effective_share": SQL("100.0::float8 * k.passed"),
            "recurred_share": SQL(
                "CASE WHEN p.effective_on IS NOT NULL "
                "THEN 100.0::float8 * (r.recurred IS NOT NULL)::int END"
            ),
        }

    def _get_from(self):
        return SQL(
            """capa_plan p
            LEFT JOIN (
                SELECT plan_id, MIN((state = 'passed')::int) AS passed,
                       MAX(judged_on) AS checked_on
                  FROM capa_check WHERE state IN ('passed', 'failed')
              GROUP BY plan_id) k ON k.plan_id = p.id
            LEFT JOIN (
                SELECT plan_id, COUNT(*) AS overdue
                  FROM capa_action WHERE is_open IS TRUE AND date_due < %s
              GROUP BY plan_id) a ON a.plan_id = p.id
            LEFT JOIN (
                SELECT recurred_plan_id, COUNT(*) AS recurred
                  FROM complaint_case WHERE recurred_plan_id IS NOT NULL
              GROUP BY recurred_plan_id) r ON r.recurred_plan_id = p.id""",
            fields.Date.context_today(self),
        )

    @api.readonly
    def action_open_plan(self):
        """The plan behind a row."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "capa.plan",
            "views": [(False, "form")],
            "res_id": self.plan_id.id,
        }
