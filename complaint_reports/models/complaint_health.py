from odoo import api, models
from odoo.addons.complaint_management.tools.health import Check, Finding

from ..tools.summary_periods import due_on


class ComplaintHealth(models.AbstractModel):
    _inherit = "complaint.health"

    @api.model
    def _get_checks(self):
        """… and whether the summaries were made that the policy asks for (R-F02)."""
        label = self.env._("Summaries")
        return [
            *super()._get_checks(),
            Check("summaries", label, "_find_summaries", fails=True),
        ]

    @api.model
    def _find_summaries(self, company):
        """What had to be handed in and was never made; what nobody hands in."""
        summaries = self.env["complaint.summary"]
        today = summaries._get_today(company)
        missing = []
        for kind, _company, period in self.env["complaint.summary.planner"]._get_due(
            company
        ):
            interval = kind._get_interval(company)
            if due_on(interval, period.last) < today:
                missing.append(summaries._get_title(kind, interval, period))
        lone = summaries.search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "made"),
                ("owner_id", "=", False),
                ("kind_id.owner_kind", "!=", False),
            ],
            limit=5,
        )
        return [*self._say_missing(missing), *self._say_lone(lone)]

    @api.model
    def _say_missing(self, titles):
        if titles:
            text = self.env._("Never made: %(names)s.", names=", ".join(titles[:5]))
            remedy = self.env._(
                "See whether the job of summaries runs, and the log of the server."
            )
            yield Finding(text, remedy)

    @api.model
    def _say_lone(self, summaries):
        if summaries:
            names = ", ".join(summaries.mapped("name"))
            text = self.env._("Nobody hands in: %(names)s.", names=names)
            remedy = self.env._(
                "Name a manager of the department whose it is, before the next one."
            )
            yield Finding(text, remedy, "hr.department")
