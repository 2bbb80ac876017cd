from odoo import api, models


class ResourceCalendarLeaves(models.Model):
    """Limits remember the general leaves of a calendar; a person's own move none."""

    _inherit = "resource.calendar.leaves"

    @api.model_create_multi
    def create(self, vals_list):
        leaves = super().create(vals_list)
        leaves._forget_working_days()
        return leaves

    def write(self, vals):
        self._forget_working_days()  # that becomes a person's own
        result = super().write(vals)
        self._forget_working_days()
        return result

    def unlink(self):
        general = self.filtered(lambda leave: not leave.resource_id)
        result = super().unlink()
        if general:
            self.env.registry.clear_cache()
        return result

    def _forget_working_days(self):
        if any(not leave.resource_id for leave in self):
            self.env.registry.clear_cache()
