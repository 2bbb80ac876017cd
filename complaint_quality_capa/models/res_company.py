from odoo import api, models


class ResCompany(models.Model):
    _inherit = "res.company"

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        self.env.flush_all()
        self.env["capa.containment.gate"]._make_missing()
        return companies
