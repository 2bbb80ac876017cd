from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.question_arrows import QUESTION_ARROWS

MEDIA = [
    ("mail", "E-mail"),
    ("phone", "Telephone"),
    ("visit", "Visit"),
    ("letter", "Letter"),
    ("link", "Link or portal"),
    ("other", "Other"),
]


class ComplaintQuestion(models.Model):
    """What the complainant asks; it waits for the person in charge until it is answered
    (R-K09)."""

    _name = "complaint.question"
    _inherit = ["complaint.workflow.mixin", "complaint.row.mixin"]
    _description = "Question of the Complainant"
    _order = "asked_on desc, id desc"
    _rec_name = "text"
    _arrows = QUESTION_ARROWS

    case_id = fields.Many2one(
        "complaint.case",
        required=True,
        index=True,
        readonly=True,
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    number = fields.Char(related="case_id.number")
    user_id = fields.Many2one(
        "res.users",
        "Person in charge",
        compute="_compute_user",
        store=True,
        precompute=True,
    )
    medium = fields.Selection(
        MEDIA,
        "How it was asked",
        required=True,
        readonly=True,
        default="phone",
        guarded=True,
    )
    asked_on = fields.Datetime("Asked on", required=True, readonly=True, guarded=True)
    text = fields.Text("What is asked", required=True, readonly=True, guarded=True)
    state = fields.Selection(
        [("open", "Open"), ("answered", "Answered"), ("dropped", "No question")],
        "Status",
        required=True,
        readonly=True,
        default="open",
        guarded=True,
        trailed=True,
    )
    answered_on = fields.Datetime("Answered on", readonly=True, guarded=True)
    answered_by_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, guarded=True
    )
    answer = fields.Text(readonly=True, guarded=True)
    call_id = fields.Many2one(
        "complaint.call",
        "Asked in",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )
    reply_id = fields.Many2one(
        "complaint.reply",
        "Answered with",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )

    _open_idx = models.Index("(user_id, asked_on, id) WHERE state = 'open'")

    @api.depends("text")
    def _compute_display_name(self):
        for question in self:
            question.display_name = shorten(question.text or "", 60)

    @api.depends("case_id.user_id", "case_id.receiver_id")
    def _compute_user(self):
        for question in self:
            case = question.case_id.sudo()
            question.user_id = case.user_id or case.receiver_id

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        """:raises UserError: always: what was asked stays on file"""
        self._refuse_removal()
        return super().unlink()

    def _refuse_removal(self):
        raise UserError(
            self.env._("What was asked stays on file. Answer it, or say it is none.")
        )

    @api.model
    def _ask(self, case, text, medium, **values):
        """Keep what the complainant asks; the caller has checked who tells it.

        :return: the question
        """
        values = {"case_id": case.id, "text": text, "medium": medium, **values}
        values.setdefault("asked_on", fields.Datetime.now())
        # he who tells what was asked may not write what hangs on the case
        return self.sudo()._create_guarded([values])

    def _check_arrow_allowed(self, arrow):
        self.case_id._check_may_tell()
        return super()._check_arrow_allowed(arrow)

    def _settle(self, answer, **values):
        """Answered, by whoever may tell; one that is settled stays as it is."""
        for question in self.filtered(lambda one: one.state == "open"):
            question._walk("answered", answer=answer)
            values["answered_by_id"] = self.env.uid
            question.sudo()._write_guarded(values)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_reply(self):
        """The form for the written answer."""
        self.ensure_one()
        action = self.case_id.action_reply()
        action["context"] |= {
            "default_kind": "answer",
            "default_question_id": self.id,
        }
        return action

    def action_call(self):
        """The form for the call that answers it."""
        self.ensure_one()
        action = self.case_id.action_note_call()
        action["context"] |= {"default_answers_id": self.id}
        return action

    def action_answered(self, answer):
        """It was answered otherwise.

        :param str answer: what he was told
        :raises AccessError: neither first receiver, nor in charge, nor officer
        """
        self._walk("answered", answer=answer)
        self.sudo()._write_guarded({"answered_by_id": self.env.uid})

    def action_drop(self):
        """What was written asks nothing."""
        self._walk("dropped")

    def action_take_up_again(self):
        """It is a question after all."""
        self._walk("open")
