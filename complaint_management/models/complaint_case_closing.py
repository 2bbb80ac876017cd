from markupsafe import escape
from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.timeline import Moment

ACTIVITY = "complaint_management.mail_activity_type_solved"


class ComplaintCaseClosing(models.AbstractModel):
    """R-S05: before a complaint is closed, the department that faces the customer
    checks and confirms that it is solved; the policy says which department."""

    _name = "complaint.case.closing"
    _inherit = "complaint.case.investigation"
    _description = "Closing of a complaint"

    # stored: the form asks for nothing more
    solved_asked = fields.Boolean(
        "Asked whether it is solved", readonly=True, copy=False, guarded=True
    )
    # stored: rules run from the case to its people
    confirming_department_id = fields.Many2one(
        "hr.department",
        "Confirms that it is solved",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    solved_on = fields.Datetime(
        "Confirmed as solved on", readonly=True, copy=False, guarded=True
    )
    solved_by_id = fields.Many2one(
        "res.users",
        "Confirmed as solved by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        guarded=True,
        trailed=True,
    )
    solved_note = fields.Text(
        "How it was checked", readonly=True, copy=False, guarded=True, trailed=True
    )

    # ------------------------------------------------------------
    # WHO CONFIRMS
    # ------------------------------------------------------------

    def _needs_confirmation(self):
        """Whether somebody is asked; who settled it on the spot has seen it himself."""
        return bool(
            self.policy_id.sudo().solved_confirmed_by
            and self.kind == "complaint"
            and not self.spot_remedy_type_id
        )

    def _find_confirming_department(self):
        """The department that faces the customer; empty: the first receiver."""
        departments = self.env["hr.department"]
        who = self.policy_id.sudo().solved_confirmed_by
        if who == "receiver":
            return departments
        kind = "business" if who == "business" else "market"
        branch = self.branch_id if who == "branch" else departments
        near = self.department_id
        return branch or departments._get_of_kind(kind, self.company_id, near)

    def _may_confirm(self):
        """People of that department; in B the market department too; the first
        receiver where no department is asked."""
        if self.env.su:
            return True
        asked = self.sudo().confirming_department_id
        if asked and self.sudo().policy_id.solved_confirmed_by == "branch":
            asked |= self.env["hr.department"]._get_of_kind("market", self.company_id)
        people = asked.sudo().complaint_user_ids or self.receiver_id
        return self.env.user in people

    def _walk(self, target, reason=False, **asked):
        asked_whether = self.filtered(lambda case: case.state == "confirming")
        result = super()._walk(target, reason, **asked)
        for case in self if target == "confirming" else ():
            # who may take the step may have the others asked
            case.sudo()._ask_whether_solved()
        if asked_whether and target != "confirming":
            asking = asked_whether.sudo().filtered("activity_ids")
            asking.activity_unlink([ACTIVITY])
        return result

    def _ask_whether_solved(self):
        if not self._needs_confirmation():
            return
        department = self._find_confirming_department()
        # a store without a manager of its own: the branch above it confirms
        head, seat = department._get_head_user() if department else (None, department)
        self._write_guarded(
            {"confirming_department_id": (seat or department).id, "solved_asked": True}
        )
        user = (head or self.receiver_id).filtered("active")
        if not user:
            self._tell_handler(
                lambda env: env._("Nobody can confirm that it is solved"),
                [self._say_confirmer()],
            )
            return
        env = self.with_context(lang=user.lang or self.env.lang).env
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            ACTIVITY,
            user_id=user.id,
            summary=env._("Check with the customer whether it is solved"),
        )

    def _say_confirmer(self):
        department = self.sudo().confirming_department_id
        return department.name or self.sudo().receiver_id.name or ""

    def _guard_solved_confirmed(self):
        """R-S05: no closing before it is confirmed that it is solved."""
        if self.solved_on or not self._needs_confirmation():
            return []
        return [
            self.env._(
                "%(who)s confirms first that it is solved: “It is solved”.",
                who=self._say_confirmer(),
            )
        ]

    # ------------------------------------------------------------
    # TIMELINE
    # ------------------------------------------------------------

    def _tell_events(self):
        moments = super()._tell_events()
        if self.solved_on:
            title, who = self.env._("Confirmed as solved"), self.solved_by_id
            solved = Moment(self.solved_on, "event", title, None, self.solved_note, who)
            moments.append(solved)
        return moments

    def _tell_changes(self):
        """That it was confirmed is told once."""
        told = ("solved_by_id", "solved_note") if self.solved_on else ()
        return [one for one in super()._tell_changes() if one.field not in told]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_confirm_solved(self, words=False):
        """The customer was asked, and it is solved (R-S05). Without words a form asks
        for them.

        :param str words: how it was checked, what the customer said
        :raises AccessError: another department faces the customer
        :raises UserError: nobody is asking now, or it was confirmed already
        """
        return self._answer_whether_solved("solved", words)

    def action_deny_solved(self, words=False):
        """The customer was asked, and it is not solved: who handles it hears that.

        :param str words: what is not solved
        """
        return self._answer_whether_solved("unsolved", words)

    def _answer_whether_solved(self, purpose, words):
        self.ensure_one()
        self.check_access("read")
        self._check_may_confirm()
        words = (words or "").strip()
        if not words:
            return self.env["complaint.closing"]._get_action(self, purpose)
        # who faces the customer need not handle the case; that he may was checked
        case = self.sudo()
        case.filtered("activity_ids").activity_feedback([ACTIVITY], feedback=words)
        if purpose == "solved":
            case._write_guarded(
                {
                    "solved_on": fields.Datetime.now(),
                    "solved_by_id": self.env.uid,
                    "solved_note": words,
                }
            )
        else:
            case._tell_handler(
                lambda env: env._("The customer says that it is not solved"), [words]
            )
            case._message_log(body=escape(words))
        return None

    def _check_may_confirm(self):
        if self.state != "confirming" or self.solved_on:
            raise UserError(
                self.env._(
                    "%(case)s does not wait for the confirmation that it is solved.",
                    case=self.display_name,
                )
            )
        if not self._may_confirm():
            raise AccessError(
                self.env._(
                    "Only %(who)s, who faces the customer, confirms that it is solved.",
                    who=self._say_confirmer(),
                )
            )
