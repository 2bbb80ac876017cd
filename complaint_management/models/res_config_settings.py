from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    evidence_max_mb = fields.Integer(
        related="company_id.evidence_max_mb", readonly=False, required=True
    )
    complaint_account_id = fields.Many2one(
        related="company_id.complaint_account_id", readonly=False
    )
    evidence_forbidden_types = fields.Char(
        related="company_id.evidence_forbidden_types", readonly=False
    )
    complaint_web_open = fields.Boolean(
        related="company_id.complaint_web_open", readonly=False
    )
    complaint_web_channel_id = fields.Many2one(
        related="company_id.complaint_web_channel_id", readonly=False
    )
    complaint_web_ask = fields.Boolean(
        related="company_id.complaint_web_ask", readonly=False
    )
    complaint_web_hourly = fields.Integer(
        related="company_id.complaint_web_hourly", readonly=False, required=True
    )
    complaint_web_tries = fields.Integer(
        related="company_id.complaint_web_tries", readonly=False, required=True
    )
    complaint_web_max_files = fields.Integer(
        related="company_id.complaint_web_max_files", readonly=False, required=True
    )
    complaint_web_max_mb = fields.Integer(
        related="company_id.complaint_web_max_mb", readonly=False, required=True
    )
    complaint_web_types = fields.Char(
        related="company_id.complaint_web_types", readonly=False
    )
