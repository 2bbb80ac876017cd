from odoo import api, fields, models
from odoo.exceptions import UserError

from .complaint_case_replies import TELLING_KINDS
from .complaint_survey import LOW


class ComplaintCaseSatisfaction(models.AbstractModel):
    """How satisfied the complainant is, asked after the settlement (R-K04)."""

    _name = "complaint.case.satisfaction"
    _inherit = "complaint.case.arrival"
    _description = "Satisfaction with a case"

    survey_ids = fields.One2many("complaint.survey", "case_id", "Satisfaction asked")
    satisfaction = fields.Integer(
        readonly=True,
        copy=False,
        guarded=True,
        aggregator="avg",
        help="The overall mark that the complainant gave last, 1 to 5.",
    )

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    def _write_guarded(self, vals, reason=False):
        result = super()._write_guarded(vals, reason)
        if vals.get("state") == "confirming":
            for case in self:
                case._ask_for_satisfaction()
        return result

    def _note_replied(self, reply):
        result = super()._note_replied(reply)
        if reply.kind in TELLING_KINDS:
            self._ask_for_satisfaction()
        return result

    def _ask_for_satisfaction(self):
        """The follow-up with the link, once for each decision that was told; where the
        company has it sent by itself."""
        company = self.company_id.sudo()
        if not (company.complaint_web_open and company.complaint_web_ask):
            return
        if not (self.partner_email and self.state == "confirming" and self._is_told()):
            return
        since = self.approved_on or self.answered_on
        asked = self.reply_ids.filtered(
            lambda one: (
                one.kind == "follow_up"
                and (not one.queued_on or one.queued_on >= since)
            )
        )
        writer = self.user_id or self.receiver_id or self.env.ref("base.user_root")
        if not asked:
            # a step, or what was sent, is not held up by it
            replies = self.env["complaint.reply"].sudo()
            replies._queue_if_it_may(self, "follow_up", user_id=writer.id)

    # ------------------------------------------------------------
    # ANSWERS
    # ------------------------------------------------------------

    def _may_rate(self):
        """He is asked once for each decision, when he was told of it."""
        if self.state not in ("confirming", "closed") or not self._is_told():
            return False
        since = self.approved_on or self.answered_on
        return not any(one.answered_on >= since for one in self.survey_ids)

    def _hear_rating(self, answers, form_key, way="link"):
        """He answers what he is asked about how it was handled.

        :param dict answers: values of a line by the id of its question
        :raises UserError: he is not asked now, or answered nothing
        """
        case = self._get_writable()
        if not case._may_rate():
            raise UserError(self.env._("We have your answers already. Thank you."))
        case.env["complaint.survey"]._answer(case, answers, way, form_key)

    def _note_satisfaction(self, survey):
        """The overall mark goes to Odoo's ratings too; who is not satisfied is seen."""
        if survey.overall:
            self._write_guarded({"satisfaction": survey.overall})
            self._keep_rating(survey)
        if survey.solved == "no" or 0 < survey.overall <= LOW:
            words = [line.text for line in survey.line_ids if line.text]
            self._tell_handler(
                lambda env: env._("The complainant is not satisfied"), words
            )

    def _keep_rating(self, survey):
        """Ratings are read by every employee: no name, no title, no words (R-P03)."""
        rating = self.env["rating.rating"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("complaint.case"),
                "res_id": self.id,
                "rating": survey.overall,
                "rated_partner_id": self.user_id.partner_id.id,
                "consumed": True,
            }
        )
        rating.res_name = self.number

    # ------------------------------------------------------------
    # THE VIEW OF THE COMPLAINANT
    # ------------------------------------------------------------

    def _get_customer_view(self):
        view = super()._get_customer_view()
        view["survey"] = self.sudo()._say_survey()
        return view

    def _say_survey(self):
        if not self._may_rate():
            return []
        asked = self.env["complaint.survey.question"]._get_for(self.company_id)
        return [{"id": one.id, "name": one.name, "kind": one.kind} for one in asked]

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_note_satisfaction(self):
        """The form for what he answered in a call, or on paper (R-K04).

        :raises AccessError: neither first receiver, nor in charge, nor officer
        """
        self.ensure_one()
        self._check_may_tell()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Satisfaction"),
            "res_model": "complaint.survey",
            "view_mode": "form",
            "target": "new",
            "context": {"default_case_id": self.id},
        }

    def action_open_surveys(self):
        """What he answered, the latest first."""
        self.ensure_one()
        return self._get_talks("complaint.survey", self.env._("Satisfaction"))

    @api.model
    def _read_answers(self, company, read):
        """The answers to the questions that a company asks; what is none is left out.

        :param read: gives the text that was sent for a question
        """
        answers = {}
        for one in self.env["complaint.survey.question"]._get_for(company):
            text = read(f"question_{one.id}")
            if one.kind == "mark" and text in {"1", "2", "3", "4", "5"}:
                answers[one.id] = {"mark": text}
            elif one.kind == "yes_no" and text in {"yes", "no"}:
                answers[one.id] = {"answer": text}
            elif one.kind == "text" and text:
                answers[one.id] = {"text": text}
        return answers
