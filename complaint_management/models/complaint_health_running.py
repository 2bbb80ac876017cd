from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date

from ..tools.health import Finding

DAYS = 14  # before an API key ends
PATIENCE = timedelta(hours=2)  # for what is queued, for a job whose time has come


class ComplaintHealthRunning(models.AbstractModel):
    """What fails, or is about to. Runs as superuser."""

    _name = "complaint.health.running"
    _description = "What fails"

    # ------------------------------------------------------------
    # JOBS
    # ------------------------------------------------------------

    @api.model
    def _find_jobs(self, company):
        late = fields.Datetime.now() - PATIENCE
        return [
            Finding(self._say_job(job), self._say_job_remedy(job), "ir.cron", job._ids)
            for job in self._get_jobs()
            if not job.active or job.failure_count or job.nextcall < late
        ]

    @api.model
    def _get_jobs(self):
        """The jobs of these modules."""
        known = self.env["ir.model.data"].search_fetch(
            [("model", "=", "ir.cron"), ("module", "=like", "complaint\\_%")],
            ["res_id"],
        )
        jobs = self.env["ir.cron"].with_context(active_test=False)
        return jobs.search([("id", "in", known.mapped("res_id"))])

    @api.model
    def _say_job(self, job):
        if not job.active:
            return self.env._("“%(job)s” is switched off.", job=job.name)
        if job.failure_count:
            return self.env._(
                "“%(job)s” failed %(count)s times in a row.",
                job=job.name,
                count=job.failure_count,
            )
        return self.env._("“%(job)s” has not run for hours.", job=job.name)

    @api.model
    def _say_job_remedy(self, job):
        if not job.active:
            return self.env._("Switch it on again.")
        if job.failure_count:
            return self.env._("See the log of the server for the error, and mend it.")
        return self.env._("See whether the server runs jobs at all.")

    # ------------------------------------------------------------
    # WHAT DID NOT GET THERE
    # ------------------------------------------------------------

    @api.model
    def _find_replies(self, company):
        replies, found = self.env["complaint.reply"], []
        of_company = [("company_id", "=", company.id)]
        failed = replies.search([*of_company, ("state", "=", "failed")])
        stuck = replies.search(
            [
                *of_company,
                ("state", "=", "queued"),
                ("queued_on", "<", fields.Datetime.now() - PATIENCE),
            ]
        )
        if failed:
            text = self.env._("Replies not delivered: %(count)s.", count=len(failed))
            remedy = self.env._("Mend the address and send them again, or cancel them.")
            found.append(Finding(text, remedy, replies._name, failed._ids))
        if stuck:
            text = self.env._(
                "Replies that wait in the queue for hours: %(count)s.", count=len(stuck)
            )
            remedy = self.env._("See whether the job runs and the mail server answers.")
            found.append(Finding(text, remedy, replies._name, stuck._ids))
        return found

    @api.model
    def _find_clocks(self, company):
        """Limits and approvals whose ladder could not be climbed."""
        found, of_company = [], [("company_id", "=", company.id)]
        clocks = self.env["complaint.clock"].search(
            [*of_company, ("is_running", "=", True), ("alarm_error", "!=", False)]
        )
        turns = self.env["complaint.approval.turn"].search(
            [*of_company, ("state", "=", "open"), ("alarm_error", "!=", False)]
        )
        if clocks:
            text = self.env._(
                "Limits of which nobody could be told: %(count)s (%(error)s).",
                count=len(clocks),
                error=clocks[0].alarm_error,
            )
            remedy = self.env._("Mend what it says; the next change tries again.")
            found.append(Finding(text, remedy, clocks._name, clocks._ids))
        if turns:
            text = self.env._(
                "Approvals of which nobody could be told: %(count)s (%(error)s).",
                count=len(turns),
                error=turns[0].alarm_error,
            )
            remedy = self.env._("Mend what it says, or have them asked again.")
            found.append(Finding(text, remedy, turns._name, turns._ids))
        return found

    @api.model
    def _find_late(self, company):
        turns = self.env["complaint.approval.turn"].search(
            [
                ("company_id", "=", company.id),
                ("state", "=", "open"),
                ("due_on", "<", fields.Datetime.now()),
            ]
        )
        if not turns:
            return []
        text = self.env._("Approvals that are late: %(count)s.", count=len(turns))
        remedy = self.env._("Ask who has to decide, or enter who represents him.")
        requests = turns.request_id
        return [Finding(text, remedy, requests._name, requests._ids)]

    # ------------------------------------------------------------
    # KEYS
    # ------------------------------------------------------------

    @api.model
    def _find_keys(self, company):
        soon = fields.Datetime.now() + timedelta(days=DAYS)
        keys = self.env["res.users.apikeys"].search(
            [
                ("expiration_date", "<", soon),
                ("user_id.company_ids", "in", company.ids),
                ("user_id.active", "=", True),
            ],
            order="id",
        )
        return [
            Finding(
                self.env._(
                    "The API key “%(key)s” of %(user)s ends on %(day)s.",
                    key=key.name,
                    user=key.user_id.name,
                    day=format_date(self.env, key.expiration_date),
                ),
                self.env._(
                    "Have a new one made and entered in the system that uses it."
                ),
            )
            for key in keys
        ]
