from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintPause(models.Model):
    """A case waits for the customer: since when, until when, why (R-I10, R-T08).

    Whether the clocks stop meanwhile is a switch of the policy.
    """

    _name = "complaint.pause"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Waiting for the Customer"
    _order = "since desc, id desc"
    _rec_name = "reason"

    case_id = fields.Many2one(
        "complaint.case",
        required=True,
        readonly=True,
        index=True,
        ondelete="cascade",
        guarded=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    reason = fields.Text("What is asked", required=True, readonly=True, guarded=True)
    since = fields.Datetime(required=True, readonly=True, guarded=True)
    until = fields.Datetime(readonly=True, guarded=True, trailed=True)
    asked_by_id = fields.Many2one("res.users", "Asked by", readonly=True, guarded=True)

    _open_uniq = models.UniqueIndex(
        "(case_id) WHERE until IS NULL", "This case waits for the customer already."
    )
    _order_check = models.Constraint(
        "CHECK (until IS NULL OR until >= since)", "A pause ends after it begins."
    )

    @api.model
    def _begin(self, case, reason):
        """``case`` waits for the customer from now on.

        :raises UserError: it waits already, is not open, or no reason is given
        """
        reason = (reason or "").strip()
        if not case.is_open or case.pause_id:
            raise UserError(
                self.env._(
                    "%(case)s is not open, or waits for the customer already.",
                    case=case.display_name,
                )
            )
        if not reason:
            raise UserError(self.env._("Write down what the customer is asked."))
        pause = self._create_guarded(
            [
                {
                    "case_id": case.id,
                    "reason": reason,
                    "since": fields.Datetime.now(),
                    "asked_by_id": self.env.uid,
                }
            ]
        )
        case._write_guarded({"pause_id": pause.id, "pause_count": case.pause_count + 1})
        self.env["complaint.clock.planner"]._retime(case, reason)

    def _end(self):
        """The customer answered, or is not waited for any longer."""
        for pause in self:
            pause._write_guarded({"until": fields.Datetime.now()})
            pause.case_id._write_guarded({"pause_id": False})
        self.env["complaint.clock.planner"]._retime(self.case_id)
