from odoo import api, fields, models


class ComplaintWait(models.TransientModel):
    """Asks what the customer is asked, then waits for him (R-I10)."""

    _name = "complaint.wait"
    _description = "What the Customer is Asked"

    case_id = fields.Many2one("complaint.case", required=True, readonly=True)
    stops_clocks = fields.Boolean(related="case_id.policy_id.pause_for_customer")
    reason = fields.Text("What is asked")

    @api.model
    def _get_action(self, case):
        """The action that asks what the complainant of ``case`` is asked."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Wait for the customer"),
            "res_model": self._name,
            "res_id": self.create({"case_id": case.id}).id,
            "view_mode": "form",
            "target": "new",
        }

    def action_wait(self):
        """Wait; rights are checked there."""
        self.ensure_one()
        self.case_id.action_wait_for_customer(self.reason or " ")
        return {"type": "ir.actions.act_window_close"}
