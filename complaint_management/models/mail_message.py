from odoo import api, models
from odoo.exceptions import UserError


class MailMessage(models.Model):
    """What is written on a case, and its files, stay with it (R-A06)."""

    _inherit = "mail.message"

    @api.model_create_multi
    def create(self, vals_list):
        messages = super().create(vals_list)
        if any(vals.get("attachment_ids") for vals in vals_list):
            self.env["complaint.reply.gate"]._check_files(messages)
        return messages

    def write(self, vals):
        self._check_stays_with_complaint(vals)
        result = super().write(vals)
        if "attachment_ids" in vals:
            self.env["complaint.reply.gate"]._check_files(self)
        return result

    def _check_stays_with_complaint(self, vals):
        gate = self.env["complaint.reply.gate"]
        if (
            "model" in vals
            and not gate._is_gated(vals["model"])
            and any(gate._is_gated(message.model) for message in self.sudo())
        ):
            raise UserError(
                self.env._("What was written on a complaint stays with the complaint.")
            )
