from odoo import api, models

from ..tools import forms


class CaseHandling(models.AbstractModel):
    """顾客投诉处理表: cause, responsibility, disposition, talks with the customer, and
    each approver's instruction, signature and date (R-A02)."""

    _name = "report.complaint_reports.case_handling"
    _inherit = ["complaint.paper.case"]
    _description = "Handling form"

    @api.model
    def _get_sheets(self, docs):
        return {case: [made] for case, made in self._get_handling_sheets(docs).items()}

    @api.model
    def _get_handling_sheets(self, cases, told=None):
        """The handling form of each case.

        :param told: cases whose complainant the reader may know (R-P03); default all
        """
        told = cases if told is None else told
        lines = self._find_rows("complaint.line", "case_id", cases)
        remedies = self._find_rows("complaint.remedy", "case_id", cases)
        # of a group the lead was decided on, for all of its members (R-I15)
        leads = cases.sudo().lead_id
        asked = self._find_requests(cases | leads, "disposition")
        nothing = self.env["complaint.approval.request"].sudo()
        return {
            case: self._get_handling_sheet(
                case,
                lines(case),
                remedies(case),
                asked.get(case.id) or asked.get(case.sudo().lead_id.id) or nothing,
                case in told,
            )
            for case in cases
        }

    def _get_handling_sheet(self, case, lines, remedies, request, told):
        head = [*self._get_case_head(case)[:2]]
        if request:
            head.append(
                (self.env._("Decided on"), self._say_moment(request.decided_on))
            )
        return forms.sheet(
            self.env._("Complaint Handling Form"),
            self._get_matter_block(case, lines, told),
            self._get_cause_block(case),
            self._get_remedy_block(remedies),
            self._get_answer_block(case),
            self._get_talks_block(case),
            *self._get_decision_blocks(request),
            self._get_turn_boxes(
                self.env._("Signed on paper"), request, self._get_usual_signers()
            ),
            head=head,
        )

    def _get_usual_signers(self):
        """B's chain, where nobody was asked yet."""
        return [
            self.env._("Sales branch"),
            self.env._("Market department"),
            self.env._("Vice GM in charge"),
            self.env._("General manager"),
        ]

    def _get_matter_block(self, case, lines, told):
        rows = [
            [(self.env._("Product"), self._say_products(lines))],
            [self._pair(case, "title", self.env._("Complaint"))],
            [self._pair(case, "confirmed_facts")],
        ]
        if told:
            rows.insert(
                0,
                [
                    self._pair(case, "partner_name"),
                    self._pair(case, "partner_company"),
                    self._pair(case, "claimed_amount"),
                ],
            )
        return forms.grid(self.env._("Complaint"), *rows)

    def _get_cause_block(self, case):
        return forms.grid(
            self.env._("Cause and responsibility"),
            [self._pair(case, "cause")],
            [
                self._pair(case, "responsible_kind"),
                self._pair(case, "responsible_department_id"),
                self._pair(case, "responsible_since"),
            ],
        )

    def _get_remedy_block(self, remedies):
        heads = [
            (self.env._("Remedy"), 22),
            (self.env._("Product"), 30),
            (self.env._("Quantity"), 12),
            (self.env._("Amount"), 16),
            (self.env._("Status"), 20),
        ]
        rows = [
            [
                "\n".join(filter(None, [self._say(one, "type_id"), one.note])),
                ", ".join(
                    filter(None, [self._say(one, "product_id"), one.lot_id.name])
                ),
                self._say(one, "quantity") if one.product_id else "",
                self._say(one, "amount"),
                self._say(one, "state"),
            ]
            for one in self._keep(remedies, lambda one: one.state != "cancelled")
        ]
        return forms.table(self.env._("Disposition"), heads, rows, blank=2)

    def _get_answer_block(self, case):
        return forms.grid(
            self.env._("Answer to the customer"),
            [self._pair(case, "outcome")],
            [self._pair(case, "improvement")],
            [self._pair(case, "follow_up_note"), self._pair(case, "follow_up_on")],
        )

    def _get_talks_block(self, case):
        """R-A09, R-A10: talked over with the customer before."""
        return forms.grid(
            self.env._("Talks with the customer"),
            [
                self._pair(case, "talks_result", self.env._("Result")),
                self._pair(case, "talks_leader_id"),
                self._pair(case, "talked_on"),
            ],
            [self._pair(case, "talks_note")],
        )
