from odoo import api, fields, models
from odoo.fields import Command

# invitations stay inside Odoo: who is asked has it in his calendar and on his list
QUIET = {"no_mail_to_attendees": True, "dont_notify": True, "mail_create_nolog": True}


class CapaTrainingEvent(models.AbstractModel):
    """A session stands in the calendars of those who are invited: moved in one place,
    it moves in the other (R-Q14)."""

    _name = "capa.training.event"
    _inherit = ["complaint.workflow.mixin", "mail.activity.mixin"]
    _description = "Session in the calendar"

    start = fields.Datetime("Begins", required=True, trailed=True)
    stop = fields.Datetime("Ends", required=True)
    place = fields.Char()
    event_id = fields.Many2one(
        "calendar.event",
        "In the calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows: who is asked has an activity.

        :return: ``True``, as Odoo's own
        """
        return True

    def _make_events(self):
        """One event for each session; whoever plans it need not see the calendars."""
        events = self.env["calendar.event"].sudo().with_context(**QUIET)
        made = events.create(
            [
                {
                    **session._prepare_event_vals(),
                    "user_id": session.sudo().programme_id.user_id.id,
                    "partner_ids": [Command.clear()],
                }
                for session in self
            ]
        )
        for session, event in zip(self, made, strict=True):
            session._write_guarded({"event_id": event.id})

    def _prepare_event_vals(self):
        return {
            "name": self.sudo().programme_id.name,
            "start": self.start,
            "stop": self.stop,
            "location": self.place,
        }

    def _add_attendees(self, users):
        """As superuser; nobody gets a mail."""
        partners = users.filtered("active").partner_id
        if partners and self.event_id:
            links = [Command.link(partner.id) for partner in partners]
            self.event_id.with_context(**QUIET).write({"partner_ids": links})

    def _drop_events(self):
        self.event_id.with_context(**QUIET).unlink()

    def _follow(self, vals):
        """What follows from a change of the session: event, due dates, a new notice."""
        if not {"start", "stop", "place"}.intersection(vals):
            return
        for session in self.sudo():
            session._move_rows()
            event, wanted = session.event_id, session._prepare_event_vals()
            if any(event[name] != value for name, value in wanted.items()):
                event.with_context(**QUIET).write(wanted)

    def _move_rows(self):
        """Who is invited hears of another date."""
        rows = self.learning_ids.filtered(
            lambda row: row.is_open and row.due_on != self.start
        )
        rows._write_guarded({"due_on": self.start, "alarm_step": 0})

    @api.model
    def _follow_events(self, events):
        """An event was moved in the calendar."""
        # who may move the event moves the session
        sessions = self.sudo().search(
            [("event_id", "in", events.ids), ("state", "=", "planned")]
        )
        for session in sessions:
            event = session.event_id
            if (session.start, session.stop) != (event.start, event.stop):
                session._write_guarded({"start": event.start, "stop": event.stop})
                session._move_rows()
