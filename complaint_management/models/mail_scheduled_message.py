from odoo import api, models


class MailScheduledMessage(models.Model):
    """What is to be posted later on a case names colleagues only (R-A06)."""

    _inherit = "mail.scheduled.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        messages._check_inside_complaint()
        return messages

    def write(self, vals):
        result = super().write(vals)
        if {"partner_ids", "model"} & vals.keys():
            self._check_inside_complaint()
        return result

    def _check_inside_complaint(self):
        gate = self.env["complaint.reply.gate"]
        for message in self.sudo():
            if gate._is_gated(message.model):
                gate._check_inside(message.partner_ids)
