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

    complaint_account_id = fields.Many2one(
        "account.account",
        "Account for compensations",
        check_company=True,
        help="Booked on it is what customers get that is not taken off an invoice.",
    )

    _evidence_max_mb_check = models.Constraint(
        "CHECK (evidence_max_mb > 0)",
        "Evidence needs room: enter the largest file in MB, at least 1.",
    )
