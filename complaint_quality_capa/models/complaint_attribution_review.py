from datetime import datetime, time, timedelta, timezone
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command
from odoo.tools import format_date

from ..tools.attribution_arrows import REVIEW_ARROWS
from ..tools.merits import half_year_of

ASKED = "complaint_quality_capa.mail_activity_type_attribution_review"
KINDS = ("sales_branch", "plant")
STATES = [
    ("asked", "To be confirmed"),
    ("confirmed", "Confirmed"),
    ("objected", "Objected to"),
]


class ComplaintAttributionReview(models.Model):
    """What a branch or plant was held answerable for in half a year, put before its
    manager: he confirms it, or says what is not right (R-R01, R-Q09)."""

    _name = "complaint.attribution.review"
    _inherit = ["complaint.workflow.mixin", "mail.activity.mixin"]
    _description = "Half-yearly Confirmation of Responsibility"
    _order = "date_from desc, id desc"
    _rec_name = "department_id"
    _arrows = REVIEW_ARROWS

    department_id = fields.Many2one(
        "hr.department",
        "Branch or plant",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="department_id.company_id", store=True, precompute=True, index=True
    )
    date_from = fields.Date("From", required=True, readonly=True)
    date_to = fields.Date("To", required=True, readonly=True)
    user_id = fields.Many2one(
        "res.users",
        "Manager",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
    )
    share_ids = fields.Many2many(
        "complaint.attribution.share",
        "complaint_attribution_review_share_rel",
        "review_id",
        "share_id",
        "Shares",
        readonly=True,
    )
    share_count = fields.Integer("Number of shares", readonly=True)
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="asked",
        guarded=True,
        trailed=True,
    )
    objection = fields.Text("What is not right", readonly=True, guarded=True)
    answered_on = fields.Datetime("Answered on", readonly=True, guarded=True)

    _once = models.UniqueIndex(
        "(department_id, date_from)", "This half-year was put before the manager."
    )

    # ------------------------------------------------------------
    # CRUD: the job asks, the manager answers
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("The job asks the managers, each half-year."))

    def write(self, vals):
        if vals:
            raise UserError(self.env._("Confirm it, or say what is not right."))
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        """:raises UserError: always"""
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("What was put before a manager stays on file."))

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    @api.model
    def _cron_ask(self):
        """Put the last half-year before the managers; once, safe to run at any time."""
        companies = self.env["res.company"].search([("active", "=", True)])
        for company in companies:
            self._ask_company(company)
            if not self.env["ir.cron"]._commit_progress(1):
                return

    @api.model
    def _ask_company(self, company):
        zone = self.env["complaint.numbering"]._get_zone(company.id)
        now = fields.Datetime.now().replace(tzinfo=timezone.utc)
        today = now.astimezone(ZoneInfo(zone)).date()
        first, last = half_year_of(today)
        departments = self._get_departments(company, first)
        shares = self._find_shares(company, first, last, ZoneInfo(zone))
        vals_list = []
        for department in departments:
            own = shares.filtered(
                lambda share, at=department: (
                    f"/{at.id}/" in f"/{share.department_id.parent_path}"
                )
            )
            user = own and department._get_head_user()[0]
            if user:
                vals_list.append(
                    self._prepare_review_vals(department, first, last, user, own)
                )
        self._create_guarded(vals_list)._tell_managers()

    @api.model
    def _prepare_review_vals(self, department, first, last, user, shares):
        return {
            "department_id": department.id,
            "date_from": first,
            "date_to": last,
            "user_id": user.id,
            "share_ids": [Command.set(shares.ids)],
            "share_count": len(shares),
        }

    @api.model
    def _get_departments(self, company, first):
        """Branches and plants that were not asked about that half-year yet."""
        departments = self.env["hr.department"].search(
            [("company_id", "=", company.id), ("complaint_kind", "in", KINDS)]
        )
        asked = self.search(
            [("department_id", "in", departments.ids), ("date_from", "=", first)]
        )
        return departments - asked.department_id

    @api.model
    def _find_shares(self, company, first, last, zone):
        """Shares of ``company`` that were decided in these days."""
        begin, end = (
            datetime.combine(day, time.min, zone)
            .astimezone(timezone.utc)
            .replace(tzinfo=None)
            for day in (first, last + timedelta(days=1))
        )
        return self.env["complaint.attribution.share"].search(
            [
                ("attribution_id.company_id", "=", company.id),
                ("attribution_id.state", "=", "agreed"),
                ("attribution_id.agreed_on", ">=", begin),
                ("attribution_id.agreed_on", "<", end),
                ("department_id", "!=", False),
            ]
        )

    def _tell_managers(self):
        for review in self:
            env = review.with_context(
                lang=review.user_id.lang or self.env.lang,
                mail_activity_quick_update=True,
            ).env
            review.with_env(env).activity_schedule(
                ASKED,
                user_id=review.user_id.id,
                summary=env._(
                    "Responsibility until %(day)s: confirm it, or say what is wrong",
                    day=format_date(env, review.date_to),
                ),
            )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows it: who is asked has an activity; those call this.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # ANSWERING
    # ------------------------------------------------------------

    def action_confirm(self):
        """These shares are right: the manager's word, kept."""
        self._walk("confirmed")

    def action_object(self, reason=False):
        """These shares are not right; officers decide whether to change them.

        :param str reason: which, and why; a form asks where it is missing
        """
        return self._walk_or_ask("objected", reason)

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        # the arrow said who may answer; he edits nothing else
        own = self.sudo()
        if target == "objected":
            own._write_guarded({"objection": (reason or "").strip()})
        own.activity_unlink([ASKED])
        return result

    def _is_manager(self):
        return self.user_id == self.env.user

    def _get_party_names(self, arrow):
        names = {"manager": self.env._("the manager who is asked")}
        found = [names[party] for party in arrow.parties if party in names]
        return [*super()._get_party_names(arrow), *found]
