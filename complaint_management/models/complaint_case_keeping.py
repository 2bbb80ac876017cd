from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

from ..tools.case_arrows import FINAL_STATES

OFFICER = "complaint_management.group_complaint_officer"
AT_ONCE = 10  # more are left to the job


class ComplaintCaseKeeping(models.AbstractModel):
    """What becomes of a case that has ended: its archive package, and how long it is
    kept (R-S03, R-S04)."""

    _name = "complaint.case.keeping"
    _inherit = "complaint.case.instruction"
    _description = "Keeping of a complaint"

    archive_ids = fields.One2many(
        "complaint.archive",
        "case_id",
        string="Packages",
        groups="complaint_management.group_complaint_officer,"
        "complaint_management.group_complaint_executive,"
        "complaint_management.group_complaint_supervisor",
    )
    # Stored, so that the form asks nothing.
    archive_count = fields.Integer("Archived", readonly=True, copy=False, guarded=True)
    archive_due = fields.Boolean(
        "Waits to be archived", readonly=True, copy=False, guarded=True
    )
    keep_until = fields.Date(
        "Kept until",
        compute="_compute_keep_until",
        store=True,
        precompute=True,
        guarded=True,
        copy=False,
        help="As the policy of the case says; after it personal data can be erased.",
    )
    erased_on = fields.Datetime(
        "Personal data erased on",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )
    erasure_id = fields.Many2one(
        "complaint.erasure",
        "Erased with",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )

    @api.depends("closed_on", "refused_on", "cancelled_on")
    def _compute_keep_until(self):
        """R-S04: at least three years; a case that is open is kept without end."""
        for case in self:
            ended_on = case._get_ended_on()
            case.keep_until = ended_on and (
                case._get_own_day(ended_on)
                + relativedelta(years=case._get_retention_years())
            )

    def _get_ended_on(self):
        """When the case came to its end; the latest of its ends."""
        ends = (self.closed_on, self.refused_on, self.cancelled_on)
        return max(filter(None, ends), default=False)

    def _get_retention_years(self):
        return max(self.policy_id.retention_years, 3)

    def _prepare_walk_vals(self, arrow):
        vals = super()._prepare_walk_vals(arrow)
        if arrow.target in FINAL_STATES:
            vals["archive_due"] = True
        elif arrow.source in FINAL_STATES:
            vals["archive_due"] = False
        return vals

    # ------------------------------------------------------------
    # KEPT, THEN ERASED
    # ------------------------------------------------------------

    def _get_missing(self, arrow):
        return [*self._say_erased(), *super()._get_missing(arrow)]

    def _say_erased(self):
        if not self.erased_on:
            return []
        return [
            self.env._(
                "Its personal data were erased: it stays as it is. Register what is "
                "new as a complaint of its own."
            )
        ]

    def write(self, vals):
        if any(case.erased_on for case in self):
            self._check_not_filled_again(vals)
        return super().write(vals)

    def _check_not_filled_again(self, vals):
        erased = self.env["complaint.personal"]._get_erased_fields("complaint.case")
        filled = {field.name for field in erased if vals.get(field.name)}
        for case in self.filtered("erased_on") if filled else ():
            raise UserError("\n".join([case.number, *case._say_erased()]))

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self.check_access("unlink")
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(
            self.env._(
                "A registered complaint cannot be deleted. Withdraw it instead: it "
                "stays on file with the reason."
            )
        )

    def _filter_kept(self):
        """Those that have to be kept longer (R-S04)."""
        today = fields.Date.context_today(self)
        return self.filtered(lambda case: case.keep_until and case.keep_until >= today)

    def _check_erasable(self, ground):
        """:raises UserError: one of these cannot be erased, on that ground, now"""
        if still_open := self.filtered(lambda case: not case.keep_until):
            raise UserError(
                self.env._(
                    "%(cases)s: the personal data are needed as long as the complaint "
                    "is open.",
                    cases=format_list(self.env, still_open[:10].mapped("number")),
                )
            )
        kept = self._filter_kept() if ground != "demand" else self.browse()
        if kept:
            self.env["complaint.erasure"]._refuse_kept(kept)
        requests = self.env["complaint.approval.request"].sudo()
        open_ones = [("case_id", "in", self.ids), ("state", "=", "open")]
        if request := requests.search(open_ones, limit=1):
            raise UserError(
                self.env._(
                    "“%(request)s” is being decided. Have it decided or withdrawn "
                    "first.",
                    request=request.display_name,
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_prepare_erasure(self):
        """The form that has the personal data of these cases erased; it asks why, and
        a second time before it does (R-S04).

        :raises AccessError: only administrators do
        :raises UserError: a case is open, or of another company than the others
        """
        erasure = self.env["complaint.erasure"]._prepare_for(self)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Erase personal data"),
            "res_model": "complaint.erasure",
            "res_id": erasure.id,
            "view_mode": "form",
        }

    def action_make_archive(self):
        """Make the archive package of each of these cases now; of many the job does it
        (R-S03). A case that is archived already keeps its package.

        :raises UserError: a case is open
        :raises AccessError: only officers do
        :return: the action that shows the packages
        """
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Officers archive complaints."))
        self._check_ended()
        archives = self.env["complaint.archive"]
        if len(self) > AT_ONCE:
            self.sudo()._write_guarded({"archive_due": True})
            return self._notify_left_to_job()
        archives._lock(self)
        archives._make_for(self, self.env.user)
        return self.action_open_archives()

    def _check_ended(self):
        if still_open := self.filtered("is_open"):
            raise UserError(
                self.env._(
                    "%(cases)s: a complaint is archived when it has ended. Close it "
                    "first.",
                    cases=format_list(self.env, still_open.mapped("number")),
                )
            )

    def _notify_left_to_job(self):
        self.env.ref("complaint_management.ir_cron_complaint_archive").sudo()._trigger()
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "info",
                "message": self.env._(
                    "%(count)s complaints are archived one after the other. You can "
                    "go on working.",
                    count=len(self),
                ),
            },
        }

    def action_open_archives(self):
        """The archive packages of these cases, the latest first."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Archive packages"),
            "res_model": "complaint.archive",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("case_id", "in", self.ids)],
        }

    def action_open_own_data(self):
        """The form that gives the complainant what is held about him (R-S06)."""
        self.ensure_one()
        known = {"partner_id": self.partner_id.id} if self.partner_id else {}
        if not known:
            known["email"] = self.partner_email
        return self.env["complaint.own.data"]._get_action(**known)
