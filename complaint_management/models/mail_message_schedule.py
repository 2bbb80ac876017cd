from odoo import api, models


class MailMessageSchedule(models.Model):
    """Whom a message on a case is sent to later works here (R-A06): found when it is
    planned, because an error in Odoo's job would hold up everybody's messages."""

    _inherit = "mail.message.schedule"

    @api.model_create_multi
    def create(self, vals_list):
        schedules = super().create(vals_list)
        gate = self.env["complaint.reply.gate"]
        for message in schedules.sudo().mail_message_id:
            if gate._is_gated(message.model) and message.message_type != "email":
                gate._check_inside(message.partner_ids, message.outgoing_email_to)
        return schedules
