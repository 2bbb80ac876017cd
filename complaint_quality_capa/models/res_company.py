from odoo import api, fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    capa_reading_days = fields.Integer(
        "Days to read a circular",
        default=7,
        required=True,
        help="Afterwards it is late, and the head of the department hears of it.",
    )
    capa_announce_days = fields.Integer(
        "Days to announce a settled problem", default=5, required=True
    )
    capa_announce_major = fields.Boolean("Announce major cases", default=True)
    capa_announce_plans = fields.Boolean("Announce effective plans", default=True)

    capa_ask_faults = fields.Selection(
        [
            ("offered", "Offered at closing"),
            ("late", "Required where a limit was missed"),
            ("always", "Always required"),
        ],
        "Handling faults",
        default="offered",
        required=True,
    )

    _capa_days_check = models.Constraint(
        "CHECK (capa_reading_days > 0 AND capa_announce_days > 0)",
        "Reading and announcing need a day at least.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        companies = super().create(vals_list)
        self.env.flush_all()
        self.env["capa.containment.gate"]._make_missing()
        return companies
