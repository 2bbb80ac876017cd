from odoo import fields, models


class CapaFaultNoteLine(models.TransientModel):
    """One fault that is being noted."""

    _name = "capa.fault.note.line"
    _description = "Fault being noted"

    note_id = fields.Many2one(
        "capa.fault.note", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="note_id.company_id")
    kind_id = fields.Many2one("capa.fault.kind", "Kind of fault", required=True)
    name = fields.Char("What went wrong", required=True)
    department_id = fields.Many2one("hr.department", "By the department")
    measure = fields.Char("What is done about it")
    user_id = fields.Many2one("res.users", "Person", domain=[("share", "=", False)])
    date_due = fields.Date("Until")

    def _get_rows(self):
        """Values of the faults."""
        return [
            {
                "kind_id": line.kind_id.id,
                "name": line.name,
                "department_id": line.department_id.id,
                "measure": line.measure,
                "user_id": line.user_id.id,
                "date_due": line.date_due,
            }
            for line in self
        ]
