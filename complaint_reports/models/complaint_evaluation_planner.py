from odoo import api, models
from odoo.addons.complaint_management.tools import batches
from odoo.addons.complaint_quality_capa.tools.merits import half_year_of

SUPERVISOR = "complaint_management.group_complaint_supervisor"


class ComplaintEvaluationPlanner(models.AbstractModel):
    """The job that draws up the evaluations of the last half-year, once each: handling
    under the supervisor (R-P05), production under the executive vice GM (R-R06)."""

    _name = "complaint.evaluation.planner"
    _description = "Planning of evaluations"

    @api.model
    def _cron_draw_up(self):
        """Draw up what is missing; safe to run at any time (unique index)."""
        last, companies = 0, self.env["res.company"]
        while company := companies.search([("id", ">", last)], order="id", limit=1):
            last = company.id
            batches.walk(company, self._draw_up, lambda _one, _error: None)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    @api.model
    def _draw_up(self, company):
        first, last = half_year_of(self._get_today(company))
        evaluations = self.env["complaint.evaluation"].sudo()
        domain = [("company_id", "=", company.id), ("date_from", "=", first)]
        done = evaluations.search(domain).mapped("kind")
        for kind, user in self._get_leaders(company).items():
            if user and kind not in done and self._has_cases(company, first, last):
                evaluations.create(
                    {
                        "kind": kind,
                        "company_id": company.id,
                        "date_from": first,
                        "date_to": last,
                        "user_id": user.id,
                    }
                )._ask(user, lambda env: env._("Comment on the evaluation"))

    @api.model
    def _get_leaders(self, company):
        """Who leads which; nobody where there is nobody."""
        supervisors = self.env.ref(SUPERVISOR).sudo().all_user_ids
        own = supervisors.filtered(
            lambda user: user.active and not user.share and company in user.company_ids
        )
        post = self.env["complaint.post"]._get_holder("executive_vice_gm", company)
        return {"handling": own.sorted("id")[:1], "production": post}

    @api.model
    def _get_today(self, company):
        return self.env["complaint.numbering"]._get_day(company.id)

    @api.model
    def _has_cases(self, company, first, last):
        reader = self.env["complaint.evaluation.reader"]
        begin, until = reader._get_moments(company, first, last)
        domain = [
            ("company_id", "=", company.id),
            ("received_on", ">=", begin),
            ("received_on", "<", until),
        ]
        return bool(self.env["complaint.case"].sudo().search_count(domain, limit=1))
