from odoo import api, models

from ..tools.mail_mending import mend


class MailThread(models.AbstractModel):
    """A broken mail is read all the same: alone, Odoo drops it with a traceback."""

    _inherit = "mail.thread"

    @api.model
    def message_parse(self, message, save_original=False):
        mend(message)
        parsed = super().message_parse(message, save_original=save_original)
        parsed["attachments"] = [
            file._replace(fname=file.fname.replace("\0", ""))
            for file in parsed["attachments"]
        ]
        return parsed
