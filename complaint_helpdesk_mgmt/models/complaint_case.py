from odoo import api, fields, models


class ComplaintCase(models.Model):
    """A complaint that came in as a ticket shows it, and tells it how it ended."""

    _inherit = "complaint.case"

    ticket_ids = fields.One2many(
        "helpdesk.ticket", "complaint_case_id", "Helpdesk tickets"
    )
    # stored: the form shows it without a query
    ticket_count = fields.Integer(
        "Tickets",
        compute="_compute_ticket_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )

    @api.depends("ticket_ids")
    def _compute_ticket_count(self):
        for case in self:
            case.ticket_count = len(case.ticket_ids)

    def _walk(self, target, reason=False, **asked):
        of_tickets = self.filtered("ticket_count")
        before = {case: case.is_open for case in of_tickets}
        result = super()._walk(target, reason, **asked)
        for case in of_tickets:
            if case.is_open != before[case]:
                # who ends a complaint need not work at the helpdesk
                case.sudo().ticket_ids._follow_complaint()
        return result

    def action_open_tickets(self):
        """The tickets that became this complaint (R-I17)."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Tickets"),
            "res_model": "helpdesk.ticket",
            "view_mode": "list,kanban,form",
            "mobile_view_mode": "kanban",
            "domain": [("complaint_case_id", "=", self.id)],
            "context": {"create": False},
        }
