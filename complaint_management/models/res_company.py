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

    # R-I16: the pages for customers
    complaint_web_open = fields.Boolean(
        "Pages for customers",
        help="Anybody can complain on the web and follow his complaint by a link.",
    )
    complaint_web_channel_id = fields.Many2one(
        "complaint.channel",
        "Channel of the web form",
        check_company=True,
        help="Empty: the company's channel of the kind “Web form”.",
    )
    complaint_web_ask = fields.Boolean(
        "Ask for satisfaction",
        help="Who was told the decision by mail is asked by mail whether it is solved.",
    )
    complaint_web_hourly = fields.Integer(
        "Complaints an hour from one address", default=20, required=True
    )
    complaint_web_tries = fields.Integer(
        "Look-ups an hour from one address", default=20, required=True
    )
    complaint_web_max_files = fields.Integer(
        "Files sent at once", default=10, required=True
    )
    complaint_web_max_mb = fields.Integer(
        "Largest file sent by a visitor (MB)", default=10, required=True
    )
    complaint_web_types = fields.Char(
        "File types taken from visitors",
        default="jpg, jpeg, png, gif, webp, pdf, doc, docx, xls, xlsx, txt, mp4, mov",
    )

    _complaint_web_check = models.Constraint(
        "CHECK (complaint_web_hourly >= 0 AND complaint_web_tries >= 0"
        " AND complaint_web_max_files >= 0 AND complaint_web_max_mb > 0)",
        "Limits of the pages for customers cannot be negative.",
    )
    _evidence_max_mb_check = models.Constraint(
        "CHECK (evidence_max_mb > 0)",
        "Evidence needs room: enter the largest file in MB, at least 1.",
    )

    def cache_invalidation_fields(self):
        """What is remembered of a company: whose pages are open, its time zone."""
        remembered = {"complaint_web_open", "resource_calendar_id"}
        return super().cache_invalidation_fields() | remembered
