from odoo import api, models

# of the company's people, not of the complaint
LEFT_OUT = ("complaint.attribution",)


class ComplaintArchiveBuilder(models.AbstractModel):
    _inherit = "complaint.archive.builder"

    @api.model
    def _get_left_out(self):
        return (*super()._get_left_out(), *LEFT_OUT)
