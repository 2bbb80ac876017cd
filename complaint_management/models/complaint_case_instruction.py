from odoo import models
from odoo.exceptions import UserError

from .complaint_case_submission import SUBJECT

CHANGEABLE = {"outcome", "remedy_ids"}


class ComplaintCaseInstruction(models.AbstractModel):
    """Who decides may give less than was proposed, and then says in which words the
    customer is told (R-A04, R-A06): what is told is what was approved last."""

    _name = "complaint.case.instruction"
    _inherit = "complaint.case.leading"
    _description = "Changed instruction on a complaint"

    def _approval_change(self, subject, changes):
        """Less of a remedy, other words; more is put up anew, because others might
        have to be asked for it."""
        if subject != SUBJECT or set(changes) - CHANGEABLE:
            return super()._approval_change(subject, changes)
        words = (changes.get("outcome") or "").strip()
        less = self._get_less(changes.get("remedy_ids") or {})
        told = (self.outcome or "").strip()
        if less and words in ("", told):
            raise UserError(
                self.env._(
                    "The customer is told what he gets: change the words to him too."
                )
            )
        for remedy, vals in less.items():
            remedy._write_guarded(vals)
        if words and words != told:
            self._write_approved({"outcome": words})
        if missing := self.remedy_ids._get_faults():
            raise UserError("\n".join(missing))
        return None

    def _get_less(self, rows):
        """Remedy → the lower amounts and quantities of it."""
        less = {}
        for key, vals in rows.items():
            remedy = self.remedy_ids.filtered(
                lambda one, key=key: str(one.id) == str(key)
            )
            if not remedy:
                raise UserError(self.env._("There is no such remedy to be decided."))
            if own := remedy._get_less(vals):
                less[remedy] = own
        return less
