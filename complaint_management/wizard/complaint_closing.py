from odoo import api, fields, models


class ComplaintClosing(models.TransientModel):
    """Asks for the words that a step at the end of a case needs."""

    _name = "complaint.closing"
    _description = "End of a complaint"

    case_id = fields.Many2one("complaint.case", required=True, readonly=True)
    purpose = fields.Selection(
        [
            ("solved", "It is solved"),
            ("unsolved", "It is not solved"),
            ("unsatisfied", "Close unsatisfied"),
            ("alone", "Handle on its own again"),
        ],
        required=True,
        readonly=True,
    )
    words = fields.Text()
    ending = fields.Text("What the customer is told")

    @api.model
    def _get_action(self, case, purpose):
        """The action that asks what ``purpose`` needs."""
        wizard = self.create({"case_id": case.id, "purpose": purpose})
        labels = dict(self._fields["purpose"]._description_selection(self.env))
        return {
            "type": "ir.actions.act_window",
            "name": labels[purpose],
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_go(self):
        """Take the step; rights are checked there."""
        self.ensure_one()
        case = self.case_id
        step = {
            "solved": lambda: case.action_confirm_solved(self.words),
            "unsolved": lambda: case.action_deny_solved(self.words),
            "unsatisfied": lambda: case.action_close_unsatisfied(
                self.words, self.ending
            ),
            "alone": lambda: case.action_handle_alone(self.words),
        }[self.purpose]
        return step() or {"type": "ir.actions.act_window_close"}
