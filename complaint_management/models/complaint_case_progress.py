from datetime import timedelta

from odoo import api, fields, models

from ..tools.case_arrows import FINAL_STATES

BATCH = 100
ACTIVITY = "complaint_management.mail_activity_type_progress"


class ComplaintCaseProgress(models.AbstractModel):
    """R-K03: until he has the answer the complainant hears at intervals how far it is.

    When the next report is due stands on the case; the job moves it in the transaction
    that asks for the report, so a run that is killed asks for each once.
    """

    _name = "complaint.case.progress"
    _inherit = "complaint.case.talks"
    _description = "Progress reports of a case"

    progress_due_on = fields.Datetime(
        "Progress report due", readonly=True, copy=False, guarded=True
    )

    _progress_idx = models.Index(
        "(progress_due_on, id) WHERE progress_due_on IS NOT NULL"
    )

    @api.model
    def _fill_progress(self, vals_list):
        """When the first report of each registration is due."""
        policies = self.env["complaint.policy"]
        for vals in vals_list:
            days = policies._get_progress_days(vals["policy_id"])
            if days and not vals.get("historical"):
                since = fields.Datetime.to_datetime(vals["registered_on"])
                vals["progress_due_on"] = since + timedelta(days=days)

    def _write_guarded(self, vals, reason=False):
        """What ends owes no report; what is taken up anew owes one."""
        if vals.get("state") in FINAL_STATES:
            vals = {**vals, "progress_due_on": False}
        result = super()._write_guarded(vals, reason)
        if vals.get("reopened_on"):
            for case in self:
                case._plan_progress()
        return result

    def _plan_progress(self):
        """He was just told something: the next report is due an interval later."""
        days = self.env["complaint.policy"]._get_progress_days(self.policy_id.id)
        due = False
        if days and self.is_open and not self._is_told():
            due = fields.Datetime.now() + timedelta(days=days)
        if due != self.progress_due_on:
            self._write_guarded({"progress_due_on": due})

    def _note_heard(self):
        """The complainant heard from us: what was asked for is done."""
        if self.progress_due_on:
            self.activity_feedback([ACTIVITY])
        self._plan_progress()

    def _note_called(self, call):
        result = super()._note_called(call)
        if call.kind in ("phone_in", "phone_out", "visit_in", "visit_out"):
            self._note_heard()
        return result

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_ask_for_progress(self):
        """Ask for the reports that are due; safe to run at any time, twice too."""
        cron = self.env["ir.cron"]
        while cases := self._get_progress_due():
            cases._ask_for_progress()
            if not cron._commit_progress(len(cases)):
                break

    @api.model
    def _get_progress_due(self):
        cases = self.search(
            [("progress_due_on", "<=", fields.Datetime.now())],
            limit=BATCH,
            order="progress_due_on, id",
        )
        return cases.try_lock_for_update()

    def _ask_for_progress(self):
        """An activity for who handles the case, one at a time; none while the
        complainant himself is waited for."""
        kind = self.env.ref(ACTIVITY)
        for case in self:
            asked = case.activity_ids.filtered(lambda one: one.activity_type_id == kind)
            user = (case.user_id | case.receiver_id).filtered("active")[:1]
            if user and not asked and not case.is_waiting:
                case._schedule_progress(user)
            case._plan_progress()

    def _schedule_progress(self, user):
        env = self.with_context(lang=user.lang or self.env.lang).env
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            ACTIVITY,
            user_id=user.id,
            summary=env._("Tell the complainant how far it is"),
        )
