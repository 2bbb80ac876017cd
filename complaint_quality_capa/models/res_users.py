from odoo import api, models
from odoo.fields import Domain

IS_OPEN = Domain("is_open", "=", True)
# what somebody follows: model, who, while
_FOLLOWED = (
    ("capa.plan", "owner_id", IS_OPEN),
    ("capa.action", "user_id", IS_OPEN),
    (
        "capa.check",
        "verifier_id",
        Domain("state", "=", "planned") & Domain("plan_id.is_open", "=", True),
    ),
    ("capa.containment", "owner_id", IS_OPEN),
    ("capa.recall", "owner_id", IS_OPEN),
    ("capa.fault", "user_id", Domain("state", "=", "open")),
    ("capa.suggestion", "user_id", Domain("state", "=", "adopted")),
    ("capa.meeting", "chair_id", IS_OPEN),
    ("capa.meeting", "writer_id", IS_OPEN),
    ("capa.meeting.decision", "user_id", Domain("state", "=", "open")),
    ("complaint.attribution.review", "user_id", Domain("state", "=", "asked")),
)


class ResUsers(models.Model):
    _inherit = "res.users"

    @api.model
    def _get_owed_domains(self, user):
        """… and what he follows in quality: plans, measures, effects to judge, stock
        held back, recalls, faults, meetings, halves of a year to confirm."""
        return [
            *super()._get_owed_domains(user),
            *(
                (model, name, Domain(name, "=", user.id) & still)
                for model, name, still in _FOLLOWED
            ),
        ]
