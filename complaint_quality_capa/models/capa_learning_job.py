from odoo import api, fields, models
from odoo.addons.complaint_management.tools import batches
from odoo.fields import Domain

from ..tools.reminders import reached
from .capa_learning_reminded import ACTIVITY

BATCH = 500


class CapaLearningJob(models.AbstractModel):
    """The job of reading and training: asks who joined later, tells and reminds (R-Q11,
    R-Q14).

    What was done stands on the rows in the same transaction, so that a run that was
    killed goes on where it stood and tells nobody twice.
    """

    _name = "capa.learning.job"
    _description = "Job of reading and training"

    @api.model
    def _cron_learn(self):
        """Ask, tell and remind; safe to run at any time."""
        for walk in self._get_walks():
            if not walk():
                return

    @api.model
    def _get_walks(self):
        """Seam: what the job does, in order; each says whether there is time left."""
        return [self._plan_all, self._ask_newcomers, self._remind_all]

    # ------------------------------------------------------------
    # WHAT REPEATS
    # ------------------------------------------------------------

    @api.model
    def _plan_all(self):
        """The next session or circular of each programme whose time has come; a
        programme that fails is asked again at the next run."""
        cron = self.env["ir.cron"]
        due = self.env["capa.training.programme"].search(
            [("plan_on", "<=", fields.Date.today())], order="plan_on, id"
        )
        for programme in due:
            if not programme.try_lock_for_update():
                continue
            batches.walk(programme, self._plan, lambda *_given: None)
            if not cron._commit_progress(1):
                return False
        return True

    @api.model
    def _plan(self, programmes):
        programmes._plan_next()

    # ------------------------------------------------------------
    # WHO JOINED LATER
    # ------------------------------------------------------------

    @api.model
    def _ask_newcomers(self):
        """Policy notices in force are read, and sessions to come attended, by who
        joined after they were sent."""
        cron = self.env["ir.cron"]
        sessions = self.env["capa.training"].search(
            [
                ("state", "=", "planned"),
                ("planned_for", "!=", False),
                ("start", ">", fields.Datetime.now()),
            ]
        )
        if not all(
            cron._commit_progress(
                session._invite(session.programme_id._get_employees())
            )
            for session in sessions
        ):
            return False
        circulars = self.env["capa.circular"].search(
            [
                ("state", "=", "published"),
                ("kind", "=", "policy"),
                ("replaced_by_id", "=", False),
            ]
        )
        return all(
            cron._commit_progress(circular._ask_newcomers()) for circular in circulars
        )

    # ------------------------------------------------------------
    # REMINDERS
    # ------------------------------------------------------------

    @api.model
    def _remind_all(self):
        cron = self.env["ir.cron"]
        while rows := self._get_due():
            self._remind_batch(rows)
            if not cron._commit_progress(len(rows)):
                return False
        return True

    @api.model
    def _get_due(self):
        """The next batch, locked for this run."""
        rows = self.env["capa.learning"].search(
            Domain("next_alarm_on", "<=", fields.Date.today()),
            order="next_alarm_on, id",
            limit=BATCH,
        )
        return rows.try_lock_for_update()

    @api.model
    def _remind_batch(self, rows):
        """All at once; where that fails one by one, and who cannot be told is set aside
        with a line in the log."""
        batches.walk(rows, self._remind, lambda row, _error: row._set_aside())

    @api.model
    def _remind(self, rows):
        today = fields.Date.today()
        kind = self.env.ref(ACTIVITY)
        model_id = self.env["ir.model"]._get_id("capa.learning")
        by_step = rows.grouped(
            lambda row: reached(row.due_on.date(), today, row._get_steps())
        )
        activities = [
            vals
            for step, some in by_step.items()
            for vals in some._prepare_reminders(step, kind.id, model_id)
        ]
        self._drop_earlier(rows, kind)
        # one digest a day tells of activities: no mail for each
        quiet = self.env["mail.activity"].with_context(mail_activity_quick_update=True)
        quiet.create(activities)
        for step, some in by_step.items():
            some._write_guarded({"alarm_step": step})

    @api.model
    def _drop_earlier(self, rows, kind):
        """Who is told again of the same is asked once."""
        self.env["mail.activity"].search(
            [
                ("res_model", "=", "capa.learning"),
                ("res_id", "in", rows.ids),
                ("activity_type_id", "=", kind.id),
            ]
        ).unlink()
