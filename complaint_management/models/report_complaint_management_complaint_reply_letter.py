from odoo import api, models


class ComplaintReplyLetter(models.AbstractModel):
    """The letter on paper: only what left may be printed, by whatever way the report is
    asked for (R-A06)."""

    _name = "report.complaint_management.complaint_reply_letter"
    _description = "Letter to the complainant"

    @api.model
    def _get_report_values(self, docids, data=None):
        replies = self.env["complaint.reply"].browse(docids)
        self.env["complaint.reply.gate"]._check_printed(replies)
        return {"doc_ids": docids, "doc_model": replies._name, "docs": replies}
