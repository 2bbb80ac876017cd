from odoo import api, models


class CalendarEvent(models.Model):
    _inherit = "calendar.event"

    @api.model
    def _get_activity_excluded_models(self):
        """A meeting about complaints asks its people by itself."""
        return [*super()._get_activity_excluded_models(), "capa.meeting"]

    def write(self, vals):
        """Who moves a meeting or a training in his calendar moves it (R-Q09, R-Q14)."""
        result = super().write(vals)
        if {"start", "stop"} & vals.keys():
            # who may move the event may have the meeting moved with it
            meetings = self.env["capa.meeting"].sudo()
            for meeting in meetings.search([("event_id", "in", self.ids)]):
                event = meeting.event_id
                if meeting.state == "called" and meeting.start != event.start:
                    meeting.write({"start": event.start})
            self.env["capa.training"]._follow_events(self)
        return result
