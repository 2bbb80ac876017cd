from odoo import api, models

from ..tools import forms


class MeritNotice(models.AbstractModel):
    """Notice of a penalty or a reward, to who is meant: facts, amount and months, until
    when he may object, what was decided; he signs that he got it (R-R03 to R-R05)."""

    _name = "report.complaint_reports.merit_notice"
    _inherit = ["complaint.paper"]
    _description = "Notice of a penalty or reward"
    _form_model = "complaint.merit"

    @api.model
    def _get_sheets(self, docs):
        payments = self._find_rows("complaint.merit.instalment", "merit_id", docs)
        asked = self._find_requests(docs, "merit")
        nothing = self.env["complaint.approval.request"].sudo()
        return {
            merit: [
                self._get_notice_sheet(
                    merit, payments(merit), asked.get(merit.id, nothing)
                )
            ]
            for merit in docs
        }

    def _get_notice_sheet(self, merit, payments, request):
        is_penalty = merit.sense == "penalty"
        decided = merit.state in ("decided", "corrected")
        return forms.sheet(
            self.env._("Penalty Notice") if is_penalty else self.env._("Reward Notice"),
            self._get_proposal_remark(decided),
            self._get_whom_block(merit),
            forms.text(self.env._("Facts and what shows them"), merit.facts, lines=4),
            self._get_amount_block(merit),
            self._get_payment_block(payments),
            self._get_objection_block(merit) if is_penalty else None,
            self._get_ruling_block(merit, request),
            forms.remark(self._say_chain(request)) if decided and request else None,
            self._get_receipt_block(merit, decided),
            head=[
                self._pair(merit, "number"),
                self._pair(merit, "state"),
                self._pair(merit, "decided_on"),
            ],
        )

    def _get_proposal_remark(self, decided):
        """R-R05: a proposal is not a deduction."""
        if decided:
            return None
        return forms.remark(
            self.env._("A proposal: nothing is paid or deducted before it is decided."),
            strong=True,
        )

    def _get_whom_block(self, merit):
        return forms.grid(
            self.env._("To"),
            [
                self._pair(merit, "employee_id"),
                self._pair(merit, "department_id"),
                self._pair(merit, "origin_number"),
            ],
            [
                self._pair(merit, "finding"),
                self._pair(merit, "rule_id"),
                self._pair(merit, "is_serious"),
            ],
        )

    def _get_amount_block(self, merit):
        return forms.grid(
            self.env._("What it comes to"),
            [
                self._pair(merit, "form"),
                self._pair(merit, "base_amount"),
                self._pair(merit, "amount"),
            ],
        )

    def _get_payment_block(self, payments):
        heads = [
            (self.env._("Month"), 40),
            (self.env._("Amount"), 30),
            (self.env._("Handed to payroll"), 30),
        ]
        rows = [
            [
                one.month.strftime("%Y-%m"),
                self._say(one, "amount"),
                self._say(one, "payroll_id"),
            ]
            for one in self._keep(payments, lambda one: not one.is_cancelled)
        ]
        return forms.table(self.env._("Instalments"), heads, rows)

    def _get_objection_block(self, merit):
        return forms.grid(
            self.env._("Hearing"),
            [
                self._pair(merit, "heard_on"),
                self._pair(merit, "object_until"),
                self._pair(merit, "objected_on"),
            ],
            [self._pair(merit, "objection")],
            [self._pair(merit, "answer")],
        )

    def _get_ruling_block(self, merit, request):
        last = request.signature_ids.sorted("id")[-1:]
        ruled = merit.state in ("decided", "corrected", "refused") and last
        return forms.grid(
            self.env._("Decision"),
            [
                self._pair(merit, "decided_on"),
                (self.env._("Decided by"), last.principal_name if ruled else ""),
            ],
            [(self.env._("Instruction"), last.comment if ruled else "")],
        )

    def _get_receipt_block(self, merit, decided):
        return self._get_boxes(
            self.env._("Signatures"),
            {
                "label": self.env._("Decided by"),
                "words": self._say(merit, "state") if decided else "",
            },
            {
                "label": self.env._("Received by"),
                "name": self._say(merit, "employee_id")
                or self._say(merit, "department_id"),
            },
            {"label": self.env._("Human resources")},
        )
