from odoo import models


class ResourceCalendarAttendance(models.Model):
    """Limits remember the hours of a calendar."""

    _name = "resource.calendar.attendance"
    _inherit = ["resource.calendar.attendance", "complaint.setting.mixin"]
