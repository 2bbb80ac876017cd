from odoo import api, fields, models
from odoo.tools import float_round


class ComplaintClockFace(models.AbstractModel):
    """What a clock shows to those who look at it: used, left, late, paused, who holds
    it (R-T08)."""

    _name = "complaint.clock.face"
    _description = "Face of clocks"

    @api.model
    def _get_faces(self, clocks, case):
        """The clocks of one case as the widget draws them, parts under their whole.

        :param clocks: of ``case``, void ones left out
        :return: list of dicts; amounts in the unit of the limit, moments naive UTC
        """
        # asked by who may read the case or the duty; calendars and names are no secret
        clocks, now = clocks.sudo(), fields.Datetime.now()
        pauses = case.sudo()._get_pauses()[case]
        faces = {clock: self._get_face(clock, pauses, now) for clock in clocks}
        roots = []
        for clock, face in faces.items():
            around = faces.get(clock.parent_id)
            (around["parts"] if around else roots).append(face)
        return roots

    @api.model
    def _get_face(self, clock, pauses, now):
        used, overrun = self._get_use(clock, pauses, now)
        return {
            "error": clock.alarm_error or False,
            "id": clock.id,
            "name": clock.limit_id.name,
            "promise": clock.limit_id.is_promise,
            "holder": clock.user_id.name or False,
            "department": clock.duty_id.department_id.name or False,
            "state": clock.state,
            "amount": clock.amount,
            "unit": clock.unit,
            "used": float_round(used, 1),
            "left": float_round(max(clock.amount - used, 0.0), 1),
            "overrun": float_round(overrun, 1),
            "started_on": fields.Datetime.to_string(clock.started_on),
            "due_on": fields.Datetime.to_string(clock.due_on) or False,
            "first_due_on": fields.Datetime.to_string(clock.first_due_on) or False,
            "stopped_on": fields.Datetime.to_string(clock.stopped_on) or False,
            "told": [
                {
                    "on": fields.Datetime.to_string(told.told_on),
                    "person": told.user_id.name or told.passed,
                }
                for told in clock.escalation_ids
            ],
            "parts": [],
        }

    @api.model
    def _get_use(self, clock, pauses, now):
        """How much of the limit is used, by how much it is overrun; in its unit."""
        if not clock.due_on and clock.alarm_error:  # it cannot be counted
            return 0.0, 0.0
        limit = clock._get_counting()
        mine = () if clock._get_spec().runs_on else pauses
        until = max(clock.stopped_on or now, clock.started_on)
        used = limit.used(clock.started_on, until, mine)
        if clock.state != "running":
            return used, clock.overrun
        return used, limit.overrun(clock.started_on, now, mine, clock.due_on)

    @api.model
    def _get_waits(self, case):
        """When and why the customer was waited for, the latest first."""
        pauses = self.env["complaint.pause"].sudo().search([("case_id", "=", case.id)])
        return [
            {
                "reason": pause.reason,
                "since": fields.Datetime.to_string(pause.since),
                "until": fields.Datetime.to_string(pause.until) or False,
            }
            for pause in pauses
        ]
