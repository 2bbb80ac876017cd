from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    complaint_ticket_stage_id = fields.Many2one(
        related="company_id.complaint_ticket_stage_id", readonly=False
    )
