from odoo import api, fields, models

from .complaint_reply import KINDS, RECALL_KINDS


class ComplaintReplyTemplate(models.Model):
    _inherit = "complaint.reply.template"

    kind = fields.Selection(
        selection_add=KINDS, ondelete=dict.fromkeys(RECALL_KINDS, "cascade")
    )

    @api.model
    def _get_gaps(self):
        """R-Q07: … and what customers of a recall are told."""
        return super()._get_gaps() | {"hazard", "instruction"}
