from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

KINDS = [
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
]
EXECUTORS = [
    ("handler", "Who handles the complaint"),
    ("invoicing", "Invoicing"),
    ("stock", "Stock"),
]
_EXECUTOR_OF_KIND = {
    "refund": "invoicing",
    "price_reduction": "invoicing",
    "compensation": "invoicing",
    "return": "stock",
    "replacement": "stock",
}


class ComplaintRemedyType(models.Model):
    """What can be done for the complainant (R-A01); also what he may demand."""

    _name = "complaint.remedy.type"
    _description = "Complaint Remedy Type"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    kind = fields.Selection(KINDS, required=True)
    executor = fields.Selection(
        EXECUTORS,
        "Carried out by",
        compute="_compute_executor",
        store=True,
        precompute=True,
        readonly=False,
        required=True,
        help="Who sees it on his list once it is approved.",
    )
    to_refund = fields.Boolean(
        "Taken off the order",
        help="What comes back counts as not delivered: the order is invoiced for less.",
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)

    @api.depends("kind")
    def _compute_executor(self):
        for remedy in self:
            remedy.executor = _EXECUTOR_OF_KIND.get(remedy.kind, "handler")

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        for remedy in self:
            used = Domain("demand_type_ids", "in", remedy.ids) | Domain(
                "spot_remedy_type_id", "in", remedy.ids
            )
            decided = self.env["complaint.remedy"].sudo()
            if self.env["complaint.case"].sudo().search_count(used, limit=1) or (
                decided.search_count([("type_id", "=", remedy.id)], limit=1)
            ):
                raise UserError(
                    self.env._(
                        "“%(remedy)s” was asked for or given, it cannot be deleted. "
                        "Archive it: it is no longer offered, complaints keep it.",
                        remedy=remedy.name,
                    )
                )
