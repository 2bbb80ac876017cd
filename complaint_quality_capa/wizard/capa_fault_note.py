from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command

_LATE = "complaint_quality_capa.capa_fault_kind_late"


class CapaFaultNote(models.TransientModel):
    """Asks what went wrong in the handling of a case, and closes it (R-Q13)."""

    _name = "capa.fault.note"
    _description = "What went wrong in the handling"

    case_id = fields.Many2one("complaint.case", required=True, readonly=True)
    company_id = fields.Many2one(related="case_id.company_id")
    closes = fields.Boolean(readonly=True)
    line_ids = fields.One2many("capa.fault.note.line", "note_id", "Faults")

    @api.model
    def _get_action(self, case):
        """The action that asks; limits that were missed are suggested."""
        wizard = self.create(
            {
                "case_id": case.id,
                "closes": case.state == "confirming",
                "line_ids": [
                    Command.create(vals) for vals in self._prepare_lines(case)
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("What went wrong in the handling?"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    @api.model
    def _prepare_lines(self, case):
        if case.faults_said_on:
            return []
        late = self.env.ref(_LATE, raise_if_not_found=False)
        return [
            {
                "kind_id": late.id if late else False,
                "name": self.env._("Late: %(limit)s", limit=clock.limit_id.name),
                "department_id": (
                    clock.duty_id.department_id or case.sudo().owner_department_id
                ).id,
            }
            for clock in case._find_missed_clocks()
        ]

    def action_note(self):
        """Note the faults, and close the case where it waits for that; rights and
        guards are asked there.

        :raises UserError: there is nothing to note
        """
        self.ensure_one()
        if not self.line_ids:
            raise UserError(self.env._("Add what went wrong, or say that nothing did."))
        return self._say(self.line_ids._get_rows())

    def action_nothing(self):
        """Nothing went wrong; close the case where it waits for that."""
        self.ensure_one()
        return self._say([])

    def _say(self, rows):
        self.case_id._say_faults(rows)
        if self.case_id.state == "confirming":
            self.case_id.action_close()
        return {"type": "ir.actions.act_window_close"}
