from odoo import fields, models


class ComplaintCallPurpose(models.Model):
    """What one speaks with a complainant for, and what follows by the procedure: D's
    ways by telephone and by letter are a chain of these (R-K07)."""

    _name = "complaint.call.purpose"
    _inherit = "complaint.setting.mixin"
    _description = "Purpose of a Call"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    company_id = fields.Many2one("res.company", index=True)
    policy_id = fields.Many2one(
        "complaint.policy",
        index="btree_not_null",
        ondelete="cascade",
        help="Empty: offered under every policy.",
    )
    next_id = fields.Many2one(
        "complaint.call.purpose", "Followed by", ondelete="set null"
    )
    next_step = fields.Char(
        "Next step", translate=True, help="Where what follows is no call: what to do."
    )
    next_days = fields.Integer("Days until then", default=1)
    acknowledges = fields.Boolean(
        help="The complainant knows from it that his complaint arrived."
    )

    _next_days_check = models.Constraint(
        "CHECK (next_days >= 0)", "What follows cannot lie before."
    )

    def _get_next_step(self):
        return self.next_step or self.next_id.name or False
