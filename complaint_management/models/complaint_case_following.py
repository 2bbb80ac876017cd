from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

from ..tools import batches
from ..tools.case_arrows import FINAL_STATES
from ..tools.case_groups import UNDECIDED, WAY, may_go, next_step
from .complaint_case_replies import TELLING_KINDS
from .complaint_case_submission import SUBJECT

BATCH = 20
ENDED = ("confirming", "closed")
# one disposition for all: what is written once, on the lead
SHARED = (
    "cause",
    "confirmed_facts",
    "responsible_kind",
    "responsible_department_id",
    "responsible_since",
    "outcome",
    "improvement",
    "follow_up_note",
    "follow_up_on",
)


class ComplaintCaseFollowing(models.AbstractModel):
    """How members follow their lead (R-I15): it is looked into, put up and decided
    there; a job takes each of them along, and has each complainant told.

    What still has to follow is marked on the case, in the transaction that moves the
    lead; the mark goes in the transaction that takes the case along. A run that is
    killed loses nothing and does nothing twice.
    """

    _name = "complaint.case.following"
    _inherit = "complaint.case.together"
    _description = "Cases that follow another"

    is_left_behind = fields.Boolean(
        "Behind its lead", compute="_compute_is_left_behind"
    )

    @api.depends("lead_id.state", "state")
    def _compute_is_left_behind(self):
        """Not where its lead is: the button that takes it along has something to do."""
        for case in self:
            lead = case.lead_number and case.sudo().lead_id  # its state, nothing else
            case.is_left_behind = bool(lead and next_step(case.state, lead.state))

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        before = {case.id: case.state for case in self}
        for lead in self.filtered("member_count"):
            lead._check_members_left(target)
            lead._part_from_members(target, reason)
        result = super()._walk(target, reason, **asked)
        for case in self.sudo():  # who takes the step takes it for all
            case._part_from_lead(before[case.id], target, reason)
            case._take_members_along(before[case.id], target, reason)
        return result

    def _is_led(self):
        # the number is on the form, so that its hint asks nothing more
        return bool(self.lead_number and self.lead_id)

    def _get_missing(self, arrow):
        """R-I15: a member goes where its lead is, no further; what has to be written
        for that is asked of the lead."""
        led = self._is_led() and {arrow.source, arrow.target} <= set(WAY)
        if not led:
            return super()._get_missing(arrow)
        # who handles the member need not read the lead
        lead = self.sudo().lead_id
        if may_go(arrow.source, arrow.target, lead.state):
            return self._say_erased()
        return [self._say_led()]

    def _get_hint(self):
        if self._is_led() and self.state in UNDECIDED[1:]:
            return []  # said above, with the way to the lead
        return super()._get_hint()

    def _check_members_left(self, target):
        """No lead ends while others rest on it, nor is one settled on the spot."""
        on_the_spot = self.state == "new" and target == "confirming"
        if target not in ("cancelled", "refused") and not on_the_spot:
            return
        left = self._get_open_members().filtered(lambda one: one.state in UNDECIDED)
        if left:
            raise UserError(
                self.env._(
                    "%(cases)s are handled together with %(lead)s. Let one of them "
                    "lead first: “Let this one lead”.",
                    cases=format_list(self.env, left[:10].mapped("number")),
                    lead=self.number,
                )
            )

    def _part_from_members(self, target, reason):
        """Whose own complainant is not satisfied goes on alone; the others stay decided
        as they were."""
        if self.state not in ENDED or target not in UNDECIDED:
            return
        self._check_arrow_allowed(self._get_arrow(self.state, target))
        self.sudo().member_ids._leave(reason)

    def _part_from_lead(self, before, target, reason):
        """Who is not satisfied, ends early or comes back goes a way of his own."""
        back = before in (*ENDED, *FINAL_STATES) and target in UNDECIDED
        early = before in UNDECIDED and target not in WAY
        put_up = SUBJECT in self.lead_id._get_approval_locks()
        if self.lead_id and (back or (early and not put_up)):
            self._leave(reason)

    def _follow_walk(self, before, target, reason):
        """A member asks for no decision of its own."""
        if self.lead_id and target == "deciding" and before in UNDECIDED:
            return None
        return super()._follow_walk(before, target, reason)

    def _take_members_along(self, before, target, reason):
        """Forward by the job; back at once, so that nothing is carried out that is not
        decided any more."""
        if self.lead_id and target == "accepted":
            self._call_members(self.lead_id.state)
        members = self._get_open_members()
        if not members or before not in WAY or target not in WAY:
            return
        if WAY.index(before) < WAY.index(target):
            members._call_members(target)
            if target == "approved":  # its own complainant is told with them
                self._write_guarded({"is_behind": True})
        else:
            for member in members:
                member._follow_lead(reason)

    def _call_members(self, lead_state):
        """Have the job take along those of these that are behind ``lead_state``."""
        behind = self.filtered(lambda one: next_step(one.state, lead_state))
        if behind:
            behind._write_guarded({"is_behind": True})
            job = self.env.ref("complaint_management.ir_cron_complaint_group")
            job.sudo()._trigger()  # whoever moves the lead wakes the job

    # ------------------------------------------------------------
    # DEPARTMENTS: the lead's are asked for all
    # ------------------------------------------------------------

    def _route(self):
        return super(ComplaintCaseFollowing, self - self.filtered("lead_id"))._route()

    def _route_further(self):
        own = self - self.filtered("lead_id")
        return super(ComplaintCaseFollowing, own)._route_further()

    def _move_lead(self):
        """Another department of a member is asked nothing."""
        return None if self._is_led() else super()._move_lead()

    def action_route(self):
        self._check_not_led()
        return super().action_route()

    def action_add_duty(self):
        self._check_not_led()
        return super().action_add_duty()

    def _check_not_led(self):
        for case in self.filtered("lead_id"):
            raise UserError(case._say_led())

    # ------------------------------------------------------------
    # THE JOB
    # ------------------------------------------------------------

    @api.model
    def _cron_follow_leads(self):
        """Take along what is behind its lead, batch by batch, each committed; safe to
        be killed and run again at any time."""
        cron = self.env["ir.cron"]
        while cases := self._get_behind():
            model = type(self)
            batches.walk(cases, model._follow_leads, model._give_up_following)
            if not cron._commit_progress(len(cases)):
                break

    @api.model
    def _get_behind(self):
        """The next batch, locked for this run."""
        cases = self.search([("is_behind", "=", True)], limit=BATCH, order="id")
        return cases.try_lock_for_update()

    def _follow_leads(self):
        for case in self:
            case._follow_lead()

    def _give_up_following(self, error):
        """What cannot follow is told to who handles it; it can be called again."""
        self._write_guarded({"is_behind": False})
        self._tell_handler(
            lambda env: env._("It cannot follow the complaint that leads"),
            [str(error) or repr(error)],
        )

    def _follow_lead(self, reason=False):
        """Go where the lead is, step by step; once decided, have the complainant
        told."""
        lead = self.lead_id
        while lead and self._step_after(lead, reason or lead.number):
            pass
        if self.is_behind:
            self._write_guarded({"is_behind": False})
        if self.state == "approved":
            self._tell_decision()

    def _step_after(self, lead, reason):
        """One step towards where ``lead`` is; whether there was one."""
        target = next_step(self.state, lead.state, bool(lead.investigated_on))
        if not target:
            return False
        if target == "approved":
            vals = {name: lead[name] for name in SHARED}
            self._write_approved(self._convert_to_write(vals), reason)
        self._walk(target, reason)
        if target == "approved":
            self._approve_remedies()
            approved = self.remedy_ids.filtered(lambda one: one.state == "approved")
            approved._make_by_system()
        return True

    def _tell_decision(self):
        """The decision as a reply of this case, in its complainant's language, by his
        way; what is not sent by itself is asked of who handles it (R-K01)."""
        queued = self.reply_ids.filtered(
            lambda one: one.kind in TELLING_KINDS and one.state in ("queued", "outbox")
        )
        if queued or self._is_told():
            return
        people = self.user_id | self.lead_id.user_id | self.receiver_id
        writer = people.filtered("active")[:1] or self.env.user
        replies = self.env["complaint.reply"].with_user(writer).sudo()
        reply = replies.create({"case_id": self.id, "kind": "decision"})
        target = {"mail": "queued", "outbox": "outbox"}.get(reply.medium)
        missing = target and reply._get_missing(reply._get_arrow("draft", target))
        if target and not missing:
            reply._walk(target)
            return
        self._tell_handler(
            lambda env: env._("Tell the complainant the decision"),
            missing or [reply.subject or ""],
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_follow_again(self):
        """Have those taken along that could not follow when their lead was decided:
        the members of these, or these where they are members.

        :raises AccessError: not an officer
        :raises UserError: none of them is behind its lead
        """
        self._check_may_group()
        members = self._get_open_members() | self.sudo().filtered("lead_id")
        behind = members.filtered("is_left_behind")
        if not behind:
            raise UserError(self.env._("They are where the complaint that leads is."))
        for lead, some in behind.grouped("lead_id").items():
            some._call_members(lead.state)
