from odoo import api, models


class ComplaintClockedMixin(models.AbstractModel):
    """A record whose events start and stop clocks. It must come before the guarded
    mixin among its parents; ``_get_clocked_cases`` says whose clocks they are."""

    _name = "complaint.clocked.mixin"
    _description = "Events that move clocks"

    @api.model
    def _create_guarded(self, vals_list):
        records = super()._create_guarded(vals_list)
        self.env["complaint.clock.planner"]._follow(records._get_clocked_cases())
        return records

    def write(self, vals):
        result = super().write(vals)
        self._follow_events(vals)
        return result

    def _write_guarded(self, vals, reason=False):
        result = super()._write_guarded(vals, reason)
        self._follow_events(vals)
        return result

    def _get_clocked_cases(self):
        """The cases whose clocks the events of these records move."""
        return self.case_id

    def _get_event_fields(self):
        """Names of the fields whose change may move a clock."""
        return frozenset()

    def _follow_events(self, vals):
        if self._get_event_fields().intersection(vals):
            self.env["complaint.clock.planner"]._follow(self._get_clocked_cases())
