from odoo import api, fields, models

from ..tools.reminders import next_alarm

ACTIVITY = "complaint_quality_capa.mail_activity_type_action"
_RUNNING = ("acting", "verifying", "effective")


class CapaActionReminded(models.AbstractModel):
    """When who carries out a measure is reminded, and who else is told (R-Q03)."""

    _name = "capa.action.reminded"
    _inherit = ["complaint.guarded.mixin", "mail.activity.mixin"]
    _description = "Reminders of a measure"

    alarm_due = fields.Date(readonly=True, copy=False, guarded=True)
    alarm_step = fields.Integer(readonly=True, copy=False, guarded=True)
    next_alarm_on = fields.Date(
        "Next reminder", compute="_compute_next_alarm_on", store=True
    )

    @api.depends(
        "date_due", "is_open", "alarm_due", "alarm_step", "kind", "plan_id.state"
    )
    def _compute_next_alarm_on(self):
        for action in self:
            plan = action.plan_id
            runs = plan.state in _RUNNING or (
                action.kind == "containment" and plan.is_open
            )
            same = action.alarm_due and action.alarm_due == action.date_due
            done = action.alarm_step if same else 0
            action.next_alarm_on = (
                runs and action.is_open and next_alarm(action.date_due, done)
            )

    def _note_reminded(self, step):
        """So many steps were done for the date on which each is due."""
        for due, actions in self.grouped("date_due").items():
            actions._write_guarded({"alarm_due": due, "alarm_step": step})

    def _get_told(self, step):
        """Whom a step tells: who carries it out; late the owner too; a week late the
        vice GM in charge of the plan."""
        plan = self.plan_id
        users = self.user_id
        if step > 1:
            users |= plan.owner_id
        if step > 2:
            users |= plan.department_id.executive_id.user_id
        return users.filtered("active") or plan.owner_id.filtered("active")

    def _prepare_reminder(self, user, step, kind_id, model_id):
        """An activity in the language of who is told."""
        env = self.with_context(lang=user.lang).env
        late = step > 1
        return {
            "res_model_id": model_id,
            "res_id": self.id,
            "res_name": self.name,
            "user_id": user.id,
            "activity_type_id": kind_id,
            "summary": (
                env._("Late: %(action)s", action=self.name)
                if late
                else env._("Soon due: %(action)s", action=self.name)
            ),
            "date_deadline": self.date_due,
        }

    def _ask_doers(self):
        """The plan is approved: each has what he is to carry out on his list."""
        for user, actions in self.grouped("user_id").items():
            env = self.with_context(lang=user.lang or self.env.lang).env
            for due, some in actions.grouped("date_due").items():
                some.with_context(mail_activity_quick_update=True).activity_schedule(
                    ACTIVITY,
                    user_id=user.id,
                    date_deadline=due,
                    summary=env._("Carry it out, and say how far it is"),
                )
