from odoo import fields, models

_COMPANY = {"readonly": False, "required": True}


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    warning_window = fields.Integer(related="company_id.warning_window", **_COMPANY)
    warning_past = fields.Integer(related="company_id.warning_past", **_COMPANY)
    warning_false_share = fields.Float(
        related="company_id.warning_false_share", **_COMPANY
    )
    warning_minimum = fields.Integer(related="company_id.warning_minimum", **_COMPANY)
    warning_risk_days = fields.Integer(
        related="company_id.warning_risk_days", **_COMPANY
    )
