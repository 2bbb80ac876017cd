from odoo import api, fields, models
from odoo.addons.complaint_management.models.complaint_reply_text import Addressee
from odoo.exceptions import UserError

KINDS = [("recall", "Recall notice"), ("recall_reminder", "Recall reminder")]
RECALL_KINDS = [kind for kind, _label in KINDS]
_GUARDED = {"readonly": True, "copy": False, "guarded": True}
# what of a notice is the recall's own
_OURS = {"kind", "text", "case_id", "with_promise", "question_id", "material_ids"}


class ComplaintReply(models.Model):
    """A customer of a recall is told by the same gate, queue and letter as a
    complainant (R-Q07, R-A06)."""

    _inherit = "complaint.reply"

    kind = fields.Selection(
        selection_add=KINDS, ondelete=dict.fromkeys(RECALL_KINDS, "cascade")
    )
    recall_id = fields.Many2one(
        "capa.recall", index="btree_not_null", ondelete="restrict", **_GUARDED
    )
    recall_partner_id = fields.Many2one(
        "res.partner",
        "Customer",
        index="btree_not_null",
        ondelete="restrict",
        **_GUARDED,
    )
    recall_round = fields.Integer("Notice number", default=0, **_GUARDED)

    # killed and run again, or run twice at once: each customer is written to once
    _recall_uniq = models.UniqueIndex(
        "(recall_id, recall_partner_id, recall_round) WHERE recall_id IS NOT NULL",
        "This customer has this notice already.",
    )

    # ------------------------------------------------------------
    # ABOUT WHAT, TO WHOM, IN WHICH WORDS
    # ------------------------------------------------------------

    def _get_about(self):
        return self.recall_id.sudo() or super()._get_about()

    def _get_addressee(self):
        if not self.recall_id:
            return super()._get_addressee()
        partner = self.recall_partner_id.sudo()
        recall = self.recall_id.sudo()
        return Addressee(
            name=partner.name,
            firm="",
            email=partner._get_recall_email(),
            phone=partner.phone,
            partner=partner,
            langs=(partner.lang, recall.company_id.partner_id.lang),
        )

    @api.depends("recall_id")
    def _compute_company_id(self):
        return super()._compute_company_id()

    @api.depends("recall_partner_id")
    def _compute_lang(self):
        return super()._compute_lang()

    @api.depends("recall_partner_id")
    def _compute_medium(self):
        return super()._compute_medium()

    @api.depends("recall_partner_id")
    def _compute_recipient(self):
        """Another system may know a customer of ours by his name only."""
        result = super()._compute_recipient()
        for reply in self.filtered(lambda one: one.recall_id and not one.recipient):
            partner = reply.recall_partner_id.sudo()
            address = reply._tidy(partner.contact_address_inline)
            reply.recipient = partner.phone or address or partner.name
        return result

    @api.depends("recall_id", "recall_partner_id")
    def _compute_words(self):
        return super()._compute_words()

    def _get_values(self, case, needed):
        if not self.recall_id:
            return super()._get_values(case, needed)
        recall = case
        return {
            "name": self.recall_partner_id.sudo().name,
            "number": recall.number,
            "company": recall.company_id.name,
            "handler": recall.owner_id.name,
            "phone": recall.owner_id.phone or recall.company_id.phone,
            "text": (self.text or "").strip(),
            "hazard": (recall.hazard or "").strip(),
            "instruction": (recall.instruction or "").strip(),
        }

    # ------------------------------------------------------------
    # GATE
    # ------------------------------------------------------------

    def _guard_may_be_said(self):
        """R-A06: what a recall says was decided with it, and nothing else says it."""
        if bool(self.recall_id) != (self.kind in RECALL_KINDS):
            return [self.env._("Notices of a recall are written by the recall.")]
        if not self.recall_id:
            return super()._guard_may_be_said()
        recall = self.recall_id.sudo()
        if recall.is_running:
            return []
        return [
            self.env._(
                "%(recall)s is “%(state)s”: nobody is told of it.",
                recall=recall.display_name,
                state=recall._get_state_label(recall.state),
            )
        ]

    def write(self, vals):
        if _OURS & vals.keys() and any(self.mapped("recall_id")):
            raise UserError(
                self.env._(
                    "The words of a notice are made by its recall: change them there."
                )
            )
        return super().write(vals)

    def unlink(self):
        lines = self._find_recall_lines()
        result = super().unlink()
        lines._note_notice_state("cancelled")
        return result

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        lines = self._find_recall_lines()
        if lines:
            lines._note_notice_state(target)
            lines.recall_id._refresh_figures()
        return result

    def _find_recall_lines(self):
        """The lines of which these are the notice, as superuser: who may send a notice
        may say that it was sent."""
        ours = self.filtered("recall_id")
        lines = self.env["capa.recall.line"].sudo()
        return lines.search([("notice_id", "in", ours.ids)]) if ours else lines
