from odoo import api, fields, models

from .hr_department import COMPLAINT_KINDS

MONTHS = [
    ("1", "January"),
    ("2", "February"),
    ("3", "March"),
    ("4", "April"),
    ("5", "May"),
    ("6", "June"),
    ("7", "July"),
    ("8", "August"),
    ("9", "September"),
    ("10", "October"),
    ("11", "November"),
    ("12", "December"),
]


class ComplaintPolicyReview(models.Model):
    """What the policy wants looked at at intervals: by whom, for whom, by when
    (R-F02). The reports read it."""

    _name = "complaint.policy.review"
    _inherit = ["complaint.approval.row.mixin", "complaint.setting.mixin"]
    _approval_parent = "policy_id"
    _description = "Periodic Review"
    _order = "policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one(
        "complaint.policy", required=True, index=True, ondelete="cascade"
    )
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    frequency = fields.Selection(
        [
            ("week", "Every week"),
            ("month", "Every month"),
            ("quarter", "Every quarter"),
            ("half_year", "Every half year"),
            ("year", "Every year"),
        ],
        required=True,
        default="month",
    )
    month = fields.Selection(
        MONTHS,
        "Counted from",
        required=True,
        default="1",
        help="June for a half-yearly review: June and December.",
    )
    until_day = fields.Integer(
        "Until day",
        help="Of the month: 10 for its first ten days; 0 for its end. Of a week: 1 is "
        "Monday, 0 its last working day.",
    )
    department_kind = fields.Selection(COMPLAINT_KINDS, "Prepared by")
    audience = fields.Char("For", translate=True)

    _until_day_check = models.Constraint(
        "CHECK (until_day BETWEEN 0 AND 31)", "A month has days 1 to 31."
    )

    @api.model
    def _get_label(self, name, value):
        return dict(self._fields[name]._description_selection(self.env)).get(value, "")
