from odoo import api, fields, models

from ..tools.reminders import next_alarm


class CapaRemindedMixin(models.AbstractModel):
    """What somebody is to carry out by a date (``date_due``), and is reminded of by the
    job of ``capa.reminder`` (R-Q03).

    The model declares an index on ``next_alarm_on`` and is named in
    ``capa.reminder._get_models``.
    """

    _name = "capa.reminded.mixin"
    _inherit = ["complaint.guarded.mixin", "mail.activity.mixin"]
    _description = "Somebody is reminded of it"
    # the type of its activities
    _reminder_type = "complaint_quality_capa.mail_activity_type_action"

    alarm_due = fields.Date(readonly=True, copy=False, guarded=True)
    alarm_step = fields.Integer(readonly=True, copy=False, guarded=True)
    next_alarm_on = fields.Date(
        "Next reminder", compute="_compute_next_alarm_on", store=True
    )

    @api.depends("date_due", "alarm_due", "alarm_step")
    def _compute_next_alarm_on(self):
        """Empty while nobody is to be reminded; extend the dependencies with what
        ``_is_running`` reads."""
        for record in self:
            same = record.alarm_due and record.alarm_due == record.date_due
            done = record.alarm_step if same else 0
            record.next_alarm_on = record._is_running() and next_alarm(
                record.date_due, done
            )

    def _is_running(self):
        """Seam: whether it is to be carried out now."""
        return False

    def _get_told(self, step):
        """Seam: the users whom step 1 (soon), 2 (late), 3 (a week late) tells."""
        return self.user_id.filtered("active")

    def _note_reminded(self, step):
        """So many steps were done for the date on which each is due."""
        for due, records in self.grouped("date_due").items():
            records._write_guarded({"alarm_due": due, "alarm_step": step})

    def _prepare_reminder(self, user, step, kind_id, model_id):
        """An activity in the language of who is told."""
        env = self.with_context(lang=user.lang).env
        late, name = step > 1, self.display_name
        return {
            "res_model_id": model_id,
            "res_id": self.id,
            "res_name": name,
            "user_id": user.id,
            "activity_type_id": kind_id,
            "automated": True,  # taken back with what it reminds of
            "summary": (
                env._("Late: %(action)s", action=name)
                if late
                else env._("Soon due: %(action)s", action=name)
            ),
            "date_deadline": self.date_due,
        }

    def _ask_user(self, say):
        """An activity for who is to carry it out, in his language.

        :param say: takes the environment of the reader, gives the words
        """
        user = self.user_id.filtered("active")
        if user:
            env = self.with_context(lang=user.lang or self.env.lang).env
            # one digest a day tells of activities: no mail for each
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                self._reminder_type,
                user_id=user.id,
                date_deadline=self.date_due,
                summary=say(env),
            )
