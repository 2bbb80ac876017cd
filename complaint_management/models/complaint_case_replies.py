from odoo import api, fields, models
from odoo.tools import format_date, plaintext2html

DECIDED_STATES = ("approved", "confirming", "closed")
# What tells the complainant the outcome (R-K05).
TELLING_KINDS = ("decision", "explanation", "compensation")


class ComplaintCaseReplies(models.AbstractModel):
    """What the complainant is told, and what he writes back (R-K01, R-K09)."""

    _name = "complaint.case.replies"
    _inherit = "complaint.case.progress"
    _description = "Replies of a case"

    reply_ids = fields.One2many("complaint.reply", "case_id", "Replies")
    reply_count = fields.Integer(
        "Replies written",
        compute="_compute_reply_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )

    @api.depends("reply_ids")
    def _compute_reply_count(self):
        for case in self:
            case.reply_count = len(case.reply_ids)

    # ------------------------------------------------------------
    # WHAT A REPLY ASKS OF THE CASE
    # ------------------------------------------------------------

    def _is_decided(self):
        """Whether what is decided may be told; settled on the spot within authority is
        decided too."""
        return self.state in DECIDED_STATES

    def _get_approved_source(self):
        """Seam: the words of what was decided, as they were approved: while an approval
        is granted its lock keeps them (R-A05); what is settled on the spot needs none.
        """
        return (self.outcome or "").strip() if self._is_decided() else ""

    def _get_approved_follow_up(self):
        """What is still to come, and by when, as it was approved (R-K05)."""
        note = (self.follow_up_note or "").strip()
        if not (note and self.follow_up_on and self._is_decided()):
            return ""
        day = format_date(self.env, self.follow_up_on)
        return self.env._("%(what)s (by %(day)s)", what=note, day=day)

    def _get_approved_improvement(self):
        """What we change, as it was approved (R-K05)."""
        return (self.improvement or "").strip() if self._is_decided() else ""

    def _is_told(self):
        """Whether the outcome of the latest decision was sent, or said at first
        contact (R-K05, R-I13)."""
        if not self.answered_on:
            return False
        return not self.approved_on or self.answered_on >= self.approved_on

    def _guard_outcome_told(self):
        """R-K05: no closing without the outcome having been sent."""
        if self._is_told() or not self.outcome:  # that is said by its own guard
            return []
        return [
            self.env._(
                "The complainant was not told the outcome: send him the decision "
                "(“Reply”)."
            )
        ]

    def _get_expected_on(self):
        """When the complainant can expect the outcome: the last limit that runs."""
        if not self.has_clocks:
            return False
        clocks = self.env["complaint.clock"].sudo()
        running = clocks.search_fetch(
            [("case_id", "=", self.id), ("is_running", "=", True)], ["due_on"]
        )
        due = running.mapped("due_on")
        return max(filter(None, due), default=False)

    def _get_refusal_reason(self):
        trail = self.env["complaint.trail"].sudo()
        found = trail.search(
            [
                ("res_model", "=", self._name),
                ("res_id", "=", self.id),
                ("field_name", "=", "state"),
                ("new_value", "!=", False),
            ]
        )
        refusals = found.filtered(lambda one: one.new_value == "refused")
        return refusals[:1].reason

    def _get_own_day(self, moment):
        """The day of ``moment`` where the company is."""
        return self.env["complaint.numbering"]._get_day(self.company_id.id, moment)

    def _get_next_reply_kind(self):
        """What is most likely said next."""
        if self.state == "refused":
            return "refusal"
        if self._is_decided():
            return "follow_up" if self._is_told() else "decision"
        return "progress" if self.acknowledged_on else "acknowledgement"

    # ------------------------------------------------------------
    # WHAT A REPLY LEAVES ON THE CASE
    # ------------------------------------------------------------

    def _note_replied(self, reply):
        """The reply has left: stamp what it was, wait where something is asked."""
        now = fields.Datetime.now()
        vals = {}
        if not self.acknowledged_on:
            vals["acknowledged_on"] = now  # R-I11: he knows that it arrived
        if self._awaits_judgement() and (
            reply.kind == "refusal" or self.state != "refused"
        ):
            vals["judgement_told_on"] = now  # R-I09, R-I11
        if reply.kind == "progress":
            vals["contacted_on"] = now  # R-T05: he knows how it goes
        if reply.kind in TELLING_KINDS and self._is_decided() and not self._is_told():
            vals["answered_on"] = now  # R-K05: when it left, not when it was decided
        if reply.with_promise and self.is_open:
            vals["promised_on"] = now  # R-D11
        if vals:
            self._write_guarded(vals)
        self._note_heard()
        reply.question_id._settle(reply.text or reply.subject, reply_id=reply.id)
        if reply.kind == "request" and self.is_open and not self.pause_id:
            self.env["complaint.pause"]._begin(self, reply.text)

    def _ask_to_see_failed(self, user, reply):
        if not user:
            return
        env = self.with_context(lang=user.lang or self.env.lang).env
        self.with_context(mail_activity_quick_update=True).activity_schedule(
            "mail.mail_activity_data_todo",
            user_id=user.id,
            summary=env._("A reply did not reach the complainant"),
            note=plaintext2html("\n".join([reply.subject, reply.error or ""])),
        )

    # ------------------------------------------------------------
    # WHAT THE CUSTOMER WRITES BACK
    # ------------------------------------------------------------

    def message_update(self, msg_dict, update_vals=None):
        """R-I10: the customer answers, nobody waits for him any longer."""
        result = super().message_update(msg_dict, update_vals)
        if self._is_heard(msg_dict):
            self.sudo().pause_id._end()
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_reply(self):
        """The form for a reply to the complainant, in his language."""
        self.ensure_one()
        self._check_may_tell()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Reply"),
            "res_model": "complaint.reply",
            "view_mode": "form",
            "context": {"default_case_id": self.id},
        }

    def action_open_replies(self):
        """What the complainant was told (R-K01)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.reply",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id},
            "name": self.env._("Replies"),
        }
