from odoo import fields, models


class ComplaintAcceptanceLine(models.TransientModel):
    """One question in the form."""

    _name = "complaint.acceptance.line"
    _description = "Question of an Acceptance Test"
    _order = "id"

    acceptance_id = fields.Many2one(
        "complaint.acceptance", required=True, index=True, ondelete="cascade"
    )
    test_id = fields.Many2one("complaint.acceptance.test", readonly=True)
    question = fields.Char(related="test_id.name")
    on_no = fields.Selection(related="test_id.on_no")
    answer = fields.Selection([("yes", "Yes"), ("no", "No")])
    note = fields.Char("Grounds")

    def _keep(self):
        """Write new and changed answers to the case; each one with its question."""
        answers = self.env["complaint.acceptance.answer"]
        values = []
        for line in self.filtered("answer"):
            case = line.acceptance_id.case_id
            latest = case._get_latest_answers().get(line.test_id, answers)
            if (latest.answer, latest.note) != (line.answer, line.note):
                values.append(
                    {
                        "case_id": case.id,
                        "test_id": line.test_id.id,
                        "answer": line.answer,
                        "note": line.note,
                    }
                )
        answers.create(values)
