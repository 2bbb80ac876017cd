from odoo import api, models


class ComplaintHoldings(models.AbstractModel):
    _inherit = "complaint.holdings"

    @api.model
    def _get_further_paths(self):
        """R-S03, R-S04: what went wrong in the handling is archived, kept and erased
        with the complaint."""
        return {**super()._get_further_paths(), "capa.fault": "case_id"}
