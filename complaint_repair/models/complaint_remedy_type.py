from odoo import fields, models


class ComplaintRemedyType(models.Model):
    _inherit = "complaint.remedy.type"

    executor = fields.Selection(
        selection_add=[("repair", "Repair")],
        ondelete={"repair": lambda types: types.write({"executor": "handler"})},
    )

    def _compute_executor(self):
        result = super()._compute_executor()
        for remedy in self:
            if remedy.kind == "repair":
                remedy.executor = "repair"
        return result
