from odoo import api, fields, models

DISPOSITION = (
    "kind",
    "partner_id",  # whom the documents are made for
    "category_id",
    "severity_id",
    "department_id",
    "branch_id",
    "demand_type_ids",
    "claimed_amount",
    "currency_id",
    "cause",
    "confirmed_facts",
    "responsible_kind",
    "responsible_department_id",
    "talks_result",
    "outcome",
    "improvement",
    "follow_up_note",
    "follow_up_on",
    "disposition_amount",
    (
        "remedy_ids",
        ("type_id", "product_id", "lot_id", "quantity", "amount", "note"),
    ),
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
    ("finding_ids", ("method", "found_on", "user_id", "finding")),
)


# whoever they name is asked by the turns that are open
_PEOPLE = {"user_id", "receiver_id", "department_id", "branch_id"}


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
            max(self.disposition_amount, self.claimed_amount or 0.0),
            company.currency_id,
            company,
            fields.Date.context_today(self),
        )

    def _approval_reference(self):
        """The number: the title may hold a name, and stays in the snapshot's texts."""
        return self.number

    def write(self, vals):
        result = super().write(vals)
        self._follow_people(vals)
        return result

    def _write_guarded(self, vals, reason=False):
        result = super()._write_guarded(vals, reason)
        self._follow_people(vals)
        return result

    def _follow_people(self, vals):
        """An open turn follows who has the role now (R-A03)."""
        if _PEOPLE.intersection(vals):
            self.env["complaint.approval.turn"]._refresh_people_of(self)
