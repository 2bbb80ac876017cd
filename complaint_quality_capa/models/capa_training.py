from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools.training_arrows import TRAINING_ARROWS
from .capa_learning_reminded import ACTIVITY

MORNING = time(9)
ASKED = "mail.mail_activity_data_todo"


class CapaTraining(models.Model):
    """One session of a programme: when, where, who attended (R-Q14)."""

    _name = "capa.training"
    _inherit = ["capa.training.event"]
    _description = "Training Session"
    _order = "start desc, id desc"
    _arrows = TRAINING_ARROWS

    state = fields.Selection(
        [("planned", "Planned"), ("held", "Held"), ("cancelled", "Cancelled")],
        "Status",
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        guarded=True,
        trailed=True,
    )
    programme_id = fields.Many2one(
        "capa.training.programme", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="programme_id.company_id", store=True, precompute=True, index=True
    )
    # stored: a rule runs from the session to the people of its organiser
    organiser_id = fields.Many2one(
        related="programme_id.organiser_id", store=True, precompute=True, index=True
    )
    subject = fields.Selection(related="programme_id.subject", store=True)
    is_assessed = fields.Boolean(related="programme_id.is_assessed")
    planned_for = fields.Date(
        readonly=True, copy=False, guarded=True, help="The date of the programme."
    )
    trainer = fields.Char()
    note = fields.Text("Contents")
    lesson_id = fields.Many2one(
        "capa.lesson", "Because of the lesson", index="btree_not_null"
    )
    closed_on = fields.Datetime(
        "Attendance closed", readonly=True, copy=False, guarded=True
    )
    learning_ids = fields.One2many("capa.learning", "training_id", "Attendance")
    attended_text = fields.Char("Attended", compute="_compute_attended_text")

    _planned_uniq = models.UniqueIndex(
        "(programme_id, planned_for) WHERE planned_for IS NOT NULL",
        "This session of the programme was planned already.",
    )
    _list_idx = models.Index("(start DESC, id DESC)")

    @api.depends("programme_id", "start")
    def _compute_display_name(self):
        for session in self:
            day = session.start and format_date(self.env, session._get_day())
            names = session.programme_id.sudo().name, day
            session.display_name = ", ".join(filter(None, names))

    @api.depends("learning_ids.state")
    @api.depends_context("lang")
    def _compute_attended_text(self):
        # how many came is no secret to who reads it; who, is
        rows = self.env["capa.learning"].sudo()
        counts = {}
        for session, state, count in rows._read_group(
            [("training_id", "in", self.ids), ("state", "!=", "void")],
            ["training_id", "state"],
            ["__count"],
        ):
            asked, came = counts.get(session.id, (0, 0))
            came += count if state == "present" else 0
            counts[session.id] = asked + count, came
        for session in self:
            asked, came = counts.get(session._origin.id, (0, 0))
            words = self.env._("%(came)s of %(asked)s", came=came, asked=asked)
            session.attended_text = words if asked else False

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        """Time, length, place and contents are the programme's where nothing else is
        said; ``day`` asks for the morning of a day."""
        prepared = []
        for vals in vals_list:
            vals = dict(vals)
            day = vals.pop("day", False)
            programme = self.env["capa.training.programme"].browse(vals["programme_id"])
            start = fields.Datetime.to_datetime(vals.get("start"))
            start = start or self._get_morning(programme.company_id, day)
            stop = start + timedelta(hours=programme.hours)
            usual = {"place": programme.place, "note": programme.text, "stop": stop}
            prepared.append({**usual, **vals, "start": start})
        sessions = super()._create_guarded(prepared)
        sessions._make_events()
        return sessions

    @api.model
    def _get_morning(self, company, day):
        zone = ZoneInfo(self.env["complaint.numbering"]._get_zone(company.id))
        day = day or fields.Date.today() + timedelta(days=1)
        morning = datetime.combine(day, MORNING, zone)
        return morning.astimezone(UTC).replace(tzinfo=None)

    def _get_day(self):
        zone = self.env["complaint.numbering"]._get_zone(self.company_id.id)
        return self.start.replace(tzinfo=UTC).astimezone(ZoneInfo(zone)).date()

    def write(self, vals):
        if vals and any(session.state != "planned" for session in self):
            raise UserError(
                self.env._(
                    "A session that was held or cancelled stays: open it again first."
                )
            )
        result = super().write(vals)
        self._follow(vals)
        return result

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_nobody_asked()
        return super().unlink()

    def _check_nobody_asked(self):
        if self.sudo().learning_ids:
            raise UserError(
                self.env._("People were invited: cancel the session, it stays on file.")
            )

    @api.constrains("start", "stop")
    def _check_times(self):
        if any(session.start >= session.stop for session in self):
            raise ValidationError(self.env._("A session ends after it begins."))

    # ------------------------------------------------------------
    # WHO IS INVITED
    # ------------------------------------------------------------

    def _invite(self, employees):
        """Rows for those who are not invited yet. As superuser.

        :return: how many
        """
        new = employees - self.learning_ids.employee_id
        self.env["capa.learning"]._ask_to_attend(self, new)
        self._add_attendees(new.user_id)
        return len(new)

    def action_invite(self):
        """Invite everybody of the programme who is due by then."""
        for session in self:
            session._check_planned()
            own = session.sudo()  # who may change a session may invite to it
            own._invite(own.programme_id._get_employees(due_by=session._get_day()))

    def _check_planned(self):
        self.check_access("write")
        if self.state != "planned":
            raise UserError(self.env._("This session is over."))

    def _tell_responsible(self):
        """Who is responsible looks at date and place."""
        user = self.programme_id.user_id.filtered("active")
        if user:
            env = self.with_context(lang=user.lang or self.env.lang).env
            self.with_context(mail_activity_quick_update=True).activity_schedule(
                ASKED,
                user_id=user.id,
                summary=env._("Planned: look at date, place and trainer"),
            )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _is_organiser(self):
        return self.env.user in self.sudo().organiser_id.complaint_user_ids

    def _get_party_names(self, arrow):
        organiser = self.env._("people of the department that organises it")
        return [*super()._get_party_names(arrow), organiser]

    def _guard_begun(self):
        if self.start <= fields.Datetime.now():
            return []
        return [self.env._("It has not begun yet.")]

    def _guard_all_noted(self):
        rows = self.sudo().learning_ids.filtered("is_open")
        if not rows:
            return []
        return [self.env._("Note who was there: %(count)s are open.", count=len(rows))]

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        own = self.sudo()
        if target == "cancelled":
            own.learning_ids.filtered("is_open")._drop()
            own._drop_events()
        if target in ("held", "cancelled"):
            own.learning_ids.activity_unlink([ACTIVITY])
            own.activity_unlink([ASKED])
        return result

    def action_all_present(self):
        """Everybody who is still open was there."""
        for session in self:
            session._check_planned()
            rows = session.learning_ids.filtered("is_open")
            rows.action_present()

    def action_close(self):
        """Close the attendance: it stays as it was noted."""
        self._walk("held")

    def action_cancel(self, reason=False):
        """Cancel the session, with the reason: who was invited stays due."""
        return self._walk_or_ask("cancelled", reason)

    def action_reopen(self, reason=False):
        """Correct the attendance, with the reason."""
        return self._walk_or_ask("planned", reason)

    def _open(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Training"),
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }
