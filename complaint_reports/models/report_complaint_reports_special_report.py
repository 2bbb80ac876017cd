from odoo import api, models

from ..tools import forms


class SpecialReport(models.AbstractModel):
    """What cannot be solved with the means at hand: the written special report to the
    GM, with his decision (R-Q04)."""

    _name = "report.complaint_reports.special_report"
    _inherit = ["complaint.paper"]
    _description = "Special report to the GM"
    _form_model = "capa.special.report"

    @api.model
    def _get_number(self, doc):
        return doc.sudo().plan_id.number

    @api.model
    def _get_sheets(self, docs):
        asked = self._find_requests(docs, "plan_resources")
        nothing = self.env["complaint.approval.request"].sudo()
        posts = self.env["complaint.post"]
        gms = {
            company: posts._get_holder("gm", company).sudo().name
            for company in docs.sudo().plan_id.company_id
        }
        return {
            report: [
                self._get_report_sheet(
                    report,
                    asked.get(report.id, nothing),
                    gms[report.sudo().plan_id.company_id],
                )
            ]
            for report in docs
        }

    def _get_report_sheet(self, report, request, gm):
        # who may read the report may know what it is about
        plan = report.sudo().plan_id
        return forms.sheet(
            self.env._("Special Report"),
            self._get_letter_block(report, plan, gm),
            forms.grid(
                self.env._("What is asked for"),
                [self._pair(report, "name")],
                [self._pair(report, "kind"), self._pair(report, "cost")],
            ),
            forms.text(self.env._("The problem"), plan.problem, lines=3),
            forms.text(
                self.env._("What cannot be solved, and why"), report.problem, lines=5
            ),
            forms.grid(
                self.env._("Decision of the general manager"),
                [self._pair(report, "state"), self._pair(report, "decided_on")],
                [self._pair(report, "decision", self.env._("Instruction"))],
            ),
            *self._get_decision_blocks(request),
            self._get_turn_boxes(
                self.env._("Signed on paper"),
                request,
                [self.env._("Reported by"), self.env._("General manager")],
            ),
            head=[(self.env._("Plan"), plan.number)],
        )

    def _get_letter_block(self, report, plan, gm):
        """From whom, to whom; R-Q04: the business department gets it too."""
        whom = " ".join(filter(None, [self.env._("General manager"), gm]))
        return forms.grid(
            None,
            [
                (self.env._("To"), whom),
                self._pair(plan, "owner_id", self.env._("From")),
                self._pair(report, "asked_on", self.env._("Given in on")),
            ],
            [
                (self.env._("Copy to"), self.env._("Business department")),
                (self.env._("Plan of measures"), plan.display_name),
            ],
            [self._pair(plan, "case_numbers")],
        )
