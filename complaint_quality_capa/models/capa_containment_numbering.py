from odoo import api, models


class CapaContainmentNumbering(models.AbstractModel):
    """Numbers of containments: C + year + month + serial, as those of plans."""

    _name = "capa.containment.numbering"
    _inherit = "capa.numbering"
    _description = "Numbers of Containments"
    _prefix = "C"

    @api.model
    def _get_sequence_name(self, company_id, month):
        return f"capa_number_c_{company_id}_{month}"
