from odoo import api, fields, models

from ..tools.reminders import next_alarm, reading_steps, session_steps

ACTIVITY = "complaint_quality_capa.mail_activity_type_learning"
LATE = 2  # from this step on it is late
VERY_LATE = 3


class CapaLearningReminded(models.AbstractModel):
    """When somebody is told of what he has to read or attend, and reminded, and when
    the head of his department hears of it (R-Q11, R-Q14)."""

    _name = "capa.learning.reminded"
    _inherit = ["complaint.noted.mixin", "mail.activity.mixin"]
    _description = "Reminders of what is to be read or attended"

    asked_on = fields.Date("Asked", readonly=True, copy=False, guarded=True)
    alarm_step = fields.Integer(readonly=True, copy=False, guarded=True)
    next_alarm_on = fields.Date(
        "Next reminder", compute="_compute_next_alarm_on", store=True, precompute=True
    )

    @api.depends("is_open", "asked_on", "due_on", "alarm_step")
    def _compute_next_alarm_on(self):
        for row in self:
            row.next_alarm_on = (
                row.is_open
                and row.due_on
                and next_alarm(row.due_on.date(), row.alarm_step, row._get_steps())
            )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows: who is asked has an activity. Activities call this for whom
        they are given to.

        :return: ``True``, as Odoo's own
        """
        return True

    def _get_steps(self):
        """Days after the due date on which somebody is told."""
        steps = session_steps if self.training_id else reading_steps
        return steps(self.asked_on, self.due_on.date())

    def _set_aside(self):
        """He cannot be told: the job leaves it at that."""
        self._write_guarded({"alarm_step": len(self._get_steps())})

    def _get_told(self, step):
        """Who is told: who has to read it; who has no login is asked by the head of his
        department, who hears of those who are late for a week too."""
        users = self.user_id.filtered("active")
        if self.training_id:
            return users or self.department_id._get_head_user()[0]
        if step >= VERY_LATE or (step >= LATE and not users):
            users |= self.department_id._get_head_user()[0]
        return users

    def _prepare_reminders(self, step, kind_id, model_id):
        """One activity for each user of a step: his own row, or, for a head, one row
        that stands for all of his people."""
        self.user_id.mapped("lang")  # of all at once
        theirs = {}
        for row in self:
            for user in row._get_told(step):
                own = user == row.user_id
                key = (user, row.circular_id, row.training_id, own)
                theirs.setdefault(key, []).append(row)
        return [
            {
                "res_model_id": model_id,
                "res_id": rows[0].id,
                "res_name": rows[0].name,
                "user_id": user.id,
                "activity_type_id": kind_id,
                "automated": True,
                "summary": rows[0]._say_reminder(user, step, own, len(rows)),
                "date_deadline": rows[0].due_on.date(),
            }
            for (user, _circular, _training, own), rows in theirs.items()
        ]

    def _say_reminder(self, user, step, own, count):
        """In the language of who is told."""
        env = self.with_context(lang=user.lang or self.env.lang).env
        if self.training_id and not own:
            return env._(
                "%(count)s of your people are to attend: %(name)s",
                count=count,
                name=self.name,
            )
        if self.training_id:
            return env._("Please attend: %(name)s", name=self.name)
        if not own:
            return env._(
                "%(count)s of your people have not read it: %(name)s",
                count=count,
                name=self.name,
            )
        if step >= LATE:
            return env._("Late, please read: %(name)s", name=self.name)
        return env._("Please read: %(name)s", name=self.name)
