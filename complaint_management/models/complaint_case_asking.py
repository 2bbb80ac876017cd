from odoo import fields, models
from odoo.exceptions import AccessError, UserError

EXECUTIVE = "complaint_management.group_complaint_executive"


class ComplaintCaseAsking(models.AbstractModel):
    """What is asked outside of the rules: an instruction of the branch (R-I21), advice
    of the legal department (R-D10), the general office in a difficult case (R-D14)."""

    _name = "complaint.case.asking"
    _inherit = "complaint.case.duties"
    _description = "Questions to branch and legal department"

    branch_duty_id = fields.Many2one(
        "complaint.duty",
        "Question to the branch",
        readonly=True,
        copy=False,
        guarded=True,
        ondelete="restrict",
    )
    branch_question = fields.Text(related="branch_duty_id.question")
    branch_instruction = fields.Text(
        related="branch_duty_id.instruction", string="Instruction of the branch"
    )
    branch_answer_state = fields.Selection(
        related="branch_duty_id.state", string="State of the answer"
    )
    legal_risk = fields.Boolean(
        "Legal risk",
        readonly=True,
        copy=False,
        guarded=True,
        trailed=True,
        help="A suit, arbitration or authority is threatened or on its way.",
    )

    def _get_branch(self):
        """The branch that faces the customer; see ``complaint.case.routing``."""
        return self.branch_id

    def action_ask_branch(self, question=False):
        """Put to the branch what the receiver cannot answer at once (R-I21): its head
        gives an instruction, by which the customer is answered. Without a question a
        form asks for it.

        :raises AccessError: who received or handles the case, or an officer, asks
        :raises UserError: no branch is known
        """
        self.ensure_one()
        self.check_access("read")
        if not self._is_mine_to_answer() and self.env.user != self.user_id:
            raise AccessError(
                self.env._("Who received or handles the complaint asks the branch.")
            )
        self._check_is_worked_on()
        branch = self.sudo()._get_branch()
        if not branch:
            raise UserError(
                self.env._("Choose the branch or store that faces the customer first.")
            )
        if not (question or "").strip():
            return self.env["complaint.duty.note"]._get_action(self, "branch")
        duty = self._ask_one(branch, "branch", question)
        self.sudo()._write_guarded({"branch_duty_id": duty.id})
        return None

    def action_refer_to_legal(self, reason=False):
        """Flag a legal risk and draw in the legal department (R-D10). Without a reason
        a form asks for it.

        :raises AccessError: officers and executives do
        :raises UserError: the company has no legal department
        """
        self.ensure_one()
        self.check_access("read")
        if not self.env.user.has_group(EXECUTIVE):
            self._check_is_officer()
        self._check_is_worked_on()
        legal = self.env["hr.department"]._get_of_kind("legal", self.company_id)
        if not legal:
            raise UserError(
                self.env._(
                    "%(company)s has no department that is “Legal” in complaints: "
                    "choose its part in complaints on the department.",
                    company=self.company_id.name,
                )
            )
        if not (reason or "").strip():
            return self.env["complaint.duty.note"]._get_action(self, "legal")
        self._ask_one(legal, "legal", reason)
        # an executive may not write the case: he flags it, that was checked
        self.sudo()._write_guarded({"legal_risk": True}, reason)
        return None

    def action_report_difficult(self, text=False):
        """Report a difficult case to the general office, where there is none to the
        general manager's (R-D14). Without a text a form asks for it.

        :param str text: what makes it difficult, what was tried
        :raises AccessError: who received or handles the case, or an officer, reports
        :raises UserError: the company has neither office
        """
        self.ensure_one()
        self.check_access("read")
        if not self._is_mine_to_answer() and self.env.user != self.user_id:
            raise AccessError(
                self.env._("Who received or handles the complaint reports it.")
            )
        self._check_is_worked_on()
        offices = self.env["hr.department"]
        office = offices._get_of_kind("general_office", self.company_id)
        office = office or offices._get_of_kind("gm_office", self.company_id)
        if not office:
            raise UserError(
                self.env._(
                    "%(company)s has no department that is “General office” in "
                    "complaints: choose its part in complaints on the department.",
                    company=self.company_id.name,
                )
            )
        if not (text or "").strip():
            return self.env["complaint.duty.note"]._get_action(self, "office")
        self._ask_one(office, "report", text)
        return None

    def _ask_one(self, department, kind, question):
        """A duty beside all steps, because it waits for nobody."""
        self._check_nothing_private(question)
        return self._ask_departments(
            [
                {
                    "case_id": self.id,
                    "department_id": department.id,
                    "kind": kind,
                    "sequence": 0,
                    "question": question,
                }
            ]
        )
