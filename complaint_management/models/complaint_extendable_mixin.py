from odoo import fields, models
from odoo.exceptions import UserError


class ComplaintExtendableMixin(models.AbstractModel):
    """A case or a duty on whose running limits more time is asked for (R-T06)."""

    _name = "complaint.extendable.mixin"
    _description = "Has limits that are extended"

    def action_extend(self, clock_id=False, new_due_on=False, reason=False):
        """Ask for more time for one running limit; without a limit a form asks.

        :param int clock_id: of ``complaint.clock``, as ``get_clocks`` tells it
        :param str new_due_on: UTC, later than the present due date
        :param str reason: for those who decide, and for the complainant
        :return: id of the ``complaint.extension`` that is being decided
        :raises AccessError: he neither holds the limit nor handles the complaint
        :raises UserError: the limit does not run, or the date is not later
        """
        self.ensure_one()
        self.check_access("read")
        if not clock_id:
            return self.env["complaint.extension.asking"]._get_action(self)
        clock = self._get_running_clocks().filtered(lambda one: one.id == clock_id)
        if not clock:
            raise UserError(
                self.env._("This limit does not run now: there is nothing to extend.")
            )
        due = fields.Datetime.to_datetime(new_due_on)
        return self.env["complaint.extension"]._ask(clock, due, reason).id

    def _get_running_clocks(self):
        """The clocks of this record that run; of a case, those of its duties too."""
        name = "duty_id" if self._name == "complaint.duty" else "case_id"
        # who reads the record may know by when it is owed
        clocks = self.env["complaint.clock"].sudo()
        running = [(name, "=", self.id), ("is_running", "=", True)]
        return clocks.search(running) if self.id else clocks

    def action_open_extensions(self):
        """More time that was asked for here: old and new date, reason, who decided."""
        self.ensure_one()
        name = "duty_id" if self._name == "complaint.duty" else "case_id"
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Extensions"),
            "res_model": "complaint.extension",
            "view_mode": "list,form",
            "domain": [(name, "=", self.id)],
            "context": {"extension_model": self._name, "extension_id": self.id},
        }
