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
