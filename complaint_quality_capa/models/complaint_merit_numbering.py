from odoo import api, models


class ComplaintMeritNumbering(models.AbstractModel):
    """Numbers of rewards and penalties: M + year + month + serial, as of plans."""

    _name = "complaint.merit.numbering"
    _inherit = "capa.numbering"
    _description = "Numbers of Rewards and Penalties"
    _prefix = "M"

    @api.model
    def _get_sequence_name(self, company_id, month):
        return f"capa_number_m_{company_id}_{month}"
