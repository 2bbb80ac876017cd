from odoo import api, fields, models

from .complaint_reply_template import KINDS


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
    draft_kind = fields.Selection(
        KINDS,
        "Draft reply",
        help="A reply of this kind is drafted when the call is noted; who handles the "
        "case completes and sends it.",
    )
    shares_files = fields.Boolean(
        "Copy to the department",
        help="Whoever looks into the case sees the letter and files noted with it.",
    )
    next_days = fields.Integer("Days until then", default=1)
    is_talks = fields.Boolean(
        "Talk on the settlement",
        help="On investigation and settlement: counts when who leads the talks held it "
        "or took part.",
    )
    acknowledges = fields.Boolean(
        help="The complainant knows from it that his complaint arrived."
    )

    _next_days_check = models.Constraint(
        "CHECK (next_days >= 0)", "What follows cannot lie before."
    )

    @api.model
    def _get_offered(self, case):
        """What is offered in a case: its policy's own purposes where it has any, else
        those that all share (R-K07)."""
        company = ("company_id", "in", [case.company_id.id, False])
        own = self.search([("policy_id", "=", case.policy_id.id), company])
        shared = self.search([("policy_id", "=", False), company])
        if case.policy_id and own:
            led = case.policy_id.sudo().talks_leader_role
            return own | shared.filtered("is_talks") if led else own
        return shared

    def _get_next_step(self):
        return self.next_step or self.next_id.name or False
