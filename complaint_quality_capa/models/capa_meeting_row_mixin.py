from odoo import api, fields, models
from odoo.exceptions import UserError


class CapaMeetingRowMixin(models.AbstractModel):
    """Rows of a meeting: they stay with it, and as they are once its minutes are
    confirmed (R-Q09)."""

    _name = "capa.meeting.row.mixin"
    _inherit = "complaint.guarded.mixin"
    _description = "Rows of a meeting"
    # what changes after the minutes are confirmed
    _lives_on = frozenset()

    meeting_id = fields.Many2one(
        "capa.meeting", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="meeting_id.company_id", store=True, precompute=True, index=True
    )

    @api.model
    def _create_guarded(self, vals_list):
        rows = super()._create_guarded(vals_list)
        rows.meeting_id._check_not_confirmed()
        return rows

    def write(self, vals):
        if set(vals) - self._lives_on:
            self.meeting_id._check_not_confirmed()
        meeting = vals.get("meeting_id")
        if meeting and any(row.meeting_id.id != meeting for row in self):
            raise UserError(self.env._("A row stays with its meeting."))
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self.meeting_id._check_not_confirmed()
        return super().unlink()

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        """Rows of a meeting are found and read in one query, not two."""
        if field_names is not None and set(field_names) == {"meeting_id"}:
            field_names = None
        return super().search_fetch(domain, field_names, offset, limit, order)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a row: who is asked has an activity. Activities call this for
        whom they are given to.

        :return: ``True``, as Odoo's own
        """
        return True
