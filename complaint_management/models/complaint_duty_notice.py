from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.fields import Command
from odoo.tools import format_list, plaintext2html

ACTIVITY = "complaint_management.mail_activity_type_duty"
CHECK = "complaint_management.mail_activity_type_duty_check"
TOGETHER = "complaint_management.mail_activity_type_duty_together"
# one digest a day tells of them: no mail for each
QUICK = {"mail_activity_quick_update": True}


class ComplaintDutyNotice(models.AbstractModel):
    """One activity for the named person whose turn it is (R-D02), progress that is
    reported and late ones that are chased (R-D03, R-D12).

    What tells the next person runs with rights of the system: whoever takes a step need
    not know him."""

    _name = "complaint.duty.notice"
    _inherit = ["complaint.guarded.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Who is told of a duty"

    progress = fields.Text("Latest progress", readonly=True, copy=False, guarded=True)
    progress_on = fields.Datetime(
        "Progress reported", readonly=True, copy=False, guarded=True
    )
    chased_on = fields.Datetime("Last chased", readonly=True, copy=False, guarded=True)
    chase_count = fields.Integer("Chased", readonly=True, copy=False, guarded=True)

    told_user_ids = fields.Many2many(
        "res.users",
        "complaint_duty_told_rel",
        "duty_id",
        "user_id",
        "Handled together with",
        readonly=True,
        copy=False,
        guarded=True,
        help="They are told of it and may read it.",
    )

    def _ask_heads(self):
        """These have just opened: find who answers for each department now, and ask
        him; say on the case when somebody was passed over, or nobody is left."""
        for duties in self.grouped(
            lambda one: (one.company_id, one.department_id, one.team_id)
        ).values():
            user, passed = duties[0]._find_head()
            duties._write_guarded({"head_id": user.id})
            for duty in duties if passed or not user else ():
                duty._say_passed(user, passed) if user else duty._say_nobody()
        for user, duties in self.grouped("head_id").items():
            duties._schedule(ACTIVITY, user, "ask")
        self._draw_in()

    def _draw_in(self):
        """R-D04: where a supplier is at fault, the vice GM in charge and the market
        department handle it too."""
        departments = self.env["hr.department"]
        for duty in self.filtered(lambda one: one.kind == "supplier"):
            case = duty.case_id
            near = duty.department_id or case.department_id
            user, _passed = self.env["complaint.role"]._find_up("executive", case, near)
            market = departments._get_of_kind("market", duty.company_id, near)
            user |= market._get_head_user()[0] if market else user
            users = user - duty.head_id - duty.told_user_ids
            duty._write_guarded({"told_user_ids": [Command.link(u.id) for u in users]})
            for user in users:
                duty._schedule(TOGETHER, user, "together")

    def _find_head(self):
        """Who answers for what is asked now; see ``complaint.role._find_up``."""
        self.ensure_one()
        roles, leader = self.env["complaint.role"], self.team_id.leader_id
        if not self.team_id:
            return roles._find_up("head", self.case_id, self.department_id)
        if leader.active:
            return leader, []
        user, passed = roles._find_up("executive", self.case_id, self.department_id)
        return user, [self.env._("Leader of the team"), *passed]

    def _say_nobody(self):
        """Who could be asked when the duty was made has left since."""
        self.case_id._tell_handler(
            lambda env: env._("Nobody is left to ask"),
            [
                self.env._(
                    "%(department)s and those above it have no manager with a login: "
                    "name one.",
                    department=self._get_asked_name(),
                )
            ],
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

    def _ask_again(self):
        """Whose turn it is now, when somebody else took over."""
        for user, duties in self.grouped("user_id").items():
            duties._schedule(ACTIVITY, user, "ask")

    def _ask_handler(self):
        """What the head was asked is the handler's from now on."""
        self.activity_unlink([ACTIVITY])
        for user, duties in self.grouped("handler_id").items():
            duties._schedule(ACTIVITY, user, "handle")

    def _tell_asker(self):
        """The answer is there: who handles the case has it to check, an instruction of
        the branch who asked for it."""
        self.activity_unlink([ACTIVITY, CHECK])
        for duty in self:
            case = duty.case_id
            user = case.user_id or case.receiver_id
            if duty.kind == "branch":
                user = duty.asked_by_id
            duty._write_guarded({"checker_id": user.id})
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
        self.activity_unlink([ACTIVITY, CHECK, TOGETHER])

    def _schedule(self, kind, user, what, note=""):
        """One activity for ``user`` on each of these, in his language."""
        if user:
            env = self.with_context(lang=user.lang or self.env.lang).env
            self.with_context(**QUICK).activity_schedule(
                kind,
                user_id=user.id,
                summary=self._get_summaries(env)[what],
                note=plaintext2html(note) if note else "",
            )

    def _get_summaries(self, env):
        """What each activity asks."""
        return {
            "ask": env._("Name who handles it, or answer"),
            "handle": env._("Look into it and answer"),
            "check": env._("The answer is there: is it enough?"),
            "returned": env._("“Not ours”: choose another department"),
            "together": env._("A supplier is at fault: handle it together"),
            "chase": env._("You are chased: answer now"),
        }

    # ------------------------------------------------------------
    # PROGRESS AND CHASING
    # ------------------------------------------------------------

    def action_report_progress(self, text=False):
        """Say how far it is (R-D03); without a text a form asks for it.

        :raises AccessError: only who handles it, or the head, does
        """
        self.check_access("read")
        if not (text or "").strip():
            return self.env["complaint.duty.note"]._get_action(self, "progress")
        self._check_owed()
        for duty in self:
            if not (duty._is_head() or duty._is_handler()):
                raise AccessError(
                    self.env._("Who handles the duty, or the head, reports on it.")
                )
            duty._check_names_nobody(text)
        duties = self.sudo()  # they report, nothing else: that was checked
        duties._write_guarded({"progress": text, "progress_on": fields.Datetime.now()})
        for duty in duties:
            duty._message_log(body=self.env._("Progress: %(text)s", text=text))
        return None

    def action_chase(self, note=False):
        """Urge who is late (督办, R-D12): logged on the duty and on the case, and an
        activity for the head; without a note a form asks for it.

        :raises AccessError: the owner department, officers, executives and who handles
            or received the case do
        """
        self.check_access("read")
        if not (note or "").strip():
            return self.env["complaint.duty.note"]._get_action(self, "chase")
        for duty in self:
            duty._check_may_chase()
            duty._check_names_nobody(note)
            duty.sudo()._chase(note.strip())
        return None

    def _check_names_nobody(self, text):
        """R-P03: all who work on the duty read it."""
        # the people of the department have no right on the case
        self.sudo().case_id._check_nothing_private(text)

    def _check_may_chase(self):
        if not self.is_open or self.state == "answered":
            raise UserError(
                self.env._("%(duty)s owes nothing now.", duty=self.display_name)
            )
        owners = self.sudo().case_id.owner_department_id.complaint_user_ids
        groups = ("officer", "executive")
        if not (
            self.env.user in owners
            or self._is_asker()
            or self.env.su
            or any(
                self.env.user.has_group(f"complaint_management.group_complaint_{group}")
                for group in groups
            )
        ):
            raise AccessError(
                self.env._(
                    "The department that owns the complaints, officers and executives "
                    "chase what is late."
                )
            )

    def _chase(self, note):
        self._write_guarded(
            {"chased_on": fields.Datetime.now(), "chase_count": self.chase_count + 1}
        )
        self._message_log(body=self.env._("Chased: %(note)s", note=note))
        self.case_id._message_log(
            body=self.env._(
                "%(department)s was chased: %(note)s",
                department=self._get_asked_name(),
                note=note,
            )
        )
        for user in self.head_id | self.handler_id:
            self._schedule(ACTIVITY, user, "chase", note)
