from odoo import api, models
from odoo.fields import Domain


class ComplaintIntegrationAnswers(models.AbstractModel):
    _inherit = "complaint.integration.answers"

    @api.model
    def _get_outbox_domain(self, channel):
        """… and notices of a recall that go out by this system (R-Q07)."""
        domain = super()._get_outbox_domain(channel)
        return domain | Domain("recall_id.channel_id", "=", channel.id)
