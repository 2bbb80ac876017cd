from odoo import models
from odoo.exceptions import UserError


class ComplaintNotedMixin(models.AbstractModel):
    """Append-only: what was noted stays as it is, by whatever door.

    What a record's own steps stamp later goes by ``_write_guarded``.
    """

    _name = "complaint.noted.mixin"
    _inherit = "complaint.guarded.mixin"
    _description = "What stays as it was noted"

    def write(self, vals):
        if vals:
            self._refuse_change()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        """:raises UserError: always"""
        self._refuse_change()
        return super().unlink()

    def _refuse_change(self):
        """Seam: what is said to who tries."""
        raise UserError(self.env._("This stays as it was noted."))
