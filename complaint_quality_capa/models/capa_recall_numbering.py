from odoo import api, models


class CapaRecallNumbering(models.AbstractModel):
    """Numbers of recalls: R + year + month + serial, as those of plans."""

    _name = "capa.recall.numbering"
    _inherit = "capa.numbering"
    _description = "Numbers of Recalls"
    _prefix = "R"

    @api.model
    def _get_sequence_name(self, company_id, month):
        return f"capa_number_r_{company_id}_{month}"
