from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from markupsafe import Markup
from odoo import api, fields, models
from odoo.tools import format_date

GROUPS = ("officer", "executive", "supervisor", "admin")
AHEAD = 3  # days before it begins
BATCH = 200


class ComplaintPolicyReader(models.Model):
    """That somebody was told of a version of the policy, and when he read it (R-P06).

    Told once when it is approved; who has not read it is told again before it begins.
    """

    _name = "complaint.policy.reader"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Reader of a Policy"
    _order = "read_on desc, id"
    _rec_name = "user_id"

    policy_id = fields.Many2one(
        "complaint.policy",
        required=True,
        index=True,
        guarded=True,
        ondelete="cascade",
    )
    company_id = fields.Many2one(
        related="policy_id.company_id", store=True, precompute=True, index=True
    )
    user_id = fields.Many2one(
        "res.users", "Told", required=True, guarded=True, ondelete="cascade"
    )
    told_on = fields.Datetime("Told at", readonly=True, guarded=True)
    due_on = fields.Datetime("In force from", readonly=True, guarded=True)
    reminded_on = fields.Datetime("Reminded on", readonly=True, guarded=True)
    read_on = fields.Datetime("Read", readonly=True, guarded=True)

    _policy_uniq = models.UniqueIndex("(policy_id, user_id)", "He was told already.")
    _unread_idx = models.Index("(user_id, due_on) WHERE read_on IS NULL")

    # ------------------------------------------------------------
    # WHO
    # ------------------------------------------------------------

    @api.model
    def _get_concerned(self, policy):
        """Who works by a policy: the roles of complaints, and the people of the
        departments that have a part in them.

        :return: ``res.users`` of the policy's company
        """
        groups = [
            self.env.ref(f"complaint_management.group_complaint_{name}").id
            for name in GROUPS
        ]
        departments = self.env["hr.department"].sudo()
        departments = departments.search([("complaint_kind", "!=", False)])
        within = [("company_ids", "child_of", policy.company_id.ids)]
        return (
            self.env["res.users"]
            .sudo()
            .search(
                [
                    ("share", "=", False),
                    *(within if policy.company_id else []),
                    "|",
                    ("all_group_ids", "in", groups),
                    ("id", "in", departments.complaint_user_ids.ids),
                ]
            )
        )

    # ------------------------------------------------------------
    # TELLING
    # ------------------------------------------------------------

    @api.model
    def _tell_all(self, policy):
        """A version was approved: everybody concerned is told what changes, and when.

        Runs as superuser, with the last signature.
        """
        now = fields.Datetime.now()
        readers = self._create_guarded(
            [
                {
                    "policy_id": policy.id,
                    "user_id": user.id,
                    "told_on": now,
                    "due_on": self._get_begin(policy),
                }
                for user in self._get_concerned(policy)
            ]
        )
        readers._notify()
        return readers

    @api.model
    def _get_begin(self, policy):
        """The first moment of the day from which it is in force, in UTC."""
        company = policy.company_id or self.env.company
        zone = ZoneInfo(self.env["complaint.numbering"]._get_zone(company.id))
        begin = datetime.combine(policy.valid_from, time(0), zone)
        return begin.astimezone(ZoneInfo("UTC")).replace(tzinfo=None)

    def _notify(self):
        """One notice for each version and language, with what changes."""
        for (policy, lang), some in self.grouped(
            lambda one: (one.policy_id, one.user_id.lang)
        ).items():
            told = policy.with_context(lang=lang)
            words = told.env._(
                "From %(day)s on we work by version %(number)s of “%(policy)s”. "
                "Complaints that are open go on under the version before. Please read "
                "it, and say there that you have.",
                day=format_date(told.env, policy.valid_from),
                number=policy.version,
                policy=told.name,
            )
            told.message_notify(
                partner_ids=some.user_id.partner_id.ids,
                subject=told.env._("New version: %(policy)s", policy=told.name),
                body=Markup("<p>%s</p>%s") % (words, told.changes or Markup()),
            )

    @api.model
    def _cron_remind(self):
        """Tell again, once, who has not read a version that begins within days."""
        cron, today = self.env["ir.cron"], fields.Date.today()
        while readers := self.search(
            [
                ("read_on", "=", False),
                ("reminded_on", "=", False),
                ("user_id.active", "=", True),
                ("policy_id.active", "=", True),
                ("policy_id.valid_from", ">", today),
                ("policy_id.valid_from", "<=", today + timedelta(days=AHEAD)),
            ],
            limit=BATCH,
        ):
            readers._write_guarded({"reminded_on": fields.Datetime.now()})
            readers._notify()
            if not cron._commit_progress(len(readers)):
                break
