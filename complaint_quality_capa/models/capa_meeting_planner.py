from datetime import UTC, datetime, time, timedelta
from functools import partial

from odoo import api, models
from odoo.addons.complaint_management.tools import batches

from ..tools.meetings import day_to_hold, slot_to_propose


class CapaMeetingPlanner(models.AbstractModel):
    """The job that proposes the next meeting of each kind, once (R-Q09, R-F02).

    A period is known by its last day, which stands on its meeting (unique index): a run
    that was killed goes on where it stood and proposes nothing twice.
    """

    _name = "capa.meeting.planner"
    _description = "Proposes meetings"

    @api.model
    def _cron_propose(self):
        """Propose what is due; safe to run at any time."""
        cron = self.env["ir.cron"]
        for kind, company, slot in self._get_due():
            act = partial(self._propose, company=company, slot=slot)
            # what fails alone is in the log, and tried again tomorrow
            batches.walk(kind, act, lambda _kind, _error: None)
            if not cron._commit_progress(1):
                return

    @api.model
    def _get_due(self):
        """Kind, company and period of each meeting that is to be proposed."""
        begins = self._get_begins()
        if not begins:
            return []
        kinds = self.env["capa.meeting.kind"].union(*(kind for kind, _one in begins))
        latest = {
            (kind, company): slot
            for kind, company, slot in self.env["capa.meeting"]._read_group(
                [("kind_id", "in", kinds.ids), ("slot", "!=", False)],
                ["kind_id", "company_id"],
                ["slot:max"],
            )
        }
        due = []
        for (kind, company), since in begins.items():
            last = latest.get((kind, company))
            slot = self._get_slot(kind, company, last, since)
            if slot and kind._get_organiser(company):
                due.append((kind, company, slot))
        return due

    @api.model
    def _get_begins(self):
        """Since when meetings of a kind are proposed in a company: as its policy in
        force says, or from the day that stands on the kind.

        :return: dict, kind and company → date
        """
        companies = self._get_companies()
        kinds = self.env["capa.meeting.kind"].search([("propose_from", "!=", False)])
        begins = {
            (kind, company): kind.propose_from
            for kind in kinds
            for company in kind.company_id or companies
        }
        for company in companies:
            policy = self.env["complaint.policy"]._get_for(
                company, self._get_today(company)
            )
            for kind in policy.sudo().review_ids.meeting_kind_id.filtered("active"):
                if kind.frequency != "free" and kind.company_id in (
                    company,
                    kind.company_id.browse(),
                ):
                    begins.setdefault((kind, company), policy.sudo().valid_from)
        return begins

    @api.model
    def _get_companies(self):
        return self.env["res.company"].search([("active", "=", True)])

    @api.model
    def _get_slot(self, kind, company, last, since):
        return slot_to_propose(
            kind._get_interval(),
            since,
            last,
            self._get_today(company),
            kind.lead_days,
        )

    @api.model
    def _get_today(self, company):
        return self.env["complaint.numbering"]._get_day(company.id)

    @api.model
    def _propose(self, kind, company, slot):
        """The meeting with its guests and its agenda; who writes the minutes is asked
        to call it."""
        meetings = self.env["capa.meeting"].with_company(company)
        today = self._get_today(company)
        meeting = meetings._create_guarded(
            [
                {
                    "kind_id": kind.id,
                    "company_id": company.id,
                    "slot": slot,
                    "is_made_up": slot < today,
                    "start": self._get_start(kind, company, slot, today),
                }
            ]
        )
        meeting._ask(
            meeting.writer_id, lambda env: env._("Look at the agenda and call it")
        )
        return meeting

    @api.model
    def _get_start(self, kind, company, slot, today):
        """The hour of that kind on a working day, in the time of the company."""
        calendar = self.env["complaint.worktime"]._get_work_calendar(company)
        day = day_to_hold(kind._get_interval(), slot, today, calendar.hours)
        zone = self.env["capa.meeting"].new({"company_id": company.id})._get_zone()
        start = datetime.combine(day, time(), zone) + timedelta(hours=kind.hour)
        return start.astimezone(UTC).replace(tzinfo=None)
