from odoo import models
from odoo.fields import Command

PLAN = "complaint_quality_capa.mail_activity_type_plan"
CHECK = "complaint_quality_capa.mail_activity_type_check"
# one digest a day tells of activities: no mail for each
QUICK = {"mail_activity_quick_update": True}


class CapaPlanTold(models.AbstractModel):
    """Who is told of a plan: whose turn it is, and what came back (R-Q03, R-Q08).

    Runs with rights of the system: whoever takes a step need not know the next."""

    _name = "capa.plan.told"
    _inherit = ["capa.plan.gates", "mail.thread", "mail.activity.mixin"]
    _description = "Who is told of a plan"

    def _tell(self, user, say):
        """One activity for ``user`` in his language; he may read the plan from now on.

        :param say: takes the environment of the reader, gives the words
        """
        user = user.filtered("active")
        if not user:
            return
        if user not in self.involved_ids:
            self._write_guarded({"told_ids": [Command.link(user.id)]})
        env = self.with_context(lang=user.lang or self.env.lang).env
        self.with_context(**QUICK).activity_schedule(
            PLAN, user_id=user.id, summary=say(env)
        )

    def _tell_step(self, before, target):
        """What a step asks of whom."""
        if target == "acting":
            self.action_ids.filtered("is_open")._ask_doers()
        if target == "verifying" and before == "acting":
            self._ask_verifiers()
        if target == "analysing" and before in ("verifying", "confirming"):
            self._tell(
                self.owner_id, lambda env: env._("It had no effect: analyse again")
            )
        if before == "deciding" and target == "planning":
            self._tell(self.owner_id, lambda env: env._("Plan the measures anew"))
        if target == "effective":
            self.env.registry.clear_cache()  # see capa.recurrence
            self._tell(
                self.owner_id,
                lambda env: env._("The effect is confirmed: sum up and close"),
            )
        if target == "closed":
            self.env["capa.circular"]._propose_for_plan(self)
        if target in ("closed", "cancelled"):
            self.activity_unlink([PLAN])

    def _ask_verifiers(self):
        for check in self.check_ids.filtered(lambda one: one.state == "planned"):
            user = check.verifier_id
            env = self.with_context(lang=user.lang or self.env.lang).env
            check.with_context(**QUICK).activity_schedule(
                CHECK,
                user_id=user.id,
                date_deadline=check.date_to,
                summary=env._("All is carried out: check whether it had effect"),
            )

    def _reopen_for(self, case):
        """R-Q08: the same again, for certain: the analysis begins anew, with what was
        found at hand; the complaint joins those of the plan."""
        reason = self.env._("The same again: %(case)s.", case=case.number)
        self._walk("analysing", reason)
        self.write({"case_ids": [Command.link(case.id)]})
        self._tell(
            self.owner_id or self.proposed_by_id,
            lambda env: env._(
                "Reopened: the same came again with %(case)s", case=case.number
            ),
        )
