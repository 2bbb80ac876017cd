from odoo import api, fields, models


class ComplaintPolicyAuthority(models.Model):
    """What a role may settle by itself at first contact (R-I13)."""

    _name = "complaint.policy.authority"
    _inherit = ["complaint.approval.row.mixin"]
    _approval_parent = "policy_id"
    _description = "Authority to Settle"
    _order = "policy_id, group_id, remedy_type_id, id"
    _rec_name = "remedy_type_id"

    policy_id = fields.Many2one(
        "complaint.policy", required=True, index=True, ondelete="cascade"
    )
    group_id = fields.Many2one("res.groups", "Who", required=True, ondelete="cascade")
    remedy_type_id = fields.Many2one(
        "complaint.remedy.type", "Remedy", required=True, ondelete="restrict"
    )
    amount = fields.Monetary(
        "Up to",
        help="In the currency of the company. Zero: only what costs no money.",
    )
    currency_id = fields.Many2one("res.currency", compute="_compute_currency_id")

    _amount_check = models.Constraint(
        "CHECK (COALESCE(amount, 0) >= 0)", "An authority cannot be negative."
    )

    @api.depends("policy_id.company_id")
    @api.depends_context("company")
    def _compute_currency_id(self):
        for authority in self:
            company = authority.policy_id.company_id or self.env.company
            authority.currency_id = company.currency_id

    def _get_limit(self, user, remedy_type):
        """The most that ``user`` may give as ``remedy_type`` by himself.

        :return: amount in the company's currency; ``None`` where he may not give it
        """
        own = self.filtered(
            lambda authority: (
                authority.remedy_type_id == remedy_type
                and authority.group_id in user.all_group_ids
            )
        )
        return max(own.mapped("amount"), default=None)
