from odoo import api, models
from odoo.addons.complaint_management.profiles.shapes import Ref

# which review of a written policy is a meeting, by profile and key (R-Q09)
MEETINGS = {
    "B": {"review_half_year": "half_year"},
    "C": {"review_meeting": "quarter"},
    "M": {"review_meeting": "week"},
}


class ComplaintPolicyProfile(models.AbstractModel):
    _inherit = "complaint.policy.profile"

    @api.model
    def _get_parts(self, profile):
        """… and which meeting a review is, so that its dates are proposed from the
        first day on (R-Q09)."""
        kinds = MEETINGS.get(profile.code, {})
        for model, records in super()._get_parts(profile):
            if model == "complaint.policy.review":
                records = {
                    key: {**vals, **self._get_meeting_vals(kinds.get(key))}
                    for key, vals in records.items()
                }
            yield model, records

    @api.model
    def _get_meeting_vals(self, kind):
        name = f"complaint_quality_capa.capa_meeting_kind_{kind}"
        return {"meeting_kind_id": Ref(name)} if kind else {}
