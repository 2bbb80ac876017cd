from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from .complaint_role import ROLES

# What a version decides on of how a case is settled (R-P06).
SETTLEMENT = (
    "talks_leader_role",
    "documents_by_system",
    "documents_user_id",
    ("copy_ids", ("department_kind", "role", "number")),
)


class ComplaintPolicySettlement(models.AbstractModel):
    """What a policy says of the settlement: who leads the talks with the customer
    (R-A10), who keeps a signed copy of the handling form (R-A07)."""

    _name = "complaint.policy.settlement"
    _inherit = "complaint.policy.version"
    _description = "Settlement as a policy has it"

    talks_leader_role = fields.Selection(
        ROLES,
        "Leads the talks with the customer",
        tracking=True,
        help="Who talks with the customer on investigation and settlement. Where "
        "remedies are talked over first, a talk by or with that person is noted before "
        "the handling form is put up. Empty: nobody is named.",
    )
    documents_by_system = fields.Boolean(
        "Documents are made by the system",
        tracking=True,
        help="Credit note, return or delivery is drafted with the approval; posted or "
        "validated by a person. Otherwise who carries it out makes it.",
    )
    documents_user_id = fields.Many2one(
        "res.users",
        "In whose name",
        ondelete="restrict",
        domain="[('share', '=', False)]",
        tracking=True,
        help="Documents are made with the rights of this person, who is asked where "
        "one could not be made.",
    )
    copy_ids = fields.One2many(
        "complaint.policy.copy", "policy_id", "Signed copies", copy=True
    )

    @api.constrains("documents_by_system", "documents_user_id", "company_id")
    def _check_documents_user(self):
        for policy in self.filtered("documents_by_system"):
            user = policy.documents_user_id.sudo()
            theirs = not policy.company_id or policy.company_id in user.company_ids
            if not user or user.share or not theirs:
                raise ValidationError(
                    self.env._(
                        "Say in whose name the system makes the documents: somebody "
                        "who works in the company."
                    )
                )

    @api.model
    def _approval_fields(self, subject):
        names = super()._approval_fields(subject)
        return (*names, *SETTLEMENT) if subject == "policy_version" else names

    @api.model
    @tools.ormcache("policy_id")
    def _get_talks_leader_role(self, policy_id):
        """Who leads the talks under ``policy_id``; every step of a case asks for it."""
        return self.sudo().browse(policy_id or ()).talks_leader_role or False
