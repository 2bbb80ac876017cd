from odoo import api, fields, models

DECISIONS = [
    ("approve", "Approve"),
    ("change", "Approve with a changed instruction"),
    ("return", "Send back"),
    ("refuse", "Refuse"),
    ("withdraw", "Withdraw"),
]


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
    # with the reader's own rights: a form can be made on any request
    facts = fields.Html(related="request_id.facts", related_sudo=False)
    expected_hash = fields.Char(readonly=True)
    decision = fields.Selection(DECISIONS, required=True, default="approve")
    comment = fields.Text("Instruction")
    return_level = fields.Integer("Back to")
    # a selection offers the same on every record: the form reads its choices here
    decision_choices = fields.Json("Choices", compute="_compute_choices")
    level_choices = fields.Json("Choices of steps", compute="_compute_choices")

    @api.depends("request_id", "turn_id")
    @api.depends_context("lang")
    def _compute_choices(self):
        labels = dict(self._fields["decision"]._description_selection(self.env))
        for form in self:
            form.request_id.check_access("read")
            form.turn_id.check_access("read")
            form.decision_choices = [
                (one, labels[one]) for one in form.turn_id.sudo()._get_allowed()
            ]
            form.level_choices = form._get_levels()

    def _get_levels(self):
        """Who asked, or one of the earlier steps of what is decided."""
        turns = self.request_id.sudo()._get_round()
        asked = turns.filtered(lambda turn: turn.state == "open")
        now = min(asked.mapped("sequence"), default=0)
        names = {}
        for turn in turns.sorted("sequence"):
            if turn.sequence < now:
                names.setdefault(turn.sequence, []).append(turn.step_label)
        return [
            (0, self.env._("Who asked for it")),
            *((level, ", ".join(side)) for level, side in names.items()),
        ]

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
                self.return_level,
                self.expected_hash,
            )
        return {"type": "ir.actions.act_window_close"}
