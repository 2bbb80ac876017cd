from textwrap import shorten

from odoo import api, fields, models
from odoo.exceptions import UserError

KINDS = [
    ("filing", "Complaint filed"),
    ("addition", "Information added"),
    ("question", "Question asked"),
    ("solved", "Says that it is solved"),
    ("unsolved", "Says that it is not solved"),
]


class ComplaintStatement(models.Model):
    """What the complainant said himself on the web, word for word (R-I16).

    Append-only: it counts as it was said, whatever is written on the case later. Made
    through his link or the portal only; no chatter message, whose author its caller
    sets.
    """

    _name = "complaint.statement"
    _inherit = ["complaint.noted.mixin", "complaint.row.mixin"]
    _description = "Statement of the Complainant"
    _order = "said_on desc, id desc"

    case_id = fields.Many2one(
        "complaint.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(KINDS, required=True, readonly=True, guarded=True)
    said_on = fields.Datetime("Said on", required=True, readonly=True, guarded=True)
    text = fields.Text("In his words", readonly=True, guarded=True)
    file_names = fields.Text("Files", readonly=True, guarded=True)
    user_id = fields.Many2one(
        "res.users",
        "Portal user",
        readonly=True,
        guarded=True,
        help="Empty: by his link.",
    )
    form_key = fields.Char(
        readonly=True, copy=False, guarded=True, groups="base.group_system"
    )

    _form_uniq = models.UniqueIndex("(form_key) WHERE form_key IS NOT NULL")

    @api.depends("kind", "text")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            one.display_name = shorten(one.text or labels.get(one.kind, ""), 60)

    @api.model
    def _say(self, case, kind, text, form_key, file_names=()):
        """Keep what he said; the caller has checked that it is he.

        :param str form_key: what the form was sent with; the same never comes in twice
        """
        user = self.env.user
        return self.sudo()._create_guarded(
            [
                {
                    "case_id": case.id,
                    "kind": kind,
                    "text": text,
                    "said_on": fields.Datetime.now(),
                    "file_names": "\n".join(file_names) or False,
                    "user_id": user.id if user._is_portal() else False,
                    "form_key": form_key,
                }
            ]
        )

    def _refuse_change(self):
        raise UserError(
            self.env._("What the complainant said on the web stays as he said it.")
        )
