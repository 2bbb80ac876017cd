from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    complaint_ticket_stage_id = fields.Many2one(
        "helpdesk.ticket.stage",
        "Stage of tickets whose complaint has ended",
        domain="[('closed', '=', True), ('company_id', 'in', (id, False))]",
        help="Empty: the ticket gets a note, and its own people close it.",
    )
