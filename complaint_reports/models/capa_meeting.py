from odoo import models


class CapaMeeting(models.Model):
    _inherit = "capa.meeting"

    def _get_minutes_report(self):
        """R-F01: the minutes on paper."""
        return self.env.ref("complaint_reports.capa_meeting_action_report")
