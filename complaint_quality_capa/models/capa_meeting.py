from datetime import timedelta
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date

from .capa_row_mixin import OFFICER, QUALITY

_INSIDE = "[('share', '=', False), ('company_ids', 'in', company_id)]"
# what the minutes say; other fields belong to the mixins
_MINUTES = {
    "kind_id",
    "company_id",
    "subject",
    "department_id",
    "start",
    "duration",
    "location",
    "chair_id",
    "writer_id",
    "minutes",
    "also_present",
    "attendance_ids",
    "item_ids",
    "decision_ids",
}
_IN_CALENDAR = {"start", "duration", "location", "subject", "attendance_ids"}


class CapaMeeting(models.Model):
    """A meeting about complaints and what follows from them: agenda, attendance,
    minutes, decisions (R-Q09, R-R07)."""

    _name = "capa.meeting"
    _inherit = ["capa.meeting.agenda"]
    _description = "Quality Meeting"
    _order = "start desc, id desc"
    _rec_names_search = ["subject", "kind_id.name"]
    _check_company_auto = True
    _mail_post_access = "read"

    kind_id = fields.Many2one(
        "capa.meeting.kind",
        "Kind of meeting",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    subject = fields.Char(help="Empty: the kind of meeting.")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        "Organised by",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    slot = fields.Date(
        "To be held until", readonly=True, copy=False, guarded=True, index=True
    )
    is_made_up = fields.Boolean("Made up for", readonly=True, copy=False, guarded=True)
    start = fields.Datetime("Begins", tracking=True)
    duration = fields.Float(default=1.5)
    location = fields.Char()
    event_id = fields.Many2one(
        "calendar.event",
        "In the calendar",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )
    chair_id = fields.Many2one(
        "res.users",
        index="btree_not_null",
        ondelete="restrict",
        domain=_INSIDE,
        trailed=True,
    )
    writer_id = fields.Many2one(
        "res.users",
        "Minutes by",
        index="btree_not_null",
        ondelete="restrict",
        domain=_INSIDE,
        trailed=True,
    )
    called_by_id = fields.Many2one(
        "res.users",
        "Called by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    attendance_ids = fields.One2many("capa.meeting.attendance", "meeting_id")
    also_present = fields.Char(help="Who has no login.")
    item_ids = fields.One2many("capa.meeting.item", "meeting_id", "Agenda")
    decision_ids = fields.One2many("capa.meeting.decision", "meeting_id", "Decisions")
    minutes = fields.Text(trailed=True)
    # stored: a rule runs from the record to the user
    involved_ids = fields.Many2many(
        "res.users",
        "capa_meeting_involved_rel",
        "meeting_id",
        "user_id",
        "People of the meeting",
        compute="_compute_involved_ids",
        store=True,
    )
    may_edit = fields.Boolean(compute="_compute_may_edit")
    is_mine_to_confirm = fields.Boolean(compute="_compute_may_edit")

    _open_idx = models.Index("(start DESC, id DESC) WHERE is_open IS TRUE")
    _list_idx = models.Index("(start DESC, id DESC)")
    _slot_uniq = models.UniqueIndex(
        "(company_id, kind_id, slot) WHERE slot IS NOT NULL",
        "This meeting is proposed already.",
    )
    _duration_check = models.Constraint(
        "CHECK (duration > 0)", "A meeting takes some time."
    )

    @api.depends("kind_id", "subject", "start")
    @api.depends_context("lang", "tz")
    def _compute_display_name(self):
        for meeting in self:
            name = meeting.subject or meeting.kind_id.name or ""
            if meeting.start:
                day = fields.Datetime.context_timestamp(self, meeting.start).date()
                name = f"{name}, {format_date(self.env, day)}"
            meeting.display_name = name

    @api.depends("attendance_ids.user_id", "chair_id", "writer_id", "called_by_id")
    def _compute_involved_ids(self):
        for meeting in self:
            people = meeting.attendance_ids.user_id | meeting.called_by_id
            meeting.involved_ids = people | meeting.chair_id | meeting.writer_id

    @api.depends("state", "chair_id", "writer_id")
    @api.depends_context("uid")
    def _compute_may_edit(self):
        quality = self.env.user.has_group(QUALITY)
        for meeting in self:
            mine = quality or meeting._is_preparer() or not meeting._origin
            meeting.may_edit = mine and meeting.is_open
            meeting.is_mine_to_confirm = meeting.state == "held" and meeting._is_chair()

    @api.onchange("kind_id", "company_id")
    def _onchange_kind_id(self):
        if self.kind_id:
            self.update(self._prepare_from_kind(self.kind_id, self.company_id))

    @api.model
    def _prepare_from_kind(self, kind, company):
        """What the kind says of a meeting: who organises it, chair, how long."""
        department = kind._get_organiser(company)
        head = department and department._get_head_user()[0]
        # R-R07: who calls it leads it
        calls = kind.sudo()._get_callers(company) & self.env.user
        return {
            "department_id": department.id,
            "chair_id": (calls or kind._get_chair(company, department)).id,
            "writer_id": (head or self.env.user).id,
            "duration": kind.duration,
        }

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        meetings = super()._create_guarded([self._add_kind(one) for one in vals_list])
        for meeting in meetings:
            meeting._check_may_call()
            # who may call it may have it prepared
            meeting.sudo()._invite()
            meeting.sudo()._fill_agenda()
        return meetings

    @api.model
    def _add_kind(self, vals):
        company = self.env["res.company"].browse(
            vals.get("company_id") or self.env.company.id
        )
        kind = self.env["capa.meeting.kind"].browse(vals.get("kind_id"))
        given = {name: value for name, value in vals.items() if value}
        usual = self._prepare_from_kind(kind, company) if kind else {}
        caller = False if self.env.su else self.env.uid
        return {**vals, **usual, **given, "called_by_id": caller}

    def write(self, vals):
        if _MINUTES.intersection(vals):
            self._check_not_confirmed()
        result = super().write(vals)
        if _IN_CALENDAR.intersection(vals):
            for meeting in self.sudo().filtered("event_id"):
                meeting._sync_event()
        return result

    def _check_may_call(self):
        """R-R07: where the kind says who calls it, nobody else does; else who organises
        it, officers and the quality department.

        :raises AccessError: anybody else
        """
        user, kind = self.env.user, self.kind_id
        if self.env.su:
            return
        callers = kind.sudo()._get_callers(self.company_id)
        if callers:
            if user in callers:
                return
        elif user in self.department_id.sudo()._get_lineage().manager_id.user_id or any(
            user.has_group(group) for group in (QUALITY, OFFICER)
        ):
            return
        raise AccessError(
            self.env._(
                "“%(kind)s” is called by %(who)s.",
                kind=kind.name,
                who=", ".join(callers.sudo().mapped("name"))
                or self.env._("who organises it and the quality department"),
            )
        )

    def _check_not_confirmed(self):
        """R-Q09: confirmed minutes stay as they are."""
        if any(meeting.state == "confirmed" for meeting in self.sudo()):
            raise UserError(
                self.env._("The minutes are confirmed: they stay as they are.")
            )

    def _get_zone(self):
        return ZoneInfo(self.env["complaint.numbering"]._get_zone(self.company_id.id))

    def _get_stop(self):
        return self.start + timedelta(hours=self.duration)
