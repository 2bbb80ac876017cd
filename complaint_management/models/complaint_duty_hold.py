from odoo import fields, models
from odoo.exceptions import AccessError


class ComplaintDutyHold(models.AbstractModel):
    """The legal department has no right on the case: it puts it under legal hold from
    what it is asked (R-S04, R-D10)."""

    _name = "complaint.duty.hold"
    _inherit = "complaint.duty.investigation"
    _description = "Legal hold from a duty"

    case_is_held = fields.Boolean(compute="_compute_case_is_held")

    def _compute_case_is_held(self):
        for duty in self:
            # that nothing may be erased is no secret to who is asked
            duty.case_is_held = bool(duty.sudo().case_id.held_on)

    def action_hold(self, reason=False):
        """Put the case of this duty under legal hold. Without a reason a form asks.

        :raises AccessError: only the legal department does, on its own duty
        """
        return self._change_hold("hold", reason)

    def action_lift_hold(self, reason=False):
        """Lift the legal hold of the case of this duty.

        :raises AccessError: only the legal department does, on its own duty
        """
        return self._change_hold("lift", reason)

    def _change_hold(self, purpose, reason):
        self.ensure_one()
        self.check_access("read")
        people = self.sudo()._get_people() | self.head_id
        if self.kind != "legal" or self.env.user not in people:
            raise AccessError(
                self.env._(
                    "Administrators of complaints and the legal department put cases "
                    "under legal hold."
                )
            )
        reason = (reason or "").strip()
        if not reason:
            return self.env["complaint.duty.note"]._get_action(self, purpose)
        return self.sudo().case_id._write_hold(purpose, reason)
