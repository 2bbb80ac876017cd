from odoo import api, fields, models

DISPOSITION = (
    "kind",
    "category_id",
    "severity_id",
    "department_id",
    "branch_id",
    "demand_type_ids",
    "claimed_amount",
    "currency_id",
    (
        "line_ids",
        (
            "product_id",
            "product_text",
            "lot_id",
            "lot_name",
            "delivered_qty",
            "defective_qty",
            "delivered_amount",
        ),
    ),
    ("evidence_ids", ("name", "kind", "checksum")),
)


class ComplaintCaseDecision(models.AbstractModel):
    """What of a complaint is decided through approvals (R-A03, R-A05)."""

    _name = "complaint.case.decision"
    _inherit = ["complaint.approval.mixin", "complaint.workflow.mixin"]
    _description = "Decision on a complaint"

    @api.model
    def _approval_fields(self, subject):
        if subject == "disposition":
            return DISPOSITION
        return super()._approval_fields(subject)

    def _approval_amount(self, subject):
        company = self.company_id
        return self.currency_id._convert(
            self.claimed_amount or 0.0,
            company.currency_id,
            company,
            fields.Date.context_today(self),
        )

    def _approval_reference(self):
        """The number: the title may hold a name, and stays in the snapshot's texts."""
        return self.number
