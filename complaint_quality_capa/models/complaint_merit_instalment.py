from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintMeritInstalment(models.Model):
    """What one month takes or gives of a decided amount; handed to payroll in a list,
    never deducted by itself (R-R05)."""

    _name = "complaint.merit.instalment"
    _inherit = ["complaint.guarded.mixin", "complaint.month.mixin"]
    _description = "Instalment"
    _order = "month, id"
    _rec_name = "merit_id"

    merit_id = fields.Many2one(
        "complaint.merit",
        "Reward or penalty",
        required=True,
        readonly=True,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    company_id = fields.Many2one(
        related="merit_id.company_id", store=True, precompute=True, index=True
    )
    employee_id = fields.Many2one(
        related="merit_id.employee_id", store=True, precompute=True, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    month = fields.Date(readonly=True, guarded=True)
    amount = fields.Monetary(
        required=True, readonly=True, guarded=True, help="Negative: taken."
    )
    reverses_id = fields.Many2one(
        "complaint.merit.instalment",
        "Takes back",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    is_cancelled = fields.Boolean("Cancelled", readonly=True, guarded=True)
    payroll_id = fields.Many2one(
        "complaint.payroll.list",
        "Handed over with",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )

    _due_idx = models.Index(
        "(company_id, month) WHERE payroll_id IS NULL AND is_cancelled IS NOT TRUE"
    )
    _reversed_once = models.UniqueIndex(
        "(reverses_id) WHERE reverses_id IS NOT NULL", "This was taken back already."
    )

    def _get_payroll_row(self):
        """One line of the list for payroll: number, person, month, amount."""
        self.ensure_one()
        merit, person = self.merit_id, self.employee_id
        found = dict(merit._fields["finding"]._description_selection(self.env))
        return [
            merit.number,
            person.barcode,
            person.name,
            merit.department_id.name,
            f"{self.month:%Y-%m}",
            found[merit.finding],
            self.amount,
        ]

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(self.env._("Instalments come from what was decided."))

    def write(self, vals):
        if vals:
            raise UserError(self.env._("Instalments come from what was decided."))
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        """:raises UserError: always"""
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("Instalments stay on file."))
