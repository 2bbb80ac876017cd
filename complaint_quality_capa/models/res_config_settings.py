from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    capa_reading_days = fields.Integer(
        related="company_id.capa_reading_days", readonly=False, required=True
    )
    capa_announce_days = fields.Integer(
        related="company_id.capa_announce_days", readonly=False, required=True
    )
    capa_announce_major = fields.Boolean(
        related="company_id.capa_announce_major", readonly=False
    )
    capa_announce_plans = fields.Boolean(
        related="company_id.capa_announce_plans", readonly=False
    )
    capa_ask_faults = fields.Selection(
        related="company_id.capa_ask_faults", readonly=False, required=True
    )
