from odoo import api, fields, models


class ComplaintApprovalDecision(models.TransientModel):
    """Asks for a decision and its words; rights and order are checked where it is
    carried out (R-A04)."""

    _name = "complaint.approval.decision"
    _description = "Decision"

    request_id = fields.Many2one(
        "complaint.approval.request", required=True, readonly=True, ondelete="cascade"
    )
    turn_id = fields.Many2one(
        "complaint.approval.turn", readonly=True, ondelete="cascade"
    )
    facts = fields.Html(related="request_id.facts")
    expected_hash = fields.Char(readonly=True)
    decision = fields.Selection("_get_decisions", required=True, default="approve")
    comment = fields.Text("Instruction")
    return_level = fields.Selection("_get_levels", "Back to")

    @api.model
    def _get_decisions(self):
        """What the step that is asked allows; all where the form was not opened."""
        decisions = {
            "approve": self.env._("Approve"),
            "change": self.env._("Approve with a changed instruction"),
            "return": self.env._("Return"),
            "refuse": self.env._("Refuse"),
            "withdraw": self.env._("Withdraw"),
        }
        kept = self.env.context.get("approval_decisions") or list(decisions)
        return [(key, label) for key, label in decisions.items() if key in kept]

    @api.model
    def _get_levels(self):
        """Who asked, or one of the earlier steps of what is decided."""
        who = self.env._("Who asked for it")
        request = self.env["complaint.approval.request"].browse(
            self.env.context.get("approval_request_id", ())
        )
        turns = request.sudo()._get_round() if request else request.turn_ids
        asked = turns.filtered(lambda turn: turn.state == "open")
        now = min(asked.mapped("sequence"), default=0)
        earlier = {
            str(turn.sequence): turn.name
            for turn in turns.sorted("sequence")
            if turn.sequence < now
        }
        known = {str(level): str(level) for level in range(1, 100)}
        return [("0", who), *(earlier if request else known).items()]

    @api.model
    def _get_action(self, turn=None, request=None, decision="approve"):
        """The action that asks for a decision of ``turn``."""
        request = request or turn.sudo().request_id.sudo(False)
        form = self.create(
            {
                "request_id": request.id,
                "turn_id": turn and turn.id,
                "expected_hash": request.snapshot_hash,
                "decision": decision,
            }
        )
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": form.id,
            "view_mode": "form",
            "target": "new",
            "context": {
                "approval_request_id": request.id,
                "approval_decisions": turn._get_allowed() if turn else [decision],
            },
            "name": request.display_name,
        }

    def action_confirm(self):
        """Carry the decision out, as this user."""
        self.ensure_one()
        if self.decision == "withdraw":
            self.request_id.action_withdraw(self.comment)
        else:
            self.turn_id.action_decide(
                self.decision,
                self.comment,
                int(self.return_level or 0),
                self.expected_hash,
            )
        return {"type": "ir.actions.act_window_close"}
