from odoo import api, models

TOLD = (
    "number",
    "create_date",
    "name",
    "description",
    "partner_name",
    "partner_email",
)


class ComplaintOwnDataBuilder(models.AbstractModel):
    """The tickets of his complaints are his own data too, with what he wrote there
    (R-S06)."""

    _inherit = "complaint.own.data.builder"

    @api.model
    def _get_told(self):
        return {**super()._get_told(), "helpdesk.ticket": TOLD}

    def _get_further(self, case):
        # who gives him his data need not work at the helpdesk
        return {**super()._get_further(case), "helpdesk.ticket": case.sudo().ticket_ids}

    def _get_correspondence(self, case):
        on_tickets = case.sudo().ticket_ids.message_ids
        return super()._get_correspondence(case) | on_tickets
