from odoo import api, fields, models


class ComplaintAcceptanceTest(models.Model):
    """One question of a policy that decides whether a complaint is accepted (R-I08,
    R-I23)."""

    _name = "complaint.acceptance.test"
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

    # ------------------------------------------------------------
    # CRUD: the policy remembers its tests
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        self.env.registry.clear_cache()
        return super().create(vals_list)

    def write(self, vals):
        self.env.registry.clear_cache()
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_forget(self):
        self.env.registry.clear_cache()
