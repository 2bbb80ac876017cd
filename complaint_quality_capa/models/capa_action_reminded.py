from odoo import api, models

ACTIVITY = "complaint_quality_capa.mail_activity_type_action"
_RUNNING = ("acting", "verifying", "effective")


class CapaActionReminded(models.AbstractModel):
    """When who carries out a measure is reminded, and who else is told (R-Q03)."""

    _name = "capa.action.reminded"
    _inherit = "capa.reminded.mixin"
    _description = "Reminders of a measure"
    _reminder_type = ACTIVITY

    @api.depends("is_open", "kind", "plan_id.state")
    def _compute_next_alarm_on(self):
        return super()._compute_next_alarm_on()

    def _is_running(self):
        plan = self.plan_id
        runs = plan.state in _RUNNING or (self.kind == "containment" and plan.is_open)
        return runs and self.is_open

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
