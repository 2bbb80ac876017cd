from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

from ..tools.case_groups import UNDECIDED


class ComplaintGrouping(models.TransientModel):
    """Asks which complaints are handled together, and which of them leads (R-I15);
    rights and states are checked where it is done."""

    _name = "complaint.grouping"
    _description = "Handle together"

    several = fields.Boolean("Chosen from a list", readonly=True)
    lead_id = fields.Many2one(
        "complaint.case",
        "Leads",
        required=True,
        domain="[('id', 'in', offered_ids)]",
        help="It is looked into and decided there, for all of them.",
    )
    offered_ids = fields.Many2many(
        "complaint.case", "complaint_grouping_offered_rel", readonly=True
    )
    case_ids = fields.Many2many(
        "complaint.case",
        "complaint_grouping_case_rel",
        string="Handled together",
        domain="[('id', 'in', offered_ids)]",
    )

    @api.model
    def _get_action(self, cases):
        """The form for ``cases``; for one it offers others, and that one leads."""
        several = len(cases) > 1
        offered = cases if several else cases._get_offered()
        form = self.create(
            {
                "several": several,
                "lead_id": self._get_default_lead(cases).id,
                "offered_ids": [Command.set(offered.ids)],
                "case_ids": [Command.set(offered.ids if several else [])],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Handle together"),
            "res_model": self._name,
            "res_id": form.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _get_default_lead(self, cases):
        """Who leads already, else the one that is furthest, of these the oldest."""
        states = list(UNDECIDED)
        return cases.sorted(
            lambda one: (
                -one.member_count,
                -states.index(one.state) if one.state in states else 0,
                one.received_on,
                one.id,
            )
        )[:1]

    def action_group(self):
        """Handle them together."""
        self.ensure_one()
        cases = self.case_ids - self.lead_id
        if not cases:
            raise UserError(
                self.env._("Choose at least one complaint that is handled together.")
            )
        cases.action_handle_with(self.lead_id.id)
        if not self.several:
            return {"type": "ir.actions.act_window_close"}
        return cases[:1].action_open_lead()
