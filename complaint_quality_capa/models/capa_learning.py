from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from .capa_circular import KINDS
from .capa_learning_reminded import ACTIVITY

QUALITY = "complaint_quality_capa.group_complaint_quality"
EVENING = time(18)


class CapaLearning(models.Model):
    """What one employee has to read, and that he has: one row for each circular and
    employee, kept for good (R-Q11, R-Q14)."""

    _name = "capa.learning"
    _inherit = ["capa.learning.attended"]
    _description = "Reading and Training"
    _order = "is_open desc, due_on, id"

    name = fields.Char("What", required=True, readonly=True, guarded=True)
    kind = fields.Selection(
        [*KINDS, ("session", "Session")], required=True, readonly=True, guarded=True
    )
    circular_id = fields.Many2one(
        "capa.circular",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    training_id = fields.Many2one(
        "capa.training",
        "Session",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    programme_id = fields.Many2one(
        "capa.training.programme", readonly=True, ondelete="restrict", guarded=True
    )
    text = fields.Text(compute="_compute_text")
    place = fields.Char(related="training_id.place")
    company_id = fields.Many2one(
        "res.company", required=True, readonly=True, index=True, guarded=True
    )
    employee_id = fields.Many2one(
        "hr.employee",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    # stored: rules run from the row to the user, the department and its heads
    user_id = fields.Many2one(
        related="employee_id.user_id", store=True, precompute=True, string="User"
    )
    department_id = fields.Many2one(
        "hr.department",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        help="In which he worked when he was asked.",
    )
    organiser_id = fields.Many2one(
        "hr.department",
        "Organised by",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        help="Its people note who read on paper, and who attended.",
    )
    due_on = fields.Datetime("Due", required=True, readonly=True, guarded=True)
    state = fields.Selection(
        [
            ("open", "To do"),
            ("read", "Read"),
            ("present", "Attended"),
            ("absent", "Absent"),
            ("excused", "Excused"),
            ("void", "No longer asked"),
        ],
        "Status",
        required=True,
        readonly=True,
        default="open",
        copy=False,
        guarded=True,
        trailed=True,
    )
    is_open = fields.Boolean(
        "To be done", compute="_compute_is_open", store=True, precompute=True
    )
    share = fields.Float(
        "Done (%)",
        compute="_compute_is_open",
        store=True,
        precompute=True,
        aggregator="avg",
    )
    is_late = fields.Boolean("Late", compute="_compute_is_late")
    is_mine = fields.Boolean(compute="_compute_is_mine")
    done_on = fields.Datetime("Done", readonly=True, copy=False, guarded=True)
    noted_by_id = fields.Many2one(
        "res.users",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        help="He himself, or who has the signed list.",
    )

    _one_of_check = models.Constraint(
        "CHECK (num_nonnulls(circular_id, training_id) = 1)",
        "It is about one circular or one session.",
    )
    _circular_uniq = models.UniqueIndex(
        "(circular_id, employee_id) WHERE circular_id IS NOT NULL",
        "He was asked to read it already.",
    )
    _training_uniq = models.UniqueIndex(
        "(training_id, employee_id) WHERE training_id IS NOT NULL",
        "He was invited to it already.",
    )
    _programme_idx = models.Index(
        "(programme_id, employee_id) WHERE programme_id IS NOT NULL"
    )
    _mine_idx = models.Index("(user_id, is_open DESC, due_on, id)")
    _alarm_idx = models.Index("(next_alarm_on, id) WHERE next_alarm_on IS NOT NULL")

    # ------------------------------------------------------------
    # COMPUTES
    # ------------------------------------------------------------

    @api.depends("state")
    def _compute_is_open(self):
        for row in self:
            row.is_open = row.state == "open"
            row.share = 100 if row.state in self._get_done_states() else 0

    @api.model
    def _get_done_states(self):
        return ("read", "present")

    @api.depends("is_open", "due_on")
    def _compute_is_late(self):
        now = fields.Datetime.now()
        for row in self:
            row.is_late = bool(row.is_open and row.due_on and row.due_on < now)

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for row in self:
            row.is_mine = row.user_id == self.env.user

    def _compute_text(self):
        # it was put before him
        for row in self.sudo():
            row.text = row.circular_id.text or row.training_id.note

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    @api.model
    def _ask_to_read(self, circular, employees, day):
        """Rows for those who are to read it by ``day``; the job tells them. As
        superuser."""
        due = self._get_evening(circular.company_id, day)
        hr = self.env["hr.department"]._get_of_kind("hr", circular.company_id)
        return self._create_guarded(
            [
                {
                    "name": circular.name,
                    "kind": circular.kind,
                    "circular_id": circular.id,
                    "programme_id": circular.programme_id.id,
                    "company_id": circular.company_id.id,
                    "employee_id": employee.id,
                    "department_id": employee.department_id.id,
                    "organiser_id": hr.id,
                    "asked_on": fields.Date.today(),
                    "due_on": due,
                }
                for employee in employees
            ]
        )

    @api.model
    def _get_evening(self, company, day):
        """The end of a working day of ``company``, in UTC."""
        zone = ZoneInfo(self.env["complaint.numbering"]._get_zone(company.id))
        evening = datetime.combine(day, EVENING, zone)
        return evening.astimezone(UTC).replace(tzinfo=None)

    def _drop(self):
        """They are not asked any more; what was read stays read."""
        self._write_guarded({"state": "void"})
        self.activity_unlink([ACTIVITY])

    # ------------------------------------------------------------
    # READING
    # ------------------------------------------------------------

    def action_confirm(self):
        """I have read it (R-Q11).

        :raises AccessError: it was somebody else who was asked
        :raises UserError: it was confirmed before, or is not asked any more
        """
        self.check_access("read")
        if any(row.user_id != self.env.user for row in self):
            raise AccessError(
                self.env._("Everybody confirms for himself that he has read it.")
            )
        self._note_read()

    def action_note_read(self):
        """Note the signed list: those without a login have read it.

        :raises AccessError: neither their head, nor HR, nor the quality department
        :raises UserError: somebody has a login and confirms himself
        """
        self.check_access("read")
        for row in self:
            row._check_may_note()
            if row.user_id.sudo().active:
                raise UserError(
                    self.env._(
                        "%(name)s has a login and confirms for himself.",
                        name=row.employee_id.sudo().name,
                    )
                )
        self._note_read()

    def _check_may_note(self):
        heads = self.department_id.sudo().complaint_head_user_ids
        people = heads | self.organiser_id.sudo().complaint_user_ids
        user = self.env.user
        if not (self.env.su or user in people or user.has_group(QUALITY)):
            raise AccessError(
                self.env._(
                    "This is noted by the head of the department, by who organises it, "
                    "or by the quality department."
                )
            )

    def _note_read(self):
        if any(row.state != "open" or not row.circular_id for row in self):
            raise UserError(
                self.env._("This was confirmed before, or is not asked any more.")
            )
        self._note("read", fields.Datetime.now())
