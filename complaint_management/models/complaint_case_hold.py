from odoo import fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list

ADMIN = "complaint_management.group_complaint_admin"


class ComplaintCaseHold(models.AbstractModel):
    """Legal hold: until it is lifted nothing of a case is erased or removed, whatever
    its time of keeping and whoever demands it (R-S04, R-D10)."""

    _name = "complaint.case.hold"
    _inherit = "complaint.case.keeping"
    _description = "Legal hold of a complaint"

    held_on = fields.Datetime(
        "Under legal hold since", readonly=True, copy=False, guarded=True, trailed=True
    )
    held_by_id = fields.Many2one(
        "res.users",
        "Legal hold by",
        readonly=True,
        copy=False,
        ondelete="restrict",
        guarded=True,
    )
    hold_reason = fields.Text(
        "Why nothing is erased", readonly=True, copy=False, guarded=True
    )

    def _check_erasable(self, ground):
        """A hold comes before the time of keeping and before every demand."""
        if held := self.filtered("held_on"):
            raise UserError(
                self.env._(
                    "%(cases)s: under legal hold, nothing is erased. Have the hold "
                    "lifted first.",
                    cases=format_list(self.env, held[:10].mapped("number")),
                )
            )
        return super()._check_erasable(ground)

    def _check_not_held(self):
        """:raises UserError: something of a case under hold would be removed"""
        if held := self.filtered("held_on"):
            raise UserError(
                self.env._(
                    "%(case)s is under legal hold: nothing of it is removed.",
                    case=held[0].number,
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_hold(self, reason=False):
        """Keep everything of this case until the hold is lifted (R-S04). Without a
        reason a form asks for it.

        :raises AccessError: administrators do, and the legal department on its duty
        :raises UserError: it is held already, or erased
        """
        return self._change_hold("hold", reason)

    def action_lift_hold(self, reason=False):
        """The time of keeping counts again. Without a reason a form asks for it.

        :raises AccessError: administrators do, and the legal department on its duty
        :raises UserError: it is not held
        """
        return self._change_hold("lift", reason)

    def _change_hold(self, purpose, reason):
        self.ensure_one()
        self.check_access("read")
        if not (self.env.su or self.env.user.has_group(ADMIN)):
            raise AccessError(
                self.env._(
                    "Administrators of complaints and the legal department put cases "
                    "under legal hold."
                )
            )
        reason = (reason or "").strip()
        if not reason:
            return self.env["complaint.duty.note"]._get_action(self, purpose)
        # administrators need not be officers: who may is checked above
        return self.sudo()._write_hold(purpose, reason)

    def _write_hold(self, purpose, reason):
        """Put it under hold or lift that; the caller has checked who may."""
        held = purpose == "hold"
        if bool(self.held_on) == held or self.erased_on:
            raise UserError(
                self.env._("%(case)s is under legal hold already.", case=self.number)
                if self.held_on
                else self.env._("%(case)s: nothing to hold.", case=self.number)
            )
        self._write_guarded(
            {
                "held_on": held and fields.Datetime.now(),
                "held_by_id": held and self.env.uid,
                "hold_reason": held and reason,
            },
            reason,
        )
