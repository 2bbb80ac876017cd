from collections import defaultdict
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.tools import format_datetime

HOUR = 8  # in the morning of who reads it
BATCH = 50


class ComplaintDigest(models.Model):
    """What a person owes or was told of, once a day in the morning (R-T07).

    A row for each person and day, so that a job that was killed, or that runs on two
    hosts, tells nobody twice.
    """

    _name = "complaint.digest"
    _inherit = ["mail.thread"]
    _description = "Daily Digest"
    _order = "day desc, id desc"
    _rec_name = "day"

    user_id = fields.Many2one("res.users", required=True, readonly=True)
    day = fields.Date(required=True, readonly=True)
    count = fields.Integer("Limits", readonly=True)

    _day_uniq = models.UniqueIndex("(user_id, day)", "He was told today already.")

    # ------------------------------------------------------------
    # JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_send(self):
        """Tell everybody whose morning has begun, once a day."""
        cron = self.env["ir.cron"]
        rows, turns = self._get_rows(), self._get_turns()
        failing = self._get_failing()
        rows.update({user: rows[user] for user in (*turns, *failing)})
        waiting = self._get_waiting(self.env["res.users"].browse(rows))
        for start in range(0, len(waiting), BATCH):
            for user, day in waiting[start : start + BATCH]:
                companies = failing[user.id]
                self._send(user, day, rows[user.id], turns[user.id], companies)
            if not cron._commit_progress(min(BATCH, len(waiting) - start)):
                break

    @api.model
    def _get_rows(self):
        """The running clocks that each person holds or was told of, by his id: those
        that are late or due within a day."""
        soon = fields.Datetime.now() + timedelta(days=1)
        running = [("is_running", "=", True), ("due_on", "<", soon)]
        clocks = self.env["complaint.clock"].search(running, order="due_on, id")
        rows = defaultdict(clocks.browse)
        for clock in clocks:
            for user in clock.user_id | clock.escalation_ids.user_id:
                if user.active:
                    rows[user.id] |= clock
        return rows

    @api.model
    def _get_turns(self):
        """The approvals that each person has to decide or was told of, by his id:
        those that are late or due within a day."""
        soon = fields.Datetime.now() + timedelta(days=1)
        turns = self.env["complaint.approval.turn"].search(
            [("state", "=", "open"), ("due_on", "<", soon)], order="due_on, id"
        )
        found, memories = defaultdict(turns.browse), {}
        for turn in turns:
            askees = turn._get_askees(turn.request_id._get_place(memories))
            for user in askees | turn._get_told_users():
                if user.active:
                    found[user.id] |= turn
        return found

    @api.model
    def _get_failing(self):
        """The companies in which something fails, by the id of each administrator."""
        companies = self.env["res.company"].search([("active", "=", True)])
        found = defaultdict(companies.browse)
        admins = self.env.ref("complaint_management.group_complaint_admin").all_user_ids
        health = self.env["complaint.health"]
        for company in companies:
            told = admins.filtered(lambda one, at=company: at in one.company_ids)
            if told and health._find_failing(company):
                for user in told.filtered(lambda one: one.active and not one.share):
                    found[user.id] |= company
        return found

    @api.model
    def _get_waiting(self, users):
        """Pairs of user and day of those to whom it is morning, not told yet today."""
        now, waiting = fields.Datetime.now(), []
        days = {user: self._get_local_now(user, now) for user in users}
        told = {
            (digest.user_id, digest.day)
            for digest in self.search(
                [
                    ("user_id", "in", users.ids),
                    ("day", ">=", now.date() - timedelta(days=1)),
                ]
            )
        }
        for user, local in days.items():
            if local.time() >= time(HOUR) and (user, local.date()) not in told:
                waiting.append((user, local.date()))
        return waiting

    @api.model
    def _get_local_now(self, user, now):
        zone = user.tz or self.env["complaint.numbering"]._get_zone(user.company_id.id)
        return datetime.combine(now.date(), now.time(), ZoneInfo("UTC")).astimezone(
            ZoneInfo(zone)
        )

    @api.model
    def _send(self, user, day, clocks, turns, companies):
        """Keep that he was told and tell him, in his language and time."""
        reader = self.with_context(lang=user.lang, tz=user.tz)
        count = len(clocks) + len(turns)
        digest = reader.create({"user_id": user.id, "day": day, "count": count})
        digest.message_notify(
            partner_ids=user.partner_id.ids,
            subject=reader.env._("Complaints: %s limits late or due", count)
            if count
            else reader.env._("Complaints: something fails"),
            body=reader.env["ir.qweb"]._render(
                "complaint_management.complaint_digest_body",
                {
                    "rows": [
                        *reader._prepare_rows(clocks),
                        *reader._prepare_turn_rows(turns),
                    ],
                    "failing": list(reader._prepare_failing(companies)),
                },
            ),
        )

    @api.model
    def _prepare_rows(self, clocks):
        """What the letter says of each clock: whose it is, which limit, when due."""
        now, zone = fields.Datetime.now(), self.env.context.get("tz")
        for clock in clocks.with_env(self.env):
            record = clock._get_record()
            yield {
                "name": record.display_name,
                "url": f"/odoo/{record._name}/{record.id}",
                "limit": clock.limit_id.name,
                "holder": clock.user_id.name or "",
                "due": format_datetime(self.env, clock.due_on, zone, "short"),
                "late": clock.due_on < now,
            }

    @api.model
    def _prepare_failing(self, companies):
        """A line for each thing that fails, for who sets complaints up."""
        for company in companies.with_env(self.env):
            for finding in self.env["complaint.health"]._find_failing(company):
                yield f"{company.name}: {finding.text} {finding.remedy}"

    @api.model
    def _prepare_turn_rows(self, turns):
        """The same of each approval."""
        zone = self.env.context.get("tz")
        for turn in turns.with_env(self.env):
            request = turn.request_id
            yield {
                "name": request.display_name,
                "url": f"/odoo/{request._name}/{request.id}",
                "limit": turn.name,
                "holder": turn.user_id.name or turn._get_asked_label(),
                "due": format_datetime(self.env, turn.due_on, zone, "short"),
                "late": turn._is_late(),
            }
