from odoo import api, fields, models


class CapaFollowedMixin(models.AbstractModel):
    """What one person is to do by a date, and says how he did it: of a meeting, of a
    summary, about a fault in the handling (R-Q09, R-F06, R-Q13).

    The model declares ``_arrows`` with the states ``open`` and ``done`` and the guard
    ``_guard_how_done``.
    """

    _name = "capa.followed.mixin"
    _inherit = ["complaint.workflow.mixin", "capa.reminded.mixin"]
    _description = "Somebody follows it"

    user_id = fields.Many2one(
        "res.users",
        "Person",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    date_due = fields.Date("Until", trailed=True)
    done_on = fields.Datetime("Done on", readonly=True, copy=False, guarded=True)
    how_done = fields.Text("What was done")
    is_overdue = fields.Boolean("Overdue", compute="_compute_is_overdue")

    @api.depends("state", "date_due")
    def _compute_is_overdue(self):
        today = fields.Date.context_today(self)
        for record in self:
            due = record.date_due
            record.is_overdue = bool(record.state == "open" and due and due < today)

    def _is_running(self):
        return self.state == "open"

    def _is_doer(self):
        return self.user_id == self.env.user

    def _guard_how_done(self):
        if (self.how_done or "").strip():
            return []
        return [self.env._("Say what was done.")]

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        if target != "open":
            # the arrow said who may; nothing is left to ask
            self.sudo().activity_unlink([self._reminder_type])
        return result

    def action_done(self):
        """Carried out.

        :raises UserError: nothing is said of how
        """
        self._walk("done")

    def action_reopen(self, reason=False):
        """Not done well enough, with the reason; or wanted after all."""
        return self._walk_or_ask("open", reason)
