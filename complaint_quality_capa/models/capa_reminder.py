from odoo import api, fields, models
from odoo.addons.complaint_management.tools import batches

from ..tools.reminders import STEPS, reached

BATCH = 500


class CapaReminder(models.AbstractModel):
    """The job that reminds of what is to be carried out: soon due, late, late for a
    week (R-Q03).

    It asks for what is due (partial index); what was told stands on the record in the
    same transaction, so that a run that was killed goes on where it stood and tells
    nobody twice.
    """

    _name = "capa.reminder"
    _description = "Reminders of measures"

    @api.model
    def _get_models(self):
        """Seam: the models of ``capa.reminded.mixin`` that are looked after."""
        return [
            "capa.action",
            "capa.suggestion",
            "capa.meeting.decision",
            "capa.fault",
            "capa.circular",
        ]

    @api.model
    def _cron_remind(self):
        """Remind of what is due by now; safe to run at any time."""
        cron = self.env["ir.cron"]
        for name in self._get_models():
            while actions := self._get_due(name):
                self._remind_batch(actions)
                if not cron._commit_progress(len(actions)):
                    return

    @api.model
    def _get_due(self, name):
        """The next batch of that model, locked for this run."""
        actions = self.env[name].search(
            [("next_alarm_on", "<=", fields.Date.today())],
            order="next_alarm_on, id",
            limit=BATCH,
        )
        return actions.try_lock_for_update()

    @api.model
    def _remind_batch(self, actions):
        """All at once; where that fails one by one, and what cannot be told is set
        aside with a line in the log."""
        batches.walk(actions, self._remind, lambda action, _error: self._skip(action))

    @api.model
    def _skip(self, action):
        action._note_reminded(len(STEPS))

    @api.model
    def _remind(self, actions):
        today = fields.Date.today()
        kind = self.env.ref(actions._reminder_type)
        model_id = self.env["ir.model"]._get_id(actions._name)
        rows, steps = [], {}
        for action in actions:
            step = reached(action.date_due, today)
            steps.setdefault(step, []).append(action.id)
            rows += [
                action._prepare_reminder(user, step, kind.id, model_id)
                for user in action._get_told(step)
            ]
        self._drop_earlier(actions, kind)
        # one digest a day tells of activities: no mail for each
        activities = self.env["mail.activity"].with_context(
            mail_activity_quick_update=True
        )
        activities.create(rows)
        for step, ids in steps.items():
            actions.browse(ids)._note_reminded(step)

    @api.model
    def _drop_earlier(self, actions, kind):
        """Who is told again of the same measure is asked once."""
        self.env["mail.activity"].search(
            [
                ("res_model", "=", actions._name),
                ("res_id", "in", actions.ids),
                ("activity_type_id", "=", kind.id),
            ]
        ).unlink()
