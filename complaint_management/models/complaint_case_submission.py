from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

SUBJECT = "disposition"


class ComplaintCaseSubmission(models.AbstractModel):
    """The handling form on its way through the approval engine: put up with the step to
    “awaiting decision”, taken back with the steps that leave it, acted on when the last
    signature is given (R-A03 to R-A05)."""

    _name = "complaint.case.submission"
    _inherit = "complaint.case.disposition"
    _description = "Disposition put up for decision"

    request_id = fields.Many2one(
        "complaint.approval.request", compute="_compute_request", string="Approval"
    )
    request_state = fields.Char(compute="_compute_request")
    request_chain = fields.Json("Who decides", compute="_compute_request")
    is_my_turn = fields.Boolean(compute="_compute_request")
    is_form_locked = fields.Boolean(compute="_compute_request")

    @api.depends_context("uid", "lang", "tz")
    def _compute_request(self):
        # who may read the case may know that it is being decided
        found = self._find_requests()
        nothing = self.env["complaint.approval.request"]
        for case in self:
            request = found.get(case._origin.id, nothing)
            case.request_id = request
            case.request_state = request.state
            case.request_chain = request.chain
            case.is_my_turn = bool(request.my_turn_id)
            case.is_form_locked = not case.is_open or (
                request.state in ("open", "granted")
            )

    def _find_requests(self, *states):
        """The latest asking of each of these cases, by case id; as superuser."""
        requests = self.env["complaint.approval.request"].sudo()
        domain = [
            ("res_model", "=", "complaint.case"),
            ("res_id", "in", self.ids),
            ("subject", "=", SUBJECT),
        ]
        if states:
            domain.append(("state", "in", states))
        found = requests.search(domain, order="id")
        return {request.res_id: request for request in found}

    # ------------------------------------------------------------
    # ARROWS
    # ------------------------------------------------------------

    def _walk(self, target, reason=False, **asked):
        before = {case.id: case.state for case in self}
        result = super()._walk(target, reason, **asked)
        for case in self:
            case._follow_walk(before[case.id], target, reason)
        return result

    def _follow_walk(self, before, target, reason):
        """What a step of the case means for its approval and its remedies."""
        if before == "deciding" and target != "approved":
            self._take_back_request(reason)
        if target in ("deciding", "investigating", "new"):
            self._revoke_request(reason)
        if target == "cancelled":
            self._cancel_remedies(reason)
        if target == "deciding" and before in ("accepted", "investigating"):
            self.action_request_decision(reason)

    def _take_back_request(self, reason):
        if SUBJECT not in self._get_approval_locks():
            return
        for request in self._find_requests("open").values():
            request._enter()
            request._sign_and_end(
                "withdraw", "withdrawn", reason or self._get_state_label(self.state)
            )

    def _revoke_request(self, reason):
        """Decide anew: the approval is taken back, its signatures stay; what was
        carried out stays carried out."""
        if SUBJECT in self._get_approval_locks():
            for request in self._find_requests("granted").values():
                request.with_env(self.env)._revoke(reason)
        self._propose_again(reason)

    # ------------------------------------------------------------
    # SUBJECT OF THE ENGINE
    # ------------------------------------------------------------

    def _check_may_request(self, subject):
        result = super()._check_may_request(subject)
        if subject == SUBJECT and not self.env.su:
            for case in self:
                if SUBJECT not in case._get_approval_locks():
                    case._check_can_be_decided()
        return result

    def _check_can_be_decided(self):
        if self.state != "deciding":
            raise UserError(
                self.env._(
                    "%(case)s is “%(state)s”: submit it for decision.",
                    case=self.display_name,
                    state=self._get_state_label(self.state),
                )
            )
        if missing := self._guard_disposition_written():
            raise UserError(
                self.env._(
                    "%(case)s cannot be decided yet:\n%(missing)s",
                    case=self.display_name,
                    missing="\n".join(f"• {sentence}" for sentence in missing),
                )
            )

    def _approval_done(self, request):
        """The disposition is approved: the case is decided, its remedies are due."""
        result = super()._approval_done(request)
        if request.subject == SUBJECT and self.state == "deciding":
            self._walk("approved")
            self._approve_remedies()
            self.env["complaint.form.copy"]._draw_up(self, request)
            self.remedy_ids.filtered(
                lambda one: one.state == "approved"
            )._make_by_system()
        return result

    def _approval_returned(self, request):
        """An approval that was taken back: its copies are not filed any more."""
        result = super()._approval_returned(request)
        if request.subject == SUBJECT:
            self.env["complaint.form.copy"]._take_back(request)
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_request_decision(self, reason=False):
        """Put the handling form up for decision, along the route of the policy (R-A03);
        again after it came back.

        :param str reason: what those who decide should know
        :raises UserError: something is missing, or it is being decided already
        """
        self.action_request_approval(SUBJECT, reason)

    def action_approve(self):
        """Decide as proposed: approve the turn that is this user's.

        :raises AccessError: it is not his turn
        """
        for case in self:
            case.check_access("read")
            turn = case._get_my_turn()
            turn.action_decide("approve", False, False, turn.snapshot_hash)

    def _get_my_turn(self):
        request = self._find_requests("open").get(self.id)
        if not request or self.state != "deciding":
            self._get_arrow(self.state, "approved")  # names the state that it is in
            raise UserError(
                self.env._(
                    "%(case)s was not put up for decision, or it came back: complete "
                    "the handling form and ask for the decision.",
                    case=self.display_name,
                )
            )
        turns = request.turn_ids.filtered(lambda turn: turn.state == "open")
        mine = turns.sudo(False)._filter_mine()
        if not mine:
            raise AccessError(turns[:1].with_env(self.env)._say_not_yours())
        return mine[:1].with_env(self.env)

    def action_open_request(self):
        """The approval of this disposition, with its chain and signatures."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.approval.request",
            "res_id": self.request_id.id,
            "views": [(False, "form")],
        }

    def action_decide(self):
        """The form in which this user decides his turn: approve, change, return,
        refuse."""
        self.ensure_one()
        return self._get_my_turn().action_open_decision()
