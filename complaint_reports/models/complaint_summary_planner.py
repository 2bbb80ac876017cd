from odoo import api, fields, models
from odoo.addons.complaint_management.tools import batches
from psycopg2.errors import UniqueViolation

from ..tools.summary_periods import due_on, periods_due


class ComplaintSummaryPlanner(models.AbstractModel):
    """The job that makes the summaries that are due, each once (R-F02).

    First the figures are counted and kept, each summary committed; then it is printed
    and told. A run that is killed goes on where it was; of two who make the same one
    waits for the other's row and finds it (unique index).
    """

    _name = "complaint.summary.planner"
    _description = "Makes summaries"

    @api.model
    def _cron_make(self):
        """Make what is due; safe to run at any time."""
        commit = self.env["ir.cron"]._commit_progress
        for kind, company, period in self._get_due():
            self._make_alone(kind, company, period)
            if not commit(1):
                return
        while summary := self._get_unprinted():
            batches.walk(summary, self._print, self._set_aside)
            if not commit(1):
                return

    # ------------------------------------------------------------
    # WHAT IS DUE
    # ------------------------------------------------------------

    @api.model
    def _get_due(self, companies=None):
        """Kind, company and period of each summary that is to be made, oldest first.

        :param companies: only of these
        """
        kinds = self.env["complaint.summary.kind"].search([("active", "=", True)])
        latest = {
            (kind, company): last
            for kind, company, last in self.env["complaint.summary"]._read_group(
                [("kind_id", "in", kinds.ids)],
                ["kind_id", "company_id"],
                ["date_to:max"],
            )
        }
        if companies is None:
            companies = self.env["res.company"].search([("active", "=", True)])
        due = []
        for company in companies:
            today = self.env["complaint.summary"]._get_today(company)
            for kind in kinds.filtered(
                lambda one, company=company: one._is_on(company)
            ):
                made = latest.get((kind, company))
                interval = kind._get_interval(company)
                due += [
                    (kind, company, period)
                    for period in periods_due(interval, made, today)
                ]
        return sorted(due, key=lambda one: one[2].last)

    # ------------------------------------------------------------
    # MAKING
    # ------------------------------------------------------------

    @api.model
    def _make_alone(self, kind, company, period):
        """One summary; what fails is in the log and tried again by the next run."""

        def act(_kind):
            self._make(kind, company, period)

        batches.walk(kind, act, lambda _kind, _error: None)

    @api.model
    def _make(self, kind, company, period):
        """Count and keep the figures of ``period``.

        :return: ``complaint.summary``, as superuser; empty where another made it
        """
        try:
            with self.env.cr.savepoint():
                summary = self._claim(kind, company, period)
        except UniqueViolation:
            return self.env["complaint.summary"]
        facts = summary._gather()
        summary._write_guarded(
            {"figures": facts, "checksum": summary._fingerprint(facts)}
        )
        return summary

    @api.model
    def _claim(self, kind, company, period):
        """The row alone: who comes second waits for it and counts nothing."""
        summaries = self.env["complaint.summary"].sudo()
        interval = kind._get_interval(company)
        due = due_on(interval, period.last)
        lang = self._get_lang(company)
        owner = kind._get_owner(company)
        return summaries._create_guarded(
            [
                {
                    "name": summaries._get_title(
                        kind.with_context(lang=lang), interval, period
                    ),
                    "kind_id": kind.id,
                    "company_id": company.id,
                    "date_from": period.first,
                    "date_to": period.last,
                    "due_on": due,
                    "is_made_up": summaries._get_today(company) > due,
                    "owner_id": owner.id,
                    "reader_ids": (kind._get_readers(company) | owner).ids,
                    "lang": lang,
                    "made_on": fields.Datetime.now(),
                }
            ]
        )

    @api.model
    def _get_lang(self, company):
        """The language of the company, where it is installed."""
        installed = dict(self.env["res.lang"].get_installed())
        wanted = (company.sudo().partner_id.lang, self.env.lang)
        return next((one for one in wanted if one in installed), "en_US")

    # ------------------------------------------------------------
    # PRINTING
    # ------------------------------------------------------------

    @api.model
    def _get_unprinted(self):
        """The next that is to be printed and told, locked for this run."""
        summaries = self.env["complaint.summary"].sudo()
        found = summaries.search([("papers_on", "=", False)], limit=20, order="id")
        return found.try_lock_for_update(limit=1)

    @api.model
    def _print(self, summary):
        is_new = self._is_new(summary)
        summary._make_papers()
        if is_new:
            summary._tell()

    @api.model
    def _is_new(self, summary):
        """Nobody was told of it: what is handed in is printed anew and told no more."""
        return summary.state == "made" and not summary.pdf

    @api.model
    def _set_aside(self, summary, _error):
        """What cannot be printed is told all the same: the figures are there."""
        summary._write_guarded({"papers_on": fields.Datetime.now()})
        if self._is_new(summary):
            summary._tell()
