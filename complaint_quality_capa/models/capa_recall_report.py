import base64
import hashlib

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_datetime

_KEPT = {"readonly": True, "copy": False, "guarded": True}


class CapaRecallReport(models.Model):
    """Which authority was informed of a recall, when, by whom, in which words, with
    what proof (R-Q07). Append-only: what was reported counts as it was reported."""

    _name = "capa.recall.report"
    _inherit = ["complaint.noted.mixin"]
    _description = "Report to an Authority"
    _order = "informed_on desc, id desc"
    _rec_name = "authority"

    recall_id = fields.Many2one(
        "capa.recall", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="recall_id.company_id", store=True, precompute=True, index=True
    )
    authority = fields.Char(required=True, help="Which authority, which office.")
    person = fields.Char("With whom")
    reference = fields.Char("Their file number")
    medium = fields.Selection(
        [
            ("portal", "Their portal"),
            ("mail", "E-mail"),
            ("letter", "Letter"),
            ("phone", "Telephone"),
            ("visit", "Visit"),
        ],
        "By what means",
        required=True,
        default="portal",
    )
    informed_on = fields.Datetime(
        "Informed on", required=True, default=lambda self: fields.Datetime.now()
    )
    text = fields.Text("What was reported", required=True)
    file = fields.Binary("Proof", attachment=True)
    file_name = fields.Char()
    checksum = fields.Char("SHA-256", **_KEPT)
    user_id = fields.Many2one(
        "res.users",
        "Noted by",
        required=True,
        default=lambda self: self.env.uid,
        ondelete="restrict",
        **_KEPT,
    )
    progress = fields.Float("Accounted for then (%)", digits=(5, 1), **_KEPT)
    customer_count = fields.Integer("Customers then", **_KEPT)

    _recall_idx = models.Index("(recall_id, informed_on DESC, id DESC)")

    @api.constrains("informed_on")
    def _check_informed(self):
        for report in self:
            first = report.recall_id.known_on
            day = report.recall_id._get_own_day(report.informed_on)
            if report.informed_on > fields.Datetime.now() or (first and day < first):
                raise ValidationError(
                    self.env._(
                        "%(moment)s lies before the hazard was known, or has not come.",
                        moment=format_datetime(self.env, report.informed_on),
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        """With the figures of the recall, as they are now."""
        recalls = self.env["capa.recall"].browse(
            {vals["recall_id"] for vals in vals_list if vals.get("recall_id")}
        )
        recalls._check_may_lead()
        prepared = []
        for vals in vals_list:
            recall = recalls.browse(vals.get("recall_id"))
            content = base64.b64decode(vals.get("file") or b"")
            prepared.append(
                {
                    **vals,
                    "progress": recall.progress,
                    "customer_count": recall.customer_count,
                    "checksum": content and hashlib.sha256(content).hexdigest(),
                }
            )
        return super()._create_guarded(prepared)

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "What an authority was told stays as it is. Note another report that "
                "corrects it."
            )
        )
