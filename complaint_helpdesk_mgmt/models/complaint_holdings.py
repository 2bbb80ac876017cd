from odoo import api, models


class ComplaintHoldings(models.AbstractModel):
    _inherit = "complaint.holdings"

    @api.model
    def _get_further_paths(self):
        """R-S04: who is erased is no longer on the tickets of his complaint either."""
        paths = {"helpdesk.ticket": "complaint_case_id"}
        return {**super()._get_further_paths(), **paths}
