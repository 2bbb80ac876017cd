from odoo import fields, models


class ComplaintApprovalChange(models.TransientModel):
    """One remedy in the form of a decision: what is given instead (R-A04)."""

    _name = "complaint.approval.change"
    _description = "Changed remedy"

    decision_id = fields.Many2one(
        "complaint.approval.decision", required=True, index=True, ondelete="cascade"
    )
    # a number and no link: who decides need have no right on remedies
    remedy_id = fields.Integer("Number of the remedy", readonly=True)
    name = fields.Char("Remedy", readonly=True)
    quantity = fields.Float(digits="Product Unit")
    amount = fields.Float(digits=(16, 2))
