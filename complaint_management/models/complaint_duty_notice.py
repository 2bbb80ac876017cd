from odoo import models
from odoo.tools import format_list

ACTIVITY = "complaint_management.mail_activity_type_duty"
CHECK = "complaint_management.mail_activity_type_duty_check"
# one digest a day tells of them: no mail for each
QUICK = {"mail_activity_quick_update": True}


class ComplaintDutyNotice(models.AbstractModel):
    """One activity for the named person whose turn it is (R-D02). All run with rights
    of the system: whoever takes a step need not know the next person."""

    _name = "complaint.duty.notice"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "Who is told of a duty"

    def _ask_heads(self):
        """These have just opened: find who answers for each department now, and ask
        him; say on the case when somebody was passed over."""
        for duty in self:
            user, passed = duty._find_head()
            duty._write_guarded({"head_id": user.id})
            if passed:
                duty._say_passed(user, passed)
        for user, duties in self.grouped("head_id").items():
            duties._schedule(ACTIVITY, user, "ask")

    def _find_head(self):
        """Who answers for what is asked now; see ``complaint.role._find_up``."""
        self.ensure_one()
        return self.env["complaint.role"]._find_up(
            "head", self.case_id, self.department_id
        )

    def _say_passed(self, user, passed):
        case = self.case_id
        reader = case.user_id or case.receiver_id
        env = self.with_context(lang=reader.lang or self.env.lang).env
        case._message_log(
            body=env._(
                "%(department)s: nobody there to ask as %(passed)s; %(person)s is "
                "asked instead.",
                department=self._get_asked_name(),
                passed=format_list(env, passed),
                person=user.name,
            )
        )

    def _ask_handler(self):
        """What the head was asked is the handler's from now on."""
        self.activity_unlink([ACTIVITY])
        for user, duties in self.grouped("handler_id").items():
            duties._schedule(ACTIVITY, user, "handle")

    def _tell_asker(self):
        """The answer is there: who handles the case has it to check."""
        self.activity_unlink([ACTIVITY])
        for duty in self:
            case = duty.case_id
            if duty.kind == "branch":  # who asked for an instruction waits for it
                user = duty.asked_by_id
            else:
                user = case.user_id or case.receiver_id
            if user.active:
                duty._schedule(CHECK, user, "check")

    def _tell_returned(self):
        """Not ours: the officer finds another department."""
        self.activity_unlink([ACTIVITY])
        for duty in self:
            user = duty.case_id.user_id or duty.asked_by_id
            if user.active:
                duty._schedule(CHECK, user, "returned")

    def _drop_activities(self):
        self.activity_unlink([ACTIVITY, CHECK])

    def _schedule(self, kind, user, what):
        """One activity for ``user`` on each of these, in his language."""
        if user:
            env = self.with_context(lang=user.lang or self.env.lang).env
            self.with_context(**QUICK).activity_schedule(
                kind, user_id=user.id, summary=self._get_summaries(env)[what]
            )

    def _get_summaries(self, env):
        """What each activity asks."""
        return {
            "ask": env._("Name who handles it, or answer"),
            "handle": env._("Look into it and answer"),
            "check": env._("The answer is there: is it enough?"),
            "returned": env._("“Not ours”: choose another department"),
        }
