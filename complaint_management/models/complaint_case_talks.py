from odoo import api, fields, models
from odoo.tools import html2plaintext

from ..tools.questions import asks, own_words
from ..tools.timeline import Moment


class ComplaintCaseTalks(models.AbstractModel):
    """What was said between us and the complainant, and what he asks (R-K02, R-K09)."""

    _name = "complaint.case.talks"
    _inherit = ["complaint.guarded.mixin", "complaint.case.gateway"]
    _description = "Calls and questions of a case"

    call_ids = fields.One2many("complaint.call", "case_id", "Calls and visits")
    call_count = fields.Integer(
        "Calls noted",
        compute="_compute_call_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    question_ids = fields.One2many("complaint.question", "case_id", "Questions")
    question_count = fields.Integer(
        "Questions asked",
        compute="_compute_question_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    open_question_count = fields.Integer(
        "Open questions",
        compute="_compute_question_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )

    @api.depends("call_ids")
    def _compute_call_count(self):
        for case in self:
            case.call_count = len(case.call_ids)

    @api.depends("question_ids.state")
    def _compute_question_counts(self):
        for case in self:
            case.question_count = len(case.question_ids)
            waiting = case.question_ids.filtered(lambda one: one.state == "open")
            case.open_question_count = len(waiting)

    def _guard_questions_answered(self):
        """R-K09: the case does not end while the complainant waits for an answer."""
        if not self.open_question_count:
            return []
        return [
            self.env._(
                "Questions of the complainant are open: %(count)s. Answer them, or say "
                "that they ask nothing.",
                count=self.open_question_count,
            )
        ]

    def _note_called(self, call):
        """What a call leaves on the case: he knows that it arrived (R-I11)."""
        vals = {}
        if call.purpose_id.acknowledges and not self.acknowledged_on:
            vals["acknowledged_on"] = call.held_on
        judged_on = self.accepted_on or self.refused_on
        if call.purpose_id.acknowledges and self._awaits_judgement():
            # before it was judged he could hear that it arrived, no more
            if call.held_on >= judged_on:
                vals["judgement_told_on"] = call.held_on
        if call.kind in ("phone_in", "phone_out", "visit_in", "visit_out"):
            # R-T05: he was spoken with; what is noted late happened when it was held
            vals["contacted_on"] = max(call.held_on, self.contacted_on or call.held_on)
        if vals:
            self._write_guarded(vals)

    # ------------------------------------------------------------
    # WHAT HE WRITES
    # ------------------------------------------------------------

    def message_update(self, msg_dict, update_vals=None):
        """R-K09: what he writes waits until it is answered. What we waited for is an
        answer, unless it asks something itself."""
        awaited = {case.id for case in self if case.is_waiting}
        result = super().message_update(msg_dict, update_vals)
        if self._is_heard(msg_dict):
            text = own_words(html2plaintext(msg_dict.get("body") or ""))
            for case in self:
                if text and (case.id not in awaited or asks(text)):
                    self.env["complaint.question"]._ask(case, text, "mail")
        return result

    # ------------------------------------------------------------
    # TIMELINE
    # ------------------------------------------------------------

    def _tell_talks(self):
        """Calls and questions, for who may read the case."""
        moments = self._tell_calls() if self.call_count else []
        return moments + (self._tell_questions() if self.question_count else [])

    def _tell_calls(self):
        calls = self.env["complaint.call"].search_fetch(
            [("case_id", "=", self.id)],
            ["held_on", "kind", "purpose_id", "words", "user_id"],
        )
        kinds = self._get_labels(calls, "kind")
        return [
            Moment(
                one.held_on,
                "call",
                kinds[one.kind],
                one.purpose_id,
                one.words,
                one.user_id,
            )
            for one in calls
        ]

    def _tell_questions(self):
        questions = self.env["complaint.question"].search_fetch(
            [("case_id", "=", self.id), ("state", "!=", "dropped")],
            ["asked_on", "text", "answered_on", "answer", "answered_by_id"],
        )
        asked, told = self.env._("The customer asks"), self.env._("Question answered")
        moments = []
        for one in questions:
            moments.append(Moment(one.asked_on, "question", asked, text=one.text))
            if one.answered_on:
                who = one.answered_by_id
                moments.append(
                    Moment(one.answered_on, "question", told, None, one.answer, who)
                )
        return moments

    def _check_may_talk(self):
        """Seam: raise when this user may not note what was said."""
        self._check_may_tell()

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_note_call(self):
        """The form for a call, a visit, a letter that came (R-K02).

        :raises AccessError: neither first receiver, nor in charge, nor officer
        """
        self.ensure_one()
        self._check_may_talk()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Call, visit, letter"),
            "res_model": "complaint.call",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def ask_question(self, question, medium="link"):
        """Keep a question of the complainant, for his link, the portal, a telephone
        system (R-K09); it goes to the person in charge.

        :param str question: his words
        :param str medium: by which way: ``link``, ``phone``, ``mail``, ``other``…
        :return: the question
        :raises AccessError: neither first receiver, nor in charge, nor officer
        """
        self.ensure_one()
        self._check_may_tell()
        return self.env["complaint.question"]._ask(self, question, medium)

    def action_open_calls(self):
        """What was said, the latest first."""
        self.ensure_one()
        return self._get_talks("complaint.call", self.env._("Calls and visits"))

    def action_open_questions(self):
        """What the complainant asked."""
        self.ensure_one()
        return self._get_talks("complaint.question", self.env._("Questions"))

    def _get_talks(self, model, name):
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": model,
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("case_id", "=", self.id)],
            # made on the case itself, where it is known whose it is
            "context": {"create": False},
        }
