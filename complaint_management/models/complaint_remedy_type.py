from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain


class ComplaintRemedyType(models.Model):
    """What can be done for the complainant (R-A01); also what he may demand."""

    _name = "complaint.remedy.type"
    _description = "Complaint Remedy Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(
        [
            ("refund", "Refund"),
            ("return", "Return"),
            ("replacement", "Replacement, resend"),
            ("repair", "Repair"),
            ("price_reduction", "Price reduction"),
            ("compensation", "Compensation"),
            ("apology_spoken", "Spoken apology"),
            ("apology_written", "Written apology"),
            ("explanation", "Explanation"),
            ("adjusted_service", "Adjusted service"),
            ("recall", "Recall"),
            ("none", "None"),
        ],
        required=True,
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        for remedy in self:
            used = Domain("demand_type_ids", "in", remedy.ids) | Domain(
                "spot_remedy_type_id", "in", remedy.ids
            )
            if self.env["complaint.case"].sudo().search_count(used, limit=1):
                raise UserError(
                    self.env._(
                        "“%(remedy)s” was asked for or given, it cannot be deleted. "
                        "Archive it: it is no longer offered, complaints keep it.",
                        remedy=remedy.name,
                    )
                )
