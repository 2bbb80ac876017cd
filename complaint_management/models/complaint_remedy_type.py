from odoo import fields, models


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
