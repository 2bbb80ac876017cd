from odoo import api, models


class MailFollowers(models.Model):
    """Nobody outside follows a case (R-A06)."""

    _inherit = "mail.followers"

    @api.model_create_multi
    def create(self, vals_list):
        followers = super().create(vals_list)
        followers._check_inside_complaint()
        return followers

    def write(self, vals):
        result = super().write(vals)
        if {"partner_id", "res_model"} & vals.keys():
            self._check_inside_complaint()
        return result

    def _check_inside_complaint(self):
        gate = self.env["complaint.reply.gate"]
        for follower in self.sudo():
            if gate._is_gated(follower.res_model):
                gate._check_inside(follower.partner_id)

    @api.model
    def _insert_followers(self, res_model, res_ids, partner_ids, *args, **kwargs):
        """Whom Odoo lets follow by itself: those inside, and no word of the others."""
        gate = self.env["complaint.reply.gate"]
        if partner_ids and gate._is_gated(res_model):
            partners = self.env["res.partner"].browse(partner_ids)
            partner_ids = (partners - gate._find_outside(partners)).ids
        return super()._insert_followers(
            res_model, res_ids, partner_ids, *args, **kwargs
        )
