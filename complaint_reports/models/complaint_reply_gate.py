from odoo import api, models
from odoo.exceptions import UserError

from ..tools.marking import is_marked


class ComplaintReplyGate(models.AbstractModel):
    _inherit = "complaint.reply.gate"

    @api.model
    def _check_files(self, messages):
        """Net 3: the PDF of an internal form is not sent, from wherever it was kept."""
        result = super()._check_files(messages)
        for message in messages.sudo():
            if self._is_gated(message.model):
                continue  # nobody outside is told
            for file in message.attachment_ids:
                if file.mimetype == "application/pdf" and is_marked(file.raw):
                    raise UserError(
                        self.env._(
                            "“%(file)s” is an internal form of a complaint: no copy "
                            "leaves the company. Use “Reply” on the case.",
                            file=file.name,
                        )
                    )
        return result
