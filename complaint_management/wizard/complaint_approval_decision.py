from odoo import api, fields, models
from odoo.fields import Command

from ..models.complaint_case_submission import SUBJECT

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
    # with “change”: what the customer gets and is told instead
    asks_words = fields.Boolean(compute="_compute_asks_words")
    words = fields.Text("What the customer is told")
    change_ids = fields.One2many(
        "complaint.approval.change", "decision_id", "What he gets instead"
    )
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

    @api.depends("request_id", "decision")
    def _compute_asks_words(self):
        for form in self:
            told = form.request_id.subject == SUBJECT
            form.asks_words = told and form.decision == "change"

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
                **self._prepare_changes(request),
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

    @api.model
    def _prepare_changes(self, request):
        """What stands on the handling form now, to be changed."""
        if request.subject != SUBJECT:
            return {}
        request.check_access("read")
        case = request._get_record()  # who reads the request reads what it says
        remedies = case.remedy_ids
        if request._is_told_of_all():
            remedies |= case._get_members().remedy_ids
        rows = remedies.filtered(lambda one: one.amount or one.quantity)
        return {
            "words": case.outcome,
            "change_ids": [
                Command.create(
                    {
                        "remedy_id": one.id,
                        "name": case._name_remedy(one),
                        "quantity": one.quantity,
                        "amount": one.amount,
                    }
                )
                for one in rows
            ],
        }

    def _get_changes(self):
        """What is decided instead of what stands there; ``None``: nothing."""
        if not self.asks_words:
            return None
        rows = {
            str(row.remedy_id): {"quantity": row.quantity, "amount": row.amount}
            for row in self.change_ids
        }
        return {"outcome": self.words, "remedy_ids": rows}

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
                self._get_changes(),
            )
        return {"type": "ir.actions.act_window_close"}
