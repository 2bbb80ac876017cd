from odoo import api, fields, models
from odoo.exceptions import ValidationError


class ComplaintPolicyReview(models.Model):
    _inherit = "complaint.policy.review"

    meeting_kind_id = fields.Many2one(
        "capa.meeting.kind",
        "Meeting",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('frequency', '!=', 'free')]",
        help="Proposed by itself as long as the policy is in force.",
    )

    @api.constrains("meeting_kind_id")
    def _check_meeting_kind(self):
        for review in self:
            if review.meeting_kind_id.frequency == "free":
                raise ValidationError(
                    self.env._(
                        "“%(kind)s” is held when it is called: choose a meeting that "
                        "says how often.",
                        kind=review.meeting_kind_id.name,
                    )
                )
