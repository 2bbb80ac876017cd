from odoo import api, models

ADDRESSED = {"email_to", "email_cc", "recipient_ids", "mail_message_id"}


class MailMail(models.Model):
    """No mail about a case leaves, but those of its replies (R-A06)."""

    _inherit = "mail.mail"

    @api.model_create_multi
    def create(self, vals_list):
        mails = super().create(vals_list)
        self.env["complaint.reply.gate"]._check_mails(mails)
        return mails

    def write(self, vals):
        result = super().write(vals)
        if ADDRESSED & vals.keys():
            self.env["complaint.reply.gate"]._check_mails(self)
        return result

    @api.model
    def _create_for_replies(self, vals_list):
        """Like ``create``, for ``complaint.reply``: the one way past the gate."""
        return super().create(vals_list)

    def _was_not_begun(self):
        """Whether no mail server could be reached at all: nothing was handed over. What
        fails later has a type of failure."""
        return self.state == "exception" and not self.failure_type
