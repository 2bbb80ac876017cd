from odoo import api, fields, models
from odoo.tools import format_datetime


class ComplaintExtensionAsking(models.TransientModel):
    """Asks for which limit more time is needed, until when, and why; rights are checked
    where it is carried out (R-T06)."""

    _name = "complaint.extension.asking"
    _description = "More Time"

    case_id = fields.Many2one("complaint.case", readonly=True)
    duty_id = fields.Many2one("complaint.duty", readonly=True)
    clock = fields.Integer("Limit", required=True)
    # a selection offers the same on every record: the form reads its choices here
    clock_choices = fields.Json("Choices", compute="_compute_clock_choices")
    new_due_on = fields.Datetime("New date")
    reason = fields.Text()

    @api.depends("case_id", "duty_id")
    @api.depends_context("lang", "tz", "uid")
    def _compute_clock_choices(self):
        for form in self:
            form.clock_choices = form._get_clocks()

    def _get_clocks(self):
        """The limits of this case or duty for which this user may ask for more time."""
        record = self.duty_id or self.case_id
        if not record.has_access("read"):
            return []
        clocks = record._get_running_clocks().filtered("due_on")
        may_ask = self.env["complaint.extension"]._may_ask
        return [(one.id, self._tell_clock(one)) for one in clocks.filtered(may_ask)]

    def _tell_clock(self, clock):
        due = format_datetime(self.env, clock.due_on, dt_format="short")
        parts = [clock.duty_id._get_asked_name() if clock.duty_id else ""]
        return " · ".join(filter(None, [*parts, clock.limit_id.name, due]))

    @api.model
    def _get_action(self, record):
        """The action that asks for more time on ``record``, a case or a duty."""
        name = "duty_id" if record._name == "complaint.duty" else "case_id"
        form = self.create({name: record.id, "clock": 0})
        clocks = form._get_clocks()
        if not clocks:
            extensions = self.env["complaint.extension"]
            running = record._get_running_clocks()
            if running:
                extensions._check_may_ask(running[0])
            extensions._check_later(running[:0], False)
        form.clock = clocks[0][0]
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for more time"),
            "res_model": self._name,
            "res_id": form.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_ask(self):
        """Ask, as this user."""
        self.ensure_one()
        record = self.duty_id or self.case_id
        record.action_extend(self.clock, self.new_due_on, self.reason or " ")
        return {"type": "ir.actions.act_window_close"}
