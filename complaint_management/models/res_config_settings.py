from odoo import fields, models


class ResConfigSettings(models.TransientModel):
    _inherit = "res.config.settings"

    evidence_max_mb = fields.Integer(
        related="company_id.evidence_max_mb", readonly=False, required=True
    )
    evidence_forbidden_types = fields.Char(
        related="company_id.evidence_forbidden_types", readonly=False
    )
