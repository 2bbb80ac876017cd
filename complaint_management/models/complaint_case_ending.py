from odoo import api, fields, models
from odoo.exceptions import UserError

from .complaint_case_submission import SUBJECT

ENDING = "close_unsatisfied"
LAST_WORDS = ("explanation", "decision")  # the replies that tell that it ends


class ComplaintCaseEnding(models.AbstractModel):
    """A customer who is not satisfied: the case goes up to senior management (R-D07),
    who may also end it as it is, with the reason why not; he is told both (R-S02,
    R-K06)."""

    _name = "complaint.case.ending"
    _inherit = "complaint.case.closing"
    _description = "Cases whose customer is not satisfied"

    dissatisfied_count = fields.Integer(
        "Times not satisfied",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
        help="How often the customer was not satisfied with what was decided.",
    )
    unsatisfied_reason = fields.Text(
        "Why he is not satisfied",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
        help="And why nothing more is done: what senior management decides on.",
    )
    ending = fields.Text(
        "What he is told at the end",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
    )
    ended_on = fields.Datetime(
        "Ended unsatisfied on", readonly=True, copy=False, guarded=True, trailed=True
    )

    ending_told = fields.Boolean(
        "Told that it ends", readonly=True, copy=False, guarded=True
    )

    # ------------------------------------------------------------
    # NOT SATISFIED
    # ------------------------------------------------------------

    def _goes_up(self, subject):
        """R-D07: what did not satisfy the customer is decided by senior management."""
        if subject == SUBJECT and self.dissatisfied_count:
            return True
        return super()._goes_up(subject)

    def _walk(self, target, reason=False, **asked):
        before = {case.id: case.state for case in self}
        result = super()._walk(target, reason, **asked)
        for case in self:
            if before[case.id] in ("confirming", "closed") and target != "closed":
                case._take_back_ending(reason)
            if before[case.id] == "confirming" and target == "deciding":
                # who may take the step has those above told
                case.sudo()._note_dissatisfied(reason)
            if before[case.id] == "closed":
                case.sudo()._tell_reopened(reason)
        return result

    def _note_dissatisfied(self, reason):
        self._write_guarded({"dissatisfied_count": self.dissatisfied_count + 1}, reason)
        roles = self.env["complaint.role"]
        user = roles._find("gm", self) or roles._find("executive_vice_gm", self)
        if user and self.with_user(user).has_access("read"):
            self._ask(user, lambda env: env._("Not satisfied: you will have to decide"))

    def _tell_reopened(self, reason):
        """R-S03: never silently: who answers for the case hears it."""
        self._tell_handler(lambda env: env._("Reopened"), [reason or ""])

    # ------------------------------------------------------------
    # SUBJECT OF THE ENGINE
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        if subject == ENDING:
            return (
                "unsatisfied_reason",
                "ending",
                "outcome",
                "dissatisfied_count",
                "disposition_amount",
            )
        return super()._approval_fields(subject)

    def _check_may_request(self, subject):
        result = super()._check_may_request(subject)
        for case in self if subject == ENDING else ():
            case._check_can_end()
        return result

    def _check_can_end(self):
        if self.state != "confirming":
            raise UserError(
                self.env._(
                    "%(case)s is “%(state)s”: it can be ended when what was decided is "
                    "carried out and the customer is still not satisfied.",
                    case=self.display_name,
                    state=self._get_state_label(self.state),
                )
            )
        if self.env.su:
            return
        if not (self.unsatisfied_reason and self.ending):
            raise UserError(
                self.env._(
                    "Say why the customer is not satisfied, and what he is told: "
                    "“Close unsatisfied…”."
                )
            )

    def _approval_done(self, request):
        """Granted: he is told that it ends, and with that it is closed (R-K05)."""
        result = super()._approval_done(request)
        if request.subject == ENDING and self.state == "confirming":
            self._write_approved({"ended_on": fields.Datetime.now()})
            self._write_last_words()
        return result

    def _take_back_ending(self, reason):
        """It goes on: what was asked, or granted, about its end is taken back."""
        if ENDING not in self._get_approval_locks():
            return
        requests = self.env["complaint.approval.request"].sudo()
        found = requests.search(
            [
                ("res_model", "=", "complaint.case"),
                ("res_id", "=", self.id),
                ("subject", "=", ENDING),
                ("state", "in", ("open", "granted")),
            ]
        )
        why = reason or self._get_state_label(self.state)
        for request in found:
            if request.state == "granted":
                request.with_env(self.env)._revoke(why)
            else:
                request._enter()
                request._sign_and_end("withdraw", "withdrawn", why)

    # ------------------------------------------------------------
    # LAST WORDS
    # ------------------------------------------------------------

    def _write_last_words(self):
        """A draft of the answer that it ends, for who handles the case (R-K06)."""
        user = (self.user_id or self.receiver_id).filtered("active")
        replies = self.env["complaint.reply"]
        if user:
            replies = replies.with_user(user).sudo()
        replies.create({"case_id": self.id, "kind": "explanation", "text": self.ending})
        self._tell_handler(
            lambda env: env._("It ends: tell the complainant, then it is closed"),
            [self.ending or ""],
        )

    def _get_approved_source(self):
        """What ends the case is what he is told last."""
        return (self.ended_on and self.ending) or super()._get_approved_source()

    def _is_told(self):
        return super()._is_told() and (not self.ended_on or self.ending_told)

    def _note_replied(self, reply):
        """The last words have left: the case is closed."""
        result = super()._note_replied(reply)
        if self.ended_on and self.state == "confirming" and reply.kind in LAST_WORDS:
            self._write_guarded({"ending_told": True})
            if not self._get_missing(self._get_arrow("confirming", "closed")):
                self.sudo()._walk("closed")
        return result

    def _guard_solved_confirmed(self):
        """Where it is not solved, nobody confirms that it is."""
        return [] if self.ended_on else super()._guard_solved_confirmed()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_close_unsatisfied(self, reason=False, ending=False):
        """Ask senior management to end the case although the customer is not satisfied
        (R-S02). Without reason and words a form asks for them.

        :param str reason: why he is not, and why nothing more is done
        :param str ending: what he is told
        :raises UserError: it is not the time, or it is being decided already
        """
        self.ensure_one()
        self.check_access("write")
        reason, ending = (reason or "").strip(), (ending or "").strip()
        if not (reason and ending):
            return self.env["complaint.closing"]._get_action(self, "unsatisfied")
        self._write_guarded({"unsatisfied_reason": reason, "ending": ending})
        return self.action_request_approval(ENDING, reason)
