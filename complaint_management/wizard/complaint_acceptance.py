from odoo import api, fields, models


class ComplaintAcceptance(models.TransientModel):
    """Asks the acceptance tests of a case's policy, one after the other (R-I08)."""

    _name = "complaint.acceptance"
    _description = "Acceptance Test of a Case"

    case_id = fields.Many2one("complaint.case", required=True, readonly=True)
    line_ids = fields.One2many("complaint.acceptance.line", "acceptance_id", "Tests")

    @api.model
    def _get_action(self, case):
        """The form with every test, answered as it was the last time."""
        case.check_access("write")
        latest = case._get_latest_answers()
        tests = case.policy_id.sudo().acceptance_test_ids
        wizard = self.create(
            {
                "case_id": case.id,
                "line_ids": [
                    fields.Command.create(
                        {
                            "test_id": test.id,
                            "answer": latest[test].answer if test in latest else False,
                            "note": latest[test].note if test in latest else False,
                        }
                    )
                    for test in tests
                ],
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Can it be accepted?"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_keep(self):
        """Keep the answers; the case stays where it is."""
        self.ensure_one()
        self.line_ids._keep()
        return {"type": "ir.actions.act_window_close"}

    def action_accept(self):
        """Keep the answers and accept; refused with what stands in the way."""
        self.ensure_one()
        self.line_ids._keep()
        self.case_id._accept()
        return {"type": "ir.actions.act_window_close"}

    def action_refuse(self):
        """Keep the answers and go on to the reason why it is not accepted."""
        self.ensure_one()
        self.line_ids._keep()
        return self.case_id.action_refuse()
