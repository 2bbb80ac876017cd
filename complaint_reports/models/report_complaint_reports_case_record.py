from odoo import api, models

from ..tools import forms

WIDE = 34


class CaseRecord(models.AbstractModel):
    """客户投诉记录表: what was asked, said, found and promised since it came in.

    It goes with the sample, and to production and quality at month end (R-I21, R-D11,
    R-F02).
    """

    _name = "report.complaint_reports.case_record"
    _inherit = ["complaint.paper.case"]
    _description = "Record form"

    @api.model
    def _get_sheets(self, docs):
        parts = {
            "lines": "complaint.line",
            "duties": "complaint.duty",
            "calls": "complaint.call",
            "replies": "complaint.reply",
            "findings": "complaint.finding",
            "samples": "complaint.sample",
            "clocks": "complaint.clock",
            "surveys": "complaint.survey",
        }
        found = {
            name: self._find_rows(model, "case_id", docs)
            for name, model in parts.items()
        }
        return {
            case: [
                self._get_record_sheet(
                    case, {name: get(case) for name, get in found.items()}
                )
            ]
            for case in docs
        }

    def _get_record_sheet(self, case, rows):
        return forms.sheet(
            self.env._("Complaint Record Form"),
            self._get_complainant_block(case),
            self._get_matter_block(case, rows["lines"]),
            self._get_duty_block(rows["duties"]),
            self._get_finding_block(rows["findings"]),
            self._get_sample_block(rows["samples"]),
            self._get_call_block(rows["calls"]),
            self._get_reply_block(rows["replies"]),
            self._get_clock_block(rows["clocks"]),
            self._get_end_block(case, rows["surveys"]),
            self._get_boxes(
                self.env._("Signatures"),
                {
                    "label": self.env._("Record kept by"),
                    "name": self._say(case, "user_id"),
                },
                {"label": self.env._("Quality inspection, received")},
                {"label": self.env._("Production, received")},
            ),
            head=self._get_case_head(case),
        )

    def _get_matter_block(self, case, lines):
        return forms.grid(
            self.env._("Complaint"),
            [(self.env._("Product"), self._say_products(lines))],
            [self._pair(case, "title", self.env._("Complaint"))],
            [self._pair(case, "confirmed_facts")],
            [
                self._pair(case, "receiver_id"),
                self._pair(case, "user_id"),
                self._pair(case, "department_id"),
            ],
        )

    def _get_duty_block(self, duties):
        """R-I21: what the branch said; R-D03: what each department gave back."""
        heads = [
            (self.env._("Asked"), 18),
            (self.env._("On"), 14),
            (self.env._("What is asked"), WIDE),
            (self.env._("Answer, instruction"), WIDE),
        ]
        rows = [
            [
                f"{one.sudo()._get_asked_name()}\n{self._say(one, 'kind')}",
                self._say_day(one.create_date),
                one.question or "",
                self._say_answer(one),
            ]
            for one in self._keep(duties, self._is_told).sorted("id")
        ]
        return forms.table(self.env._("Departments asked"), heads, rows)

    def _is_told(self, duty):
        """Fewer may read legal advice than the case (R-D10)."""
        return duty.kind != "legal" and duty.state != "cancelled"

    def _say_answer(self, duty):
        names = ("instruction", "findings", "cause", "proposal", "supplier_answer")
        said = [self._pair(duty, name) for name in names if duty[name]]
        if not said:
            return self._say(duty, "state")
        return "\n".join(f"{label}: {words}" for label, words in said)

    def _get_finding_block(self, findings):
        heads = [
            (self.env._("When"), 14),
            (self.env._("Method"), 18),
            (self.env._("By"), 18),
            (self.env._("What was found"), 50),
        ]
        rows = [
            [
                self._say_day(one.found_on),
                self._say(one, "method"),
                one.outsider or self._say(one, "user_id"),
                one.finding or "",
            ]
            for one in findings.sorted("found_on")
        ]
        return forms.table(self.env._("Investigation"), heads, rows)

    def _get_call_block(self, calls):
        """R-K02: calls and visits with the words that matter and the next step."""
        heads = [
            (self.env._("When"), 16),
            (self.env._("How, with whom"), 20),
            (self.env._("Words that matter, promise"), 40),
            (self.env._("Next step"), 24),
        ]
        rows = [
            [
                self._say_moment(one.held_on),
                "\n".join(filter(None, [self._say(one, "kind"), one.person])),
                "\n".join(filter(None, [one.words, self._say_promise(one)])),
                " · ".join(filter(None, [one.next_step, self._say(one, "next_on")])),
            ]
            for one in calls.sorted("held_on")
        ]
        return forms.table(self.env._("Calls and visits"), heads, rows, blank=1)

    def _say_promise(self, call):
        if not call.promise:
            return ""
        return self.env._("Promised: %(words)s", words=call.promise)

    def _get_reply_block(self, replies):
        heads = [
            (self.env._("When"), 20),
            (self.env._("Reply"), 50),
            (self.env._("By what way"), 30),
        ]
        rows = [
            [
                self._say_moment(one.sent_on),
                self._say(one, "kind"),
                self._say(one, "medium"),
            ]
            for one in self._keep(replies, "sent_on").sorted("sent_on")
        ]
        return forms.table(self.env._("Told the customer"), heads, rows)

    def _get_clock_block(self, clocks):
        """R-T08: every limit with due, met, late by how much."""
        heads = [
            (self.env._("Limit"), 40),
            (self.env._("Due"), 20),
            (self.env._("Ended on"), 20),
            (self.env._("Status"), 20),
        ]
        rows = [
            [
                self._say(one, "limit_id"),
                self._say_moment(one.due_on),
                self._say_moment(one.stopped_on),
                self._say(one, "state"),
            ]
            for one in self._keep(clocks, lambda one: one.state != "void").sorted(
                lambda one: (one.started_on, one.id)
            )
        ]
        return forms.table(self.env._("Limits"), heads, rows)

    def _get_end_block(self, case, surveys):
        last = surveys.sorted("id")[-1:]
        return forms.grid(
            self.env._("Outcome"),
            [self._pair(case, "outcome")],
            [
                self._pair(case, "answered_on"),
                self._pair(case, "settled_on"),
                self._pair(case, "closed_on"),
            ],
            [
                (self.env._("Customer says it is solved"), self._say(last, "solved")),
                (self.env._("Mark"), str(last.overall) if last.overall else ""),
                self._pair(case, "solved_by_id"),
            ],
            [self._pair(case, "secured")],
        )
