from odoo import api, fields, models
from odoo.tools import format_datetime


class ComplaintExtensionAsking(models.TransientModel):
    """Asks for which limit more time is needed, until when, and why; rights are checked
    where it is carried out (R-T06)."""

    _name = "complaint.extension.asking"
    _description = "More Time"

    case_id = fields.Many2one("complaint.case", readonly=True)
    duty_id = fields.Many2one("complaint.duty", readonly=True)
    clock = fields.Selection("_get_clocks", "Limit", required=True)
    new_due_on = fields.Datetime("New date")
    reason = fields.Text()

    @api.model
    def _get_clocks(self):
        """The limits for which this user may ask for more time: those of the record
        that the form was opened on, else those that he holds."""
        model = self.env.context.get("extension_model")
        if model not in ("complaint.case", "complaint.duty"):
            clocks = self._get_held_clocks()
        else:
            record = self.env[model].browse(self.env.context.get("extension_id", ()))
            if not record.has_access("read"):
                return []
            extensions = self.env["complaint.extension"]
            clocks = record._get_running_clocks().filtered(extensions._may_ask)
        return [
            (str(clock.id), self._tell_clock(clock))
            for clock in clocks.filtered("due_on")
        ]

    @api.model
    def _get_held_clocks(self):
        # employees have no right on clocks; what somebody holds he may know of
        clocks, me = self.env["complaint.clock"].sudo(), self.env.uid
        return clocks.search([("is_running", "=", True), ("user_id", "=", me)])

    def _tell_clock(self, clock):
        due = format_datetime(self.env, clock.due_on, dt_format="short")
        parts = [clock.duty_id._get_asked_name() if clock.duty_id else ""]
        return " · ".join(filter(None, [*parts, clock.limit_id.name, due]))

    @api.model
    def _get_action(self, record):
        """The action that asks for more time on ``record``, a case or a duty."""
        name = "duty_id" if record._name == "complaint.duty" else "case_id"
        forms = self.with_context(extension_model=record._name, extension_id=record.id)
        clocks = forms._get_clocks()
        if not clocks:
            extensions = self.env["complaint.extension"]
            running = record._get_running_clocks()
            if running:
                extensions._check_may_ask(running[0])
            extensions._check_later(running[:0], False)
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask for more time"),
            "res_model": self._name,
            "res_id": forms.create({name: record.id, "clock": clocks[0][0]}).id,
            "view_mode": "form",
            "target": "new",
            "context": {
                "extension_model": record._name,
                "extension_id": record.id,
            },
        }

    def action_ask(self):
        """Ask, as this user."""
        self.ensure_one()
        record = self.duty_id or self.case_id
        record.action_extend(int(self.clock), self.new_due_on, self.reason or " ")
        return {"type": "ir.actions.act_window_close"}
