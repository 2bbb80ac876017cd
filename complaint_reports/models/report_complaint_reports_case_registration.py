from odoo import api, models

from ..tools import forms


class CaseRegistration(models.AbstractModel):
    """客户投诉登记表: what was recorded when the complaint came in (R-I04, R-F01)."""

    _name = "report.complaint_reports.case_registration"
    _inherit = ["complaint.paper.case"]
    _description = "Registration form"

    @api.model
    def _get_sheets(self, docs):
        lines = self._find_rows("complaint.line", "case_id", docs)
        evidences = self._find_rows("complaint.evidence", "case_id", docs)
        samples = self._find_rows("complaint.sample", "case_id", docs)
        answers = self._find_rows("complaint.acceptance.answer", "case_id", docs)
        every = docs.env["complaint.evidence"].union(*(evidences(doc) for doc in docs))
        pictures = self._find_photos(every)
        return {
            case: [
                forms.sheet(
                    self.env._("Complaint Registration Form"),
                    self._get_intake_block(case),
                    self._get_complainant_block(case),
                    *self._get_product_blocks(lines(case)),
                    *self._get_event_blocks(case),
                    self._get_evidence_block(evidences(case)),
                    self._get_sample_block(samples(case)),
                    self._get_judgement_block(case),
                    self._get_test_block(answers(case)),
                    self._get_signing_block(case),
                    *self._get_photo_block(evidences(case), pictures),
                    head=self._get_case_head(case),
                )
            ]
            for case in docs
        }

    def _get_intake_block(self, case):
        gap = case.registration_gap
        return forms.grid(
            self.env._("Receipt"),
            [
                self._pair(case, "received_on"),
                self._pair(case, "receiver_id"),
                self._pair(case, "channel_id"),
            ],
            [
                self._pair(case, "registered_on"),
                (
                    self.env._("Registered after"),
                    self.env._("%(hours)s h", hours=f"{gap:.1f}") if gap > 0 else "",
                ),
                self._pair(case, "kind"),
            ],
            [
                self._pair(case, "category_id"),
                self._pair(case, "policy_id"),
                (
                    self.env._("Registered before"),
                    self.env._("Repeat complaint") if case.is_repeat else "",
                ),
            ],
        )

    def _get_judgement_block(self, case):
        """R-I22: the first judgement of the receiver, as it is now."""
        judged = case.sudo().assessment_id
        unit = self._say(judged, "cause_department_id")
        cause = " · ".join(filter(None, [self._say(judged, "cause"), unit]))
        return forms.grid(
            self.env._("First judgement"),
            [
                self._pair(case, "severity_id"),
                self._pair(case, "urgency"),
                self._pair(case, "complexity"),
            ],
            [
                (self.env._("Cause seems to lie with"), cause if judged else ""),
                self._pair(judged, "reasonable"),
                self._pair(judged, "user_id"),
            ],
            [self._pair(judged, "facts")],
            [
                self._pair(case, "accepted_on"),
                self._pair(case, "refused_on"),
                self._pair(case, "acknowledged_on"),
            ],
        )

    def _get_test_block(self, answers):
        """R-I08: each question of the acceptance test, answered and kept."""
        heads = [
            (self.env._("Acceptance test"), 48),
            (self.env._("Answer"), 10),
            (self.env._("Grounds"), 24),
            (self.env._("By"), 18),
        ]
        latest = {one.question: one for one in answers.sorted("id")}
        rows = [
            [
                one.question,
                self._say(one, "answer"),
                one.note or "",
                self._say(one, "user_id"),
            ]
            for one in latest.values()
        ]
        return forms.table(self.env._("Acceptance"), heads, rows)

    def _get_signing_block(self, case):
        return self._get_boxes(
            self.env._("Signatures"),
            {
                "label": self.env._("Registered by"),
                "name": self._say(case, "receiver_id"),
                "on": self._say_day(case.registered_on),
            },
            {
                "label": self.env._("Handled by"),
                "name": self._say(case, "user_id"),
            },
            {
                "label": self.env._("Department that takes it over"),
                "words": self._say(case, "department_id"),
            },
        )
