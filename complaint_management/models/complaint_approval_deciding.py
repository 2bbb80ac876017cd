from odoo import models
from odoo.exceptions import AccessError, UserError

from ..tools.approval import is_enough

DECISIONS = ("approve", "change", "return", "refuse")


class ComplaintApprovalDeciding(models.AbstractModel):
    """What who is asked does with his turn (R-A04)."""

    _name = "complaint.approval.deciding"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Deciding a turn"

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_decide(
        self,
        decision,
        comment=False,
        return_level=False,
        expected_hash=False,
        changes=None,
    ):
        """Decide this turn (R-A04). Whoever decides in the same moment is told.

        :param str decision: ``approve``, ``change`` (approve with a changed
            instruction), ``return`` or ``refuse``
        :param str comment: the instruction; required by a change, a return, a refusal,
            and by steps that want words
        :param int return_level: level to go back to; none: back to who asked
        :param str expected_hash: ``snapshot_hash`` of the request as the decider saw
            it; what was changed meanwhile is not approved unseen
        :param dict changes: with ``change``: what is decided instead, by field; of
            rows a dict by id (``{"outcome": "…", "remedy_ids": {7: {"amount": 90}}}``)
        :raises UserError: not his turn, decided already, or another text by now
        """
        self.ensure_one()
        self.check_access("read")
        self.request_id._enter()
        self._check_turn(expected_hash)
        self._check_decision(decision, comment)
        turn = self.sudo()  # his turn it is: nobody has the right to write turns
        if changes and decision == "change":
            turn.request_id._change_facts(changes)
        turn._sign_turn(decision, comment, return_level)
        getattr(turn, f"_do_{decision}")(return_level)

    def action_approve_shown(self):
        """Approve from the list, where the button sends the fingerprint of what its
        row shows; a step that wants words asks for them."""
        self.ensure_one()
        if self.comment_required:
            return self.action_open_decision()
        shown = self.env.context.get("expected_hash")
        return self.action_decide("approve", False, False, shown)

    def action_open_decision(self, decision="approve"):
        """The form in which this user decides this turn."""
        self.ensure_one()
        self.check_access("read")
        forms = self.env["complaint.approval.decision"]
        return forms._get_action(self, decision=decision)

    def action_open_request(self):
        """The approval that this turn belongs to."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.approval.request",
            "res_id": self.request_id.id,
            "view_mode": "form",
            "views": [(False, "form")],
        }

    def action_open_return(self):
        """The form that asks to which step it goes back, and why."""
        return self.action_open_decision("return")

    def action_reassign(self, user_id, reason=False):
        """Give the turn of somebody who left to another person; signed and said.

        :param int user_id: who is asked instead
        :param str reason: why
        :raises AccessError: only the administrator of complaints does
        """
        self.ensure_one()
        self.check_access("read")
        if not self.request_id._is_admin():
            raise AccessError(
                self.env._("Only the administrator gives a turn to another person.")
            )
        self.request_id._enter()
        self._check_open()
        self.request_id._check_reason(reason)
        user = self._check_person(user_id)
        turn = self.sudo()
        turn.request_id._sign_one(
            "reassign",
            reason,
            turn_id=turn.id,
            step_name=turn.name,
            principal_id=user.id,
        )
        turn.activity_id.unlink()
        turn._write_guarded(
            {
                "asked": "user",
                "named_user_id": user.id,
                "user_id": user.id,
                "group_id": False,
                "passed": False,
            }
        )
        turn._notify_asked()

    def action_add_signer(self, user_id, comment=False, expected_hash=False):
        """Ask one more person to sign beside this turn, where the step allows it.

        :param int user_id: who signs too
        :param str comment: what he is asked
        :param str expected_hash: as for ``action_decide``
        """
        self.ensure_one()
        self.check_access("read")
        self.request_id._enter()
        self._check_turn(expected_hash)
        if not self.may_add:
            raise UserError(
                self.env._("This step does not let others be asked to sign too.")
            )
        user = self._check_person(user_id)
        turn = self.sudo()
        turn.request_id._sign_one(
            "add", comment, turn_id=turn.id, step_name=turn.name, principal_id=user.id
        )
        turn._add_turn(user)

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    def _check_open(self):
        if self.state != "open":
            labels = dict(self._fields["state"]._description_selection(self.env))
            raise UserError(
                self.env._(
                    "Step “%(step)s” of “%(request)s” is not being decided: "
                    "%(state)s. Load the page again.",
                    step=self.name,
                    request=self.request_id.display_name,
                    state=labels[self.state],
                )
            )

    def _check_turn(self, expected_hash):
        """It is open, it is his, and it still says what he saw."""
        self.request_id._check_state("open")
        self._check_open()
        if not self._filter_mine():
            raise AccessError(self._say_not_yours())
        self._check_not_about_him()
        if not expected_hash:
            raise UserError(
                self.env._(
                    "Say which text you decide on: its fingerprint is missing "
                    "(expected_hash)."
                )
            )
        if expected_hash != self.request_id.snapshot_hash:
            raise UserError(
                self.env._(
                    "“%(request)s” was changed since you opened it. Load the page "
                    "again, read it and decide then.",
                    request=self.request_id.display_name,
                )
            )

    def _check_not_about_him(self):
        """Neither for himself nor for somebody else: nobody decides about himself, nor
        has somebody do it in his place (R-R05)."""
        request = self.sudo().request_id
        about = request._get_record()._approval_excluded(request.subject)
        if (self.env.user | self._get_principal()) & about:
            raise AccessError(
                self.env._(
                    "“%(request)s” is about %(person)s: another person decides it.",
                    request=request.display_name,
                    person=about[:1].name,
                )
            )

    def _say_not_yours(self):
        turn = self.sudo()
        own = turn.request_id.requested_by_id == self.env.user
        if own and turn.exclude_requester:
            return self.env._("You put this up yourself; another person decides it.")
        mine = turn.signature_ids.filtered(
            lambda one: one.principal_id == self.env.user and one.decision in DECISIONS
        )
        if mine:
            return self.env._("You have signed this step already.")
        return self.env._(
            "Step “%(step)s” is not yours to decide. Asked is: %(asked)s.",
            step=turn.name,
            asked=turn.user_id.name or turn._get_asked_label(),
        )

    def _get_allowed(self):
        """The decisions that the step allows."""
        return [
            decision
            for decision in DECISIONS
            if decision == "approve" or self[f"may_{decision}"]
        ]

    def _check_decision(self, decision, comment):
        if decision not in self._get_allowed():
            raise UserError(
                self.env._(
                    "Step “%(step)s” does not allow this decision.", step=self.name
                )
            )
        needed = decision != "approve" or self.comment_required
        if needed and not (comment or "").strip():
            raise UserError(
                self.env._("Please write your instruction: this decision needs one.")
            )

    def _check_person(self, user_id):
        """The user of that id, when he can be asked for this."""
        request = self.sudo().request_id
        user = self.env["res.users"].sudo().browse(user_id or ()).exists()
        there = self.env["complaint.role"]._filter_at_work(user, request.company_id)
        if not there or user in request._get_excluded(self.sudo()):
            raise UserError(
                self.env._(
                    "%(person)s cannot be asked: choose somebody who works in "
                    "%(company)s, has not put it up himself, and whom it is not about.",
                    person=user.name or self.env._("Nobody"),
                    company=request.company_id.name,
                )
            )
        return user.sudo()

    # ------------------------------------------------------------
    # DOING IT
    # ------------------------------------------------------------

    def _sign_turn(self, decision, comment, return_level):
        request = self.request_id
        if decision == "change":
            comment_digest = request._change_instruction(comment)
        else:
            comment_digest = request._keep_words(comment)
        self.env["complaint.approval.signature"].sudo()._sign(
            [
                {
                    "request_id": request.id,
                    "turn_id": self.id,
                    "step_name": self.name,
                    "decision": decision,
                    "principal_id": self._get_principal().id,
                    "return_level": decision == "return" and return_level or False,
                    "comment_digest": comment_digest,
                }
            ]
        )

    def _do_approve(self, _level):
        if not self._is_signed_enough():
            return
        self._close("approved")
        self.request_id._go_on()

    _do_change = _do_approve

    def _is_signed_enough(self):
        if self.asked != "group" or self.mode == "any":
            return True
        request = self.request_id
        members = self._get_members(request._get_place({}), request._get_excluded(self))
        signed = self.signature_ids.filtered(
            lambda one: one.decision in ("approve", "change")
        ).principal_id
        return is_enough(self.mode, self.quorum, len(signed & members), len(members))

    def _do_return(self, level):
        self._close("returned")
        if level:
            self.request_id._go_back(level)
        else:
            self.request_id._end("returned")

    def _do_refuse(self, _level):
        self._close("refused")
        self.request_id._end("refused")

    def _add_turn(self, user):
        """One more turn of this level, for a named person, open at once."""
        request, names = self.request_id, self._get_asked_fields()
        vals = self._convert_to_write({name: self[name] for name in names})
        vals.update(
            name=self.env._("%(step)s: co-signature", step=self.name),
            asked="user",
            named_user_id=user.id,
            group_id=False,
            role=False,
            department_kind=False,
            mode="any",
        )
        vals.update(request._prepare_turn(self.new(vals), request._get_place({})))
        turn = self._create_guarded([vals])
        turn.with_context(lang=user.lang)._open(self.opened_on, {})
