from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    evidence_max_mb = fields.Integer(
        "Largest file kept as evidence (MB)", default=25, required=True
    )
    evidence_forbidden_types = fields.Char(
        "File types not kept as evidence",
        default="exe, bat, cmd, com, js, vbs, scr, msi, ps1, jar, sh, htm, html, svg",
    )

    _evidence_max_mb_check = models.Constraint(
        "CHECK (evidence_max_mb > 0)",
        "Evidence needs room: enter the largest file in MB, at least 1.",
    )
