from odoo import api, fields, models
from odoo.exceptions import UserError

from .capa_learning_reminded import ACTIVITY

_ASSESSED = {"score", "result"}


class CapaLearningAttended(models.AbstractModel):
    """Who attended a session, and whether he passed (R-Q14). Noted by who organises it,
    until the attendance is closed."""

    _name = "capa.learning.attended"
    _inherit = ["capa.learning.reminded"]
    _description = "Attendance and assessment"

    is_assessed = fields.Boolean(readonly=True, copy=False, guarded=True)
    score = fields.Float("Points", copy=False, trailed=True)
    result = fields.Selection(
        [("passed", "Passed"), ("failed", "Failed")],
        compute="_compute_result",
        store=True,
        precompute=True,
        readonly=False,
        copy=False,
        trailed=True,
    )
    is_met = fields.Boolean(
        "Counts", compute="_compute_is_met", store=True, precompute=True
    )

    @api.depends("score")
    def _compute_result(self):
        for row in self:
            mark = row.sudo().programme_id.pass_mark
            if row.is_assessed and row.score and mark:
                row.result = "passed" if row.score >= mark else "failed"
            else:
                row.result = row.result

    @api.depends("state", "result", "is_assessed")
    def _compute_is_met(self):
        """Who attended and passed, or has read: he is not due for an interval."""
        for row in self:
            done = row.state in row._get_done_states()
            row.is_met = done and (not row.is_assessed or row.result == "passed")

    def write(self, vals):
        if not vals or not vals.keys() <= _ASSESSED:
            return super().write(vals)
        self.check_access("write")
        if any(not row.is_assessed or row.state != "present" for row in self):
            raise UserError(self.env._("Only who attended an assessment is marked."))
        self._check_session_open()
        return self._write_guarded(vals)

    def _check_session_open(self):
        """:raises UserError: no session, or its attendance is closed"""
        if any(row.sudo().training_id.state != "planned" for row in self):
            raise UserError(
                self.env._("The attendance is closed: open the session again first.")
            )

    @api.model
    def _ask_to_attend(self, session, employees):
        """Rows for those who are invited; the job tells them. As superuser."""
        programme = session.programme_id
        return self._create_guarded(
            [
                {
                    "name": programme.name,
                    "kind": "session",
                    "training_id": session.id,
                    "programme_id": programme.id,
                    "is_assessed": programme.is_assessed,
                    "company_id": session.company_id.id,
                    "employee_id": employee.id,
                    "department_id": employee.department_id.id,
                    "organiser_id": session.organiser_id.id,
                    "asked_on": fields.Date.today(),
                    "due_on": session.start,
                }
                for employee in employees
            ]
        )

    def action_present(self):
        """They were there.

        :raises UserError: the session has not begun, or its attendance is closed
        :raises AccessError: neither who organises it, nor head, nor quality department
        """
        now = fields.Datetime.now()
        if any(row.sudo().training_id.start > now for row in self):
            raise UserError(self.env._("The session has not begun yet."))
        for session, rows in self.grouped("training_id").items():
            rows._note_attendance("present", session.sudo().start)

    def action_absent(self):
        """They were not there: they stay due."""
        self._note_attendance("absent")

    def action_excused(self):
        """They said why they could not come: they stay due."""
        self._note_attendance("excused")

    def _note_attendance(self, state, moment=False):
        self.check_access("read")
        for row in self:
            row._check_may_note()
        self._check_session_open()
        self._note(state, moment)

    def _note(self, state, moment):
        """Who may note it was asked before."""
        rows = self.sudo()
        rows._write_guarded(
            {"state": state, "done_on": moment, "noted_by_id": self.env.uid}
        )
        rows.activity_unlink([ACTIVITY])
