from odoo import api, models

_OWN_EVENTS = ("opened_on", "handled_on", "answered_on", "done_on")


class ComplaintDutyClocks(models.AbstractModel):
    """A department's part in a case has limits of its own (R-D03, R-T03)."""

    _name = "complaint.duty.clocks"
    _inherit = ["complaint.clocked.mixin", "complaint.extendable.mixin"]
    _description = "Clocks of a duty"
    _clock_subject = "duty"

    def _get_clocked_cases(self):
        return self.sudo().case_id

    def _get_event_fields(self):
        return frozenset(
            (*_OWN_EVENTS, "returned_on", "cancelled_on", "department_id", "handler_id")
        )

    def _get_events(self):
        """Moments of the duty's own events, and of its case's."""
        own = {f"duty_{name}": self[name] or None for name in _OWN_EVENTS}
        return {**self.case_id._get_events(), **own}

    def _get_ended_on(self):
        return self.done_on or self.case_id.closed_on

    def _get_cut_on(self, spec):
        return self.returned_on or self.cancelled_on or self.case_id._get_cut_on(spec)

    def _is_limited_by(self, spec):
        """Whether a limit is for this part of this case; none before it is asked."""
        return (
            bool(self.opened_on)
            and spec.duty_kind in ("", self.kind)
            and self.case_id._is_limited_by(spec)
        )

    def _get_clock_calendar(self):
        """The working calendar of the department; its people keep its hours."""
        department = self.department_id
        if not department:
            return self.env["resource.calendar"]
        return department._get_complaint_calendar()

    def _get_clock_department(self, spec):
        """The department whose people hold the clock of ``spec``."""
        if spec.department_kind:
            return self.case_id._get_clock_department(spec)
        return self.department_id

    def _get_clock_holder(self, spec):
        """Who owes it now: the handler, the head as long as none is named."""
        if spec.role == "handler" and self.user_id:
            return self.user_id
        return self.env["complaint.role"]._find_up(
            spec.role, self.case_id, self._get_clock_department(spec), self.handler_id
        )[0]

    def _prepare_clock_link(self):
        return {"duty_id": self.id}

    def _refresh_own_due(self, clocks):
        """Keep the earliest of these ``clocks`` of the duty that runs."""
        running = clocks.filtered(lambda clock: clock.is_running and clock.due_on)
        due_on = min(running.mapped("due_on"), default=False)
        if self.due_on != due_on:
            self._write_guarded({"due_on": due_on})

    # ------------------------------------------------------------
    # HANDED OVER
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        duties = super()._create_guarded(vals_list)
        duties._stamp_handed_over()
        return duties

    def _follow_events(self, vals):
        if vals.get("opened_on"):
            self._stamp_handed_over()
        return super()._follow_events(vals)

    def _stamp_handed_over(self):
        """The first department that is asked is the hand-over of the case (R-D02);
        who is asked for an instruction or advice takes nothing over."""
        for duty in self.sudo().filtered("opened_on"):
            case = duty.case_id
            if not case.handed_over_on and duty.kind not in ("branch", "legal"):
                case._write_guarded({"handed_over_on": duty.opened_on})

    # ------------------------------------------------------------
    # LOOKING AT IT
    # ------------------------------------------------------------

    @api.readonly
    def get_clocks(self):
        """The limits of this duty and how they stand, as ``get_clocks`` of a case."""
        self.ensure_one()
        self.check_access("read")
        mine = self.sudo()  # who reads the duty may know by when it is owed
        face = self.env["complaint.clock.face"]
        found = mine.env["complaint.clock"].search(
            [("duty_id", "=", self.id), ("state", "!=", "void")]
        )
        return {
            "clocks": face._get_faces(found, mine.case_id),
            "waits": [],
            "stops": mine.case_id.policy_id.pause_for_customer,
        }
