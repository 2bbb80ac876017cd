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
    _inherit = "complaint.case.submission"
    _description = "Keeping of a complaint"

    archive_ids = fields.One2many(
        "complaint.archive", "case_id", string="Packages"
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
    # ACTIONS
    # ------------------------------------------------------------

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
