from odoo import api, fields, models


class ComplaintSpotSettlement(models.TransientModel):
    """Asks with what a complaint was settled at first contact (R-I13)."""

    _name = "complaint.spot.settlement"
    _description = "Settlement on the Spot"

    case_id = fields.Many2one("complaint.case", required=True, readonly=True)
    allowed_type_ids = fields.Many2many(
        "complaint.remedy.type", compute="_compute_allowed"
    )
    remedy_type_id = fields.Many2one(
        "complaint.remedy.type",
        "Settled by",
        domain="[('id', 'in', allowed_type_ids)]",
    )
    currency_id = fields.Many2one(related="case_id.company_id.currency_id")
    amount = fields.Monetary()
    limit = fields.Monetary("You may give up to", compute="_compute_allowed")
    outcome = fields.Text("What the customer was told")

    @api.model_create_multi
    def create(self, vals_list):
        forms = super().create(vals_list)
        forms.case_id.check_access("read")  # any employee opens forms: of his cases
        return forms

    @api.depends("case_id", "remedy_type_id")
    def _compute_allowed(self):
        for wizard in self:
            authority = wizard.case_id.policy_id.sudo().authority_ids
            mine = authority.filtered(
                lambda one: one.group_id in self.env.user.all_group_ids
            )
            wizard.allowed_type_ids = mine.remedy_type_id
            wizard.limit = (
                authority._get_limit(self.env.user, wizard.remedy_type_id) or 0.0
            )

    @api.model
    def _get_action(self, case):
        """The form for ``case``."""
        wizard = self.create({"case_id": case.id, "outcome": case.outcome})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Settled on the spot"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_settle(self):
        """Settle; the authority is checked there, whatever the form offered."""
        self.ensure_one()
        self.case_id.action_settle_on_spot(
            self.remedy_type_id.id, self.amount, self.outcome
        )
        return {"type": "ir.actions.act_window_close"}
