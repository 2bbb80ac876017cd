from odoo import models


class ResourceCalendar(models.Model):
    """Limits remember the working days of a calendar."""

    _name = "resource.calendar"
    _inherit = ["resource.calendar", "complaint.setting.mixin"]
