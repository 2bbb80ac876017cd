from odoo import api, models

from ..tools import forms


class MeetingMinutes(models.AbstractModel):
    """Minutes of a meeting: who was there, what was judged item by item, what was
    decided, who does it until when (R-Q09, R-F01)."""

    _name = "report.complaint_reports.meeting_minutes"
    _inherit = ["complaint.paper"]
    _description = "Minutes of a meeting"
    _form_model = "capa.meeting"

    @api.model
    def _get_number(self, doc):
        return doc.display_name

    @api.model
    def _get_sheets(self, docs):
        parts = {
            "people": "capa.meeting.attendance",
            "items": "capa.meeting.item",
            "decisions": "capa.meeting.decision",
        }
        found = {
            name: self._find_rows(model, "meeting_id", docs)
            for name, model in parts.items()
        }
        return {
            meeting: [
                self._get_minutes_sheet(
                    meeting, {name: get(meeting) for name, get in found.items()}
                )
            ]
            for meeting in docs
        }

    def _get_minutes_sheet(self, meeting, rows):
        about = meeting.subject or self._say(meeting, "kind_id")
        return forms.sheet(
            self.env._("Minutes of a Meeting"),
            forms.grid(
                None,
                [(self.env._("Meeting"), about)],
                [
                    self._pair(meeting, "start"),
                    self._pair(meeting, "location"),
                    self._pair(meeting, "department_id"),
                ],
                [
                    self._pair(meeting, "chair_id"),
                    self._pair(meeting, "writer_id"),
                    self._pair(meeting, "state"),
                ],
                *self._get_people_rows(meeting, rows["people"]),
            ),
            self._get_item_block(rows["items"]),
            forms.text(self.env._("Minutes"), meeting.minutes, lines=6),
            self._get_decision_block(rows["decisions"]),
            self._get_boxes(
                self.env._("Signatures"),
                {
                    "label": self.env._("Chair"),
                    "name": self._say(meeting, "chair_id"),
                    "on": self._say_day(meeting.confirmed_on),
                },
                {
                    "label": self.env._("Minutes by"),
                    "name": self._say(meeting, "writer_id"),
                },
            ),
        )

    def _get_people_rows(self, meeting, people):
        labels = dict(people._fields["state"]._description_selection(self.env))
        rows = []
        for state, label in labels.items():
            some = self._keep(people, lambda one, state=state: one.state == state)
            names = [
                f"{one.user_id.name} ({one.note})" if one.note else one.user_id.name
                for one in some
            ]
            if state == "present" and meeting.also_present:
                names.append(meeting.also_present)
            if names:
                rows.append([(label, ", ".join(names))])
        return rows

    def _get_item_block(self, items):
        """Responsibility, measures and results, case by case (R-Q09)."""
        heads = [
            (self.env._("About"), 28),
            (self.env._("Responsibility"), 24),
            (self.env._("Measures"), 24),
            (self.env._("Results"), 24),
        ]
        rows = [
            [
                "\n".join([self._say(one, "topic") + ":", one.name]),
                "\n".join(
                    filter(None, [self._say(one, "department_id"), one.responsibility])
                ),
                one.measures or "",
                one.results or "",
            ]
            for one in items
        ]
        return forms.table(self.env._("Agenda"), heads, rows, blank=3)

    def _get_decision_block(self, decisions):
        heads = [
            (self.env._("No."), 6),
            (self.env._("What is done"), 44),
            (self.env._("Person"), 20),
            (self.env._("Until"), 15),
            (self.env._("Status"), 15),
        ]
        rows = [
            [
                str(place),
                one.name,
                self._say(one, "user_id"),
                self._say(one, "date_due"),
                self._say(one, "state"),
            ]
            for place, one in enumerate(decisions, start=1)
        ]
        return forms.table(self.env._("Decisions"), heads, rows, blank=3)
