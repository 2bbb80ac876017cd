from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.addons.complaint_management.tools import batches
from odoo.fields import Command

from ..tools.early_warning import judge
from .complaint_alert import SUBJECTS

# fewer windows of a past say nothing
LEAST_PAST = 3


class ComplaintAlertFinder(models.AbstractModel):
    """The job that looks for rises beyond chance, each day, company by company (R-F04).

    A run that was killed is run again: what is open is brought up to date, not raised
    twice (unique index); what was answered stays quiet for the length of a window, so
    that no complaint counts for a second alarm."""

    _name = "complaint.alert.finder"
    _inherit = "complaint.alert.counting"
    _description = "Search for early warnings"

    @api.model
    def _cron_find(self):
        """Look in each company; safe to run at any time."""
        last, companies = 0, self.env["res.company"]
        while company := companies.search([("id", ">", last)], order="id", limit=1):
            last = company.id
            batches.walk(company, self._find_company, lambda _one, _error: None)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    @api.model
    def _find_company(self, company, today=None):
        """What is beyond chance in ``company`` as of the end of the day before.

        :param today: a date; where the company is, today
        :return: the alerts that are new
        """
        company, none = company.sudo(), self.env["complaint.alert"]
        self.env.flush_all()  # what follows reads the tables
        end = self._get_end(company, today)
        places = self._count_past(company, end)
        if places < LEAST_PAST:
            return none
        series, cases, basis = self._read_series(company, end, places)
        signals = judge(
            series, company.warning_false_share / 100, company.warning_minimum
        )
        tested = sum(one.total >= company.warning_minimum for one in series)
        rows = [
            {
                **self._prepare_figures(company, end, signal),
                "basis": basis[signal.series.key],
                "tested_count": tested,
                "case_ids": [Command.set(cases[signal.series.key])],
            }
            for signal in signals
        ]
        return self._raise_or_refresh(company, end, rows)

    # ------------------------------------------------------------
    # WINDOWS
    # ------------------------------------------------------------

    @api.model
    def _get_end(self, company, today=None):
        """The midnight, where the company is, at which the recent window ends."""
        zone = ZoneInfo(self.env["complaint.numbering"]._get_zone(company.id))
        now = fields.Datetime.now().replace(tzinfo=timezone.utc)
        day = today or now.astimezone(zone).date()
        midnight = datetime.combine(day, time.min, zone)
        return midnight.astimezone(timezone.utc).replace(tzinfo=None)

    @api.model
    def _count_past(self, company, end):
        """Whole windows of the past in which complaints were registered already."""
        first = (
            self.env["complaint.case"]
            .sudo()
            .search([("company_id", "=", company.id)], order="received_on, id", limit=1)
            .received_on
        )
        days = (end - first).days if first and first < end else 0
        return min(days // company.warning_window - 1, company.warning_past)

    # ------------------------------------------------------------
    # ALERTS
    # ------------------------------------------------------------

    @api.model
    def _prepare_figures(self, company, end, signal):
        one, span = signal.series, timedelta(company.warning_window)
        kind, key = one.key
        zone = ZoneInfo(self.env["complaint.numbering"]._get_zone(company.id))
        last = end.replace(tzinfo=timezone.utc).astimezone(zone).date()
        return {
            "kind": kind,
            "subject_id": key,
            "date_from": last - span,
            "date_to": last - timedelta(1),
            "recent_count": one.recent,
            "expected": one.expected,
            "rises": one.rises,
            "p_value": signal.p,
            "q_value": signal.q,
            "dispersion": signal.dispersion,
            "seen_on": fields.Datetime.now(),
            "history": self._prepare_history(one, last, span),
        }

    @api.model
    def _prepare_history(self, one, last, span):
        """The windows as they are drawn, the oldest first."""
        past = sum(one.exposures[:-1])
        rate = sum(one.counts[:-1]) / past
        places = len(one.counts)
        return [
            {
                "from": fields.Date.to_string(last - span * (places - place)),
                "to": fields.Date.to_string(
                    last - span * (places - place - 1) - timedelta(1)
                ),
                "count": count,
                "expected": round(rate * exposure, 2),
            }
            for place, (count, exposure) in enumerate(
                zip(one.counts, one.exposures, strict=True)
            )
        ]

    @api.model
    def _raise_or_refresh(self, company, end, rows):
        alerts = self.env["complaint.alert"].sudo()
        since = end - timedelta(company.warning_window)
        known = alerts.search(
            [
                ("company_id", "=", company.id),
                "|",
                ("is_open", "=", True),
                ("answered_on", ">=", since),
            ]
        ).grouped(lambda alert: (alert.kind, alert.subject_id))
        fresh = []
        for row in rows:
            key = row["kind"], row["subject_id"]
            if key not in known:
                fresh.append(row)
                continue
            # what was answered stays as it was answered
            known[key].filtered("is_open")._write_guarded(row)
        names = self._get_names(company, fresh)
        found = alerts._create_guarded(
            [
                {
                    **row,
                    "company_id": company.id,
                    "found_on": row["seen_on"],
                    "name": names[row["kind"], row["subject_id"]],
                    SUBJECTS[row["kind"]]: row["subject_id"],
                }
                for row in fresh
            ]
        )
        found._tell()
        return found

    @api.model
    def _get_names(self, company, rows):
        """What each is called, in the company's language; one query a kind."""
        alerts = self.env["complaint.alert"].with_context(lang=company.partner_id.lang)
        names = {}
        for kind, field in SUBJECTS.items():
            ids = [row["subject_id"] for row in rows if row["kind"] == kind]
            model = alerts._fields[field].comodel_name
            for record in alerts.env[model].sudo().browse(ids):
                names[kind, record.id] = record.display_name
        return names
