from odoo import fields, models
from odoo.exceptions import UserError
from odoo.tools import format_list

SHOWN = 5


class ComplaintPolicyLimitKept(models.AbstractModel):
    """A limit is not taken away while it runs: what was promised stays owed (R-T08).
    One that is added, or brought back, rules the cases opened from then on (R-P01)."""

    _name = "complaint.policy.limit.kept"
    _description = "Limit that runs"

    revived_on = fields.Datetime("Brought back on", readonly=True, copy=False)

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            self._check_runs_nowhere()
        if vals.get("active") and (back := self.filtered(lambda one: not one.active)):
            now = {"revived_on": self.env.cr.now()}
            super(ComplaintPolicyLimitKept, back).write({**vals, **now})
            self -= back
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_runs_nowhere()
        return super().unlink()

    def _check_runs_nowhere(self):
        """Raise when clocks of these limits run, with the complaints they run in."""
        # whoever sets up limits need not read every complaint
        clocks = self.env["complaint.clock"].sudo()
        running = clocks.search(
            [("limit_id", "in", self.ids), ("is_running", "=", True)], order="id"
        )
        if running:
            limit = running[0].limit_id
            cases = running.filtered(lambda one: one.limit_id == limit).case_id
            raise UserError(
                self.env._(
                    "“%(limit)s” runs in %(count)s complaints (%(numbers)s): it stays "
                    "until they have kept or missed it. For new complaints, propose a "
                    "new version of the policy without it.",
                    limit=limit.name,
                    count=len(cases),
                    numbers=format_list(self.env, cases[:SHOWN].mapped("number")),
                )
            )
