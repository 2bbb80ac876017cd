from odoo import api, fields, models
from odoo.exceptions import ValidationError

from .complaint_duty import KINDS


class ComplaintRoutingLine(models.Model):
    """A further department (or team) that a rule asks, in which step (R-D16)."""

    _name = "complaint.routing.line"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.setting.mixin",
        "complaint.routing.target",
    ]
    _approval_parent = "policy_id"
    _approval_through = "routing_id"
    _description = "Department that a Rule Asks"
    _order = "routing_id, step, id"

    policy_id = fields.Many2one(related="routing_id.policy_id")
    routing_id = fields.Many2one(
        "complaint.routing", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="routing_id.company_id", store=True)
    kind = fields.Selection(
        [kind for kind in KINDS if kind[0] != "lead"],
        "Part",
        required=True,
        default="assisting",
    )
    step = fields.Integer(
        default=10,
        help="Opens when the steps with a smaller number are done; the same number "
        "means side by side.",
    )
    question = fields.Text("What is asked", translate=True)

    @api.constrains("target", "department_id", "department_kind", "team_id")
    def _check_line(self):
        self._check_target()

    def _prepare_duty_vals(self, case, faults):
        """The duty that this line makes; where nobody can be asked, why is put into
        ``faults``."""
        try:
            asked = self._get_asked(case)
        except ValidationError as error:
            faults.append(str(error))
            return {}
        return {
            "case_id": case.id,
            "kind": self.kind,
            "sequence": self.step,
            "question": self.question,
            **asked,
        }
