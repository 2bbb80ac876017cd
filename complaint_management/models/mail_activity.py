from odoo import api, models


class MailActivity(models.Model):
    """Only colleagues are asked to do something on a case (R-A06)."""

    _inherit = "mail.activity"

    @api.model_create_multi
    def create(self, vals_list):
        activities = super().create(vals_list)
        activities._check_inside_complaint()
        return activities

    def write(self, vals):
        result = super().write(vals)
        if {"user_id", "res_model_id", "res_model"} & vals.keys():
            self._check_inside_complaint()
        return result

    def _check_inside_complaint(self):
        gate = self.env["complaint.reply.gate"]
        for activity in self.sudo():
            if gate._is_gated(activity.res_model) and activity.user_id.share:
                gate._refuse([activity.user_id.name])
