from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError


class ComplaintAcceptanceAnswer(models.Model):
    """How one acceptance test was answered for one case (R-I08). Append-only: the
    latest answer to a question counts."""

    _name = "complaint.acceptance.answer"
    _description = "Acceptance Answer"
    _order = "id desc"
    _rec_name = "question"

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    test_id = fields.Many2one(
        "complaint.acceptance.test",
        index=True,
        ondelete="set null",
        help="Empty once the policy no longer has the question.",
    )
    question = fields.Char(required=True, help="As it was asked then.")
    answer = fields.Selection([("yes", "Yes"), ("no", "No")], required=True)
    note = fields.Char("Grounds")
    user_id = fields.Many2one(
        "res.users", "Answered by", readonly=True, default=lambda self: self.env.user
    )

    @api.model_create_multi
    def create(self, vals_list):
        tests = self.env["complaint.acceptance.test"]
        for vals in vals_list:
            vals["user_id"] = self.env.uid
            vals["question"] = tests.browse(vals.get("test_id")).name
        answers = super().create(vals_list)
        answers._check_given()
        # who may answer may not write the case: that it was tested is all that changes
        answers.case_id.sudo().filtered(lambda case: not case.tested)._write_guarded(
            {"tested": True}
        )
        return answers

    def _check_given(self):
        """Asked by the policy of the case; a no that stops nothing is explained."""
        for answer in self:
            test = answer.test_id
            if test.policy_id != answer.case_id.policy_id:
                raise ValidationError(
                    self.env._(
                        "“%(question)s” is no question of the policy of this case.",
                        question=answer.question,
                    )
                )
            explained = (answer.note or "").strip()
            if answer.answer == "no" and test.on_no == "explain" and not explained:
                raise ValidationError(
                    self.env._(
                        "“%(question)s”: write down what is done instead.",
                        question=answer.question,
                    )
                )

    def write(self, vals):
        raise UserError(self.env._("An answer stays as it was given. Answer anew."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("An answer stays as it was given. Answer anew."))
