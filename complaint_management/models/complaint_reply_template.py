from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError
from odoo.tools import format_list

from ..tools import letters

KINDS = [
    ("acknowledgement", "Acknowledgement"),
    ("request", "Information request"),
    ("progress", "Progress"),
    ("extension", "Extension"),
    ("refusal", "Refusal"),
    ("decision", "Decision"),
    ("apology", "Apology"),
    ("explanation", "Explanation"),
    ("compensation", "Compensation"),
    ("follow_up", "Follow-up"),
    ("answer", "Answer to a question"),
]
GAPS = {
    "name",
    "number",
    "company",
    "received",
    "handler",
    "phone",
    "due",
    "text",
    "reason",
    "redress",
    "outcome",
    "improvement",
    "follow_up",
    "question",
    "link",
}


class ComplaintReplyTemplate(models.Model):
    """The fixed words of one kind of reply, in every language (R-K01)."""

    _name = "complaint.reply.template"
    _inherit = ["complaint.setting.mixin"]
    _description = "Template of Replies"
    _order = "sequence, id"
    _rec_name = "subject"

    kind = fields.Selection(KINDS, required=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    subject = fields.Char(required=True, translate=True)
    body = fields.Html(
        required=True,
        translate=True,
        help="Gaps in braces are filled from the case: {name}, {number}, {company}, "
        "{received}, {handler}, {phone}, {due}, {text}, {reason}, {redress}, "
        "{outcome}, {improvement}, {follow_up}, {question}, {link}. A paragraph whose "
        "gaps are all empty is left out.",
    )

    _kind_uniq = models.UniqueIndex(
        "(kind, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "This company has a template of this kind already.",
    )

    @api.model
    def _get_gaps(self):
        """Seam: what a template may name in braces."""
        return GAPS

    @api.constrains("subject", "body")
    def _check_gaps(self):
        known = self._get_gaps()
        for template in self:
            unknown = letters.gaps(f"{template.subject} {template.body}") - known
            if unknown:
                raise ValidationError(
                    self.env._(
                        "Nothing of a case is called %(gaps)s. Gaps are: %(known)s.",
                        gaps=format_list(self.env, sorted(unknown)),
                        known=format_list(self.env, sorted(known)),
                    )
                )

    @api.model
    @tools.ormcache("kind", "company_id")
    def _get_id(self, kind, company_id):
        """The template of a kind for a company: its own before the shared one."""
        found = self.sudo().search(
            [("kind", "=", kind), ("company_id", "in", [company_id, False])]
        )
        return found.sorted(lambda one: not one.company_id)[:1].id

    @api.model
    @tools.ormcache("template_id", "lang")
    def _get_words(self, template_id, lang):
        """Subject and body of a template in a language."""
        template = self.sudo().with_context(lang=lang).browse(template_id)
        return template.subject or "", str(template.body or "")
