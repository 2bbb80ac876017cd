from odoo import fields, models


class ComplaintAcceptanceTest(models.Model):
    """One question of a policy that decides whether a complaint is accepted (R-I08,
    R-I23)."""

    _name = "complaint.acceptance.test"
    _inherit = ["complaint.approval.row.mixin", "complaint.setting.mixin"]
    _approval_parent = "policy_id"
    _description = "Acceptance Test"
    _order = "policy_id, sequence, id"

    name = fields.Char("Question", required=True, translate=True)
    policy_id = fields.Many2one(
        "complaint.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    on_no = fields.Selection(
        [
            ("refuse", "It is not accepted"),
            ("explain", "It is accepted; what is done instead is explained"),
        ],
        "When the answer is no",
        required=True,
        default="refuse",
    )
