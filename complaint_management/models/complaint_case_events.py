from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .complaint_post import POSTS


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

    is_major = fields.Boolean(
        "Major case", readonly=True, copy=False, guarded=True, trailed=True
    )
    major_on = fields.Datetime("Major since", readonly=True, copy=False, guarded=True)

    _major_idx = models.Index("(received_on DESC, id DESC) WHERE is_major IS TRUE")

    def _open_next_duties(self):
        """R-D02: the case is handed over when the first department is asked."""
        opened = super()._open_next_duties()
        asked = opened.filtered(lambda one: one.kind not in ("branch", "legal"))
        cases = asked.case_id.filtered(lambda case: not case.handed_over_on)
        if cases:
            cases._write_guarded({"handed_over_on": fields.Datetime.now()})
        return opened

    @api.depends("accepted_on", "refused_on", "answered_on")
    def _compute_judged_on(self):
        """What is settled on the spot, or answered at once, is judged with that."""
        for case in self:
            case.judged_on = case.accepted_on or case.refused_on or case.answered_on

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_acknowledge(self):
        """The complainant was told that his complaint arrived (R-I11); the first time
        counts."""
        self._stamp("acknowledged_on", again=False)

    def action_promise_answer(self):
        """The customer was promised an answer; its limit runs from now (R-D11)."""
        self._stamp("promised_on")

    def action_put_forward_measures(self):
        """Analysis and measures are with those who asked for them (R-T05)."""
        self._stamp("measures_on")

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

    # ------------------------------------------------------------
    # MAJOR CASES
    # ------------------------------------------------------------

    def action_make_major(self, reason=False):
        """A major case from now on: the vice GM who leads is asked for the plan of
        measures (R-D08, R-D09).

        :param str reason: why; stays on file
        """
        self._check_may_lead()
        if not (reason or "").strip():
            raise UserError(self.env._("Please say why it is a major case."))
        self.sudo()._make_major(reason.strip())

    def _check_may_lead(self):
        self.check_access("read")
        groups = ("officer", "executive")
        if not self.env.su and not any(
            self.env.user.has_group(f"complaint_management.group_complaint_{group}")
            for group in groups
        ):
            raise AccessError(
                self.env._("Only an officer or an executive makes a case a major one.")
            )

    def _make_major(self, reason):
        """Mark open cases as major, once, and ask who leads; keeps the reason."""
        for case in self.filtered(lambda case: case.is_open and not case.is_major):
            case._write_guarded(
                {"is_major": True, "major_on": fields.Datetime.now()}, reason
            )
            user, _passed = self.env["complaint.role"]._find_up(
                "executive_vice_gm", case
            )
            case._ask(user, lambda env: env._("Major case: plan of measures, report"))

    def _ask(self, user, get_summary):
        """An activity for ``user``, in his language.

        :param get_summary: makes the text from an environment
        """
        if user:
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                "complaint_management.mail_activity_type_limit",
                user_id=user.id,
                summary=get_summary(self.with_context(lang=user.lang).env),
            )

    def action_report_to_top(self):
        """A batch, repeated or returned-goods problem: GM and the three vice GMs are
        told at once (R-D05)."""
        self._check_may_tell()
        for case in self:
            posts = self.env["complaint.post"]
            holders = self.env["res.users"].union(
                *(posts._get_holder(kind, case.company_id) for kind, _label in POSTS)
            )
            if not holders:
                raise UserError(
                    self.env._(
                        "Nobody holds a post at the top of %(company)s: name the "
                        "holders under Configuration, Posts at the top.",
                        company=case.company_id.name,
                    )
                )
            case._stamp("reported_on")
            for user in holders:
                # who reports may not give executives work; that he may report was asked
                case.sudo()._ask(user, lambda env: env._("Reported to the top: look"))
