from typing import NamedTuple

from odoo import api, fields, models
from odoo.tools import format_date, html2plaintext, is_html_empty

from ..tools import letters
from ..tools.reply_arrows import DECIDED_KINDS, SPOKEN_KINDS
from .complaint_reply_template import KINDS


class Addressee(NamedTuple):
    """To whom a reply goes; ``partner`` where he is a contact."""

    name: str
    firm: str
    email: str
    phone: str
    partner: models.BaseModel
    langs: tuple


class ComplaintReplyText(models.AbstractModel):
    """What a reply says: fixed words and what the case gives, never typed by hand, so
    that nobody promises or admits more than was approved (R-A06)."""

    _name = "complaint.reply.text"
    _inherit = "complaint.workflow.mixin"
    _description = "Words of a reply"

    # not required: a module above may name what else a reply is about
    case_id = fields.Many2one("complaint.case", index=True, ondelete="restrict")
    kind = fields.Selection(KINDS, required=True)
    lang = fields.Selection(
        lambda self: self.env["res.lang"].get_installed(),
        "Language",
        required=True,
        compute="_compute_lang",
        store=True,
        precompute=True,
        readonly=False,
    )
    text = fields.Text(
        "What is said",
        help="What is asked, what was done so far, why it takes longer. No admission "
        "and no promise: those go out as a decision.",
    )
    with_promise = fields.Boolean(
        "Promise an answer",
        help="The customer is promised an answer; its limit runs from when this "
        "leaves.",
    )
    question_id = fields.Many2one(
        "complaint.question",
        "Answers the question",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('case_id', '=', case_id), ('state', '=', 'open')]",
    )
    subject = fields.Char(
        compute="_compute_words", store=True, precompute=True, guarded=True
    )
    body = fields.Html(
        compute="_compute_words",
        store=True,
        precompute=True,
        guarded=True,
        sanitize=False,
    )

    # ------------------------------------------------------------
    # SEAMS
    # ------------------------------------------------------------

    def _get_about(self):
        """Seam: what the reply is about, as superuser: a record with company and
        number that hears of it (``_note_replied``, ``_ask_to_see_failed``)."""
        return self.case_id.sudo()

    def _get_addressee(self):
        """Seam: to whom it goes."""
        case = self.case_id.sudo()
        partner = case.partner_id
        return Addressee(
            name=case.partner_name,
            firm=case.partner_company,
            email=case.partner_email,
            phone=case.partner_phone,
            partner=partner,
            langs=(case.lang, partner.lang, case.company_id.partner_id.lang),
        )

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    @api.depends("case_id")
    def _compute_lang(self):
        installed = dict(self.env["res.lang"].get_installed())
        for reply in self:
            asked = reply._get_addressee().langs
            known = [lang for lang in asked if lang in installed]
            reply.lang = (*known, self.env.lang or "en_US")[0]

    @api.depends("case_id", "kind", "lang", "text", "question_id", "with_promise")
    def _compute_words(self):
        for reply in self:
            reply.subject, reply.body = reply._get_words()

    def _refresh_words(self):
        """Say what the case says now, not when the draft was made."""
        for reply in self:
            subject, body = reply._get_words()
            if (subject, body) != (reply.subject, str(reply.body or "")):
                reply._write_guarded({"subject": subject, "body": body})

    def _get_words(self):
        templates = self.env["complaint.reply.template"]
        about = self._get_about()
        if not about or not self.kind:
            return False, False
        template = templates._get_id(self.kind, about.company_id.id)
        if not template:
            return False, False
        subject, body = templates._get_words(template, self.lang)
        needed = letters.gaps(f"{subject} {body}")
        values = self._get_values(about.with_context(lang=self.lang), needed)
        return letters.fill_line(subject, values), letters.fill(body, values)

    def _get_values(self, case, needed):
        """Text of each gap that the template has; what costs a query only if needed."""
        handler = case.user_id or case.receiver_id
        values = {
            "name": case.partner_name,
            "number": case.number,
            "company": case.company_id.name,
            "received": format_date(case.env, case._get_own_day(case.received_on)),
            "handler": handler.name,
            "phone": handler.phone or case.company_id.phone,
            "text": (self.text or "").strip(),
            "redress": case.redress,
            "question": self._get_question(),
        }
        # a promise says its own time
        if "due" in needed and not self.with_promise:
            due = case._get_expected_on()
            values["due"] = due and format_date(case.env, case._get_own_day(due))
        if "reason" in needed:
            values["reason"] = case._get_refusal_reason()
        if "outcome" in needed:
            values["outcome"] = case._get_approved_source()
        if "improvement" in needed:
            values["improvement"] = case._get_approved_improvement()
        if "follow_up" in needed:
            values["follow_up"] = case._get_approved_follow_up()
        return values

    def _get_question(self):
        """What was asked; of another case nothing is quoted."""
        question = self.question_id.sudo()
        return question.text if question.case_id == self.case_id.sudo() else False

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _guard_may_be_said(self):
        """R-A06: an admission, a remedy, a decision only as it was approved."""
        case = self.case_id.sudo()
        if self.kind in DECIDED_KINDS and not case._is_decided():
            return [
                self.env._(
                    "%(case)s is not decided: until then the complainant hears that it "
                    "arrived, what is asked and how far it is.",
                    case=case.number,
                )
            ]
        if self.kind in DECIDED_KINDS and not case._get_approved_source():
            return [self.env._("Write down the outcome on the case first.")]
        if self.kind == "refusal" and case.state != "refused":
            return [self.env._("The case is not refused: nothing to tell.")]
        return []

    def _guard_complete(self):
        missing = self._get_material_faults()
        if self.question_id.sudo().case_id - self.case_id:
            missing.append(self.env._("The question was asked in another complaint."))
        if self.kind in SPOKEN_KINDS and not (self.text or "").strip():
            missing.append(self.env._("Write down what is said."))
        if is_html_empty(self.body) or not html2plaintext(self.body or "").strip():
            missing.append(
                self.env._(
                    "There is no template of this kind: ask an administrator for one."
                )
            )
        return missing
