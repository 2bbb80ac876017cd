from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintLegalAdvice(models.Model):
    """What the legal department advises in a case, read by its people, by executives
    and by who asked only (R-D10). Officers who did not ask do not read it."""

    _name = "complaint.legal.advice"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Legal Advice"
    _rec_name = "number"
    _order = "id desc"

    duty_id = fields.Many2one(
        "complaint.duty", required=True, readonly=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="duty_id.company_id", store=True, precompute=True, index=True
    )
    number = fields.Char(related="duty_id.number")
    question = fields.Text(related="duty_id.question")
    state = fields.Selection(related="duty_id.state")
    can_write = fields.Boolean(compute="_compute_can_write")
    advice = fields.Text()
    file = fields.Binary(attachment=True)
    file_name = fields.Char()

    _duty_uniq = models.UniqueIndex("(duty_id)", "There is an advice on it already.")

    def _compute_can_write(self):
        for one in self:
            one.can_write = bool(one._filtered_access("write"))

    def write(self, vals):
        if "duty_id" in vals:
            raise UserError(self.env._("An advice stays with what was asked."))
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An advice stays on file."))
