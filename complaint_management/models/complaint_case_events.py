from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError


class ComplaintCaseEvents(models.AbstractModel):
    """The moments of a case that no arrow stamps: the limits of a policy run from them
    and to them (R-T03, R-T05)."""

    _name = "complaint.case.events"
    _inherit = "complaint.case.routing"
    _description = "Events of a case"

    acknowledged_on = fields.Datetime(
        "Acknowledged on", readonly=True, copy=False, guarded=True, trailed=True
    )
    judged_on = fields.Datetime(
        "Accepted or not on", compute="_compute_judged_on", help="Whichever it was."
    )
    judgement_told_on = fields.Datetime(
        "Told whether accepted on",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
        help="When the complainant heard whether his complaint is accepted.",
    )
    handed_over_on = fields.Datetime(
        "Handed over on", readonly=True, copy=False, guarded=True
    )
    promised_on = fields.Datetime(
        "Promised on", readonly=True, copy=False, guarded=True, trailed=True
    )
    reported_on = fields.Datetime(
        "Reported to the top on", readonly=True, copy=False, guarded=True, trailed=True
    )
    measures_on = fields.Datetime(
        "Measures put forward on",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )
    analysed_on = fields.Datetime(
        "Analysis on site begun on",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )
    contacted_on = fields.Datetime(
        "Customer contacted on",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
        help="The latest time he was told how it goes.",
    )
    answered_on = fields.Datetime(
        "Answered on", readonly=True, copy=False, guarded=True
    )
    settled_on = fields.Datetime(
        "Carried out on", readonly=True, copy=False, guarded=True
    )
    reopened_on = fields.Datetime(
        "Taken up anew on",
        readonly=True,
        copy=False,
        guarded=True,
        help="Limits that were not met before begin anew from here.",
    )

    @api.depends("accepted_on", "refused_on", "answered_on")
    def _compute_judged_on(self):
        """What is settled on the spot, or answered at once, is judged with that."""
        for case in self:
            case.judged_on = case.accepted_on or case.refused_on or case.answered_on

    # ------------------------------------------------------------
    # ACCEPTED OR NOT: HE IS TOLD
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        if target in ("accepted", "refused"):
            for case in self.filtered(lambda case: case._awaits_judgement()):
                case._draft_judgement()
        return result

    def _awaits_judgement(self):
        """Whether it is judged, and the complainant does not know."""
        judged = self.accepted_on or self.refused_on
        return bool(judged and not (self.judgement_told_on or self.answered_on))

    def _draft_judgement(self):
        """A draft for who handles it, who is asked to send it: of a refusal always
        (R-I09), of an acceptance where the policy has a limit for it (R-I11, R-T02)."""
        refused = self.state == "refused"
        limits = self.env["complaint.policy.limit"]
        if not (
            refused
            or "judgement_told_on" in limits._get_followed_fields(self.policy_id.id)
        ):
            return
        writer = self.user_id or self.receiver_id or self.env.user
        kind = "refusal" if refused else self._get_next_reply_kind()
        # whoever judges need not be who writes; that he may judge was asked
        reply = (
            self.env["complaint.reply"]
            .with_user(writer)
            .sudo()
            .create({"case_id": self.id, "kind": kind})
        )
        if not refused:
            env = self.with_context(lang=reply.lang).env
            reply.text = env._("We have accepted your complaint and look into it.")
        self._tell_handler(
            lambda env: (
                env._("Not accepted: tell the complainant why, and where he may turn")
                if refused
                else env._("Accepted: tell the complainant")
            ),
            [self.env._("A draft is among the replies.")],
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_acknowledge(self):
        """The complainant was told that his complaint arrived (R-I11); the first time
        counts."""
        self._stamp("acknowledged_on", again=False)
        self.filtered(lambda case: case._awaits_judgement())._stamp("judgement_told_on")

    def action_promise_answer(self):
        """The customer was promised an answer; its limit runs from now (R-D11)."""
        self._stamp("promised_on")

    def action_put_forward_measures(self):
        """Analysis and measures are with those who asked for them (R-T05)."""
        self._stamp("measures_on")

    def action_contact_customer(self):
        """The customer was told how it goes, by telephone or otherwise (R-T05)."""
        self._stamp("contacted_on")

    def _stamp(self, name, again=True):
        """Keep that an event happened now.

        :param bool again: whether a later one replaces the first
        :raises UserError: the case is closed, withdrawn or was not accepted
        :raises AccessError: neither first receiver, nor in charge, nor officer
        """
        self._check_may_tell()
        for case in self:
            if not case.is_open:
                raise UserError(
                    self.env._(
                        "%(case)s is “%(state)s”: nothing happens to it any more. "
                        "Take it up again first.",
                        case=case.display_name,
                        state=case._get_state_label(case.state),
                    )
                )
        todo = self.filtered(lambda case: again or not case[name])
        # who tells may not write what he tells: his right was checked above
        todo.sudo()._write_guarded({name: fields.Datetime.now()})

    def _check_may_tell(self):
        self.check_access("read")
        officer = "complaint_management.group_complaint_officer"
        mine = all(self.env.user in case.receiver_id | case.user_id for case in self)
        if not (mine or self.env.su or self.env.user.has_group(officer)):
            raise AccessError(
                self.env._(
                    "Only who received the case, who handles it or an officer says "
                    "what happened."
                )
            )
