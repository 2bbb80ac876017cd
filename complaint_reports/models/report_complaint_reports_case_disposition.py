from odoo import api, models
from odoo.addons.complaint_management.models.complaint_post import POSTS

from ..tools import forms

# of the plan of measures: still wanted
_DROPPED = "dropped"


class CaseDisposition(models.AbstractModel):
    """客户反馈质量问题处置报告: a batch, repeated or returned-goods problem, in four
    copies: for the GM and the executive, marketing and production vice GM (R-D05).
    """

    _name = "report.complaint_reports.case_disposition"
    _inherit = ["report.complaint_reports.case_handling"]
    _description = "Disposition report"

    @api.model
    def _get_sheets(self, docs):
        parts = {
            "lines": "complaint.line",
            "remedies": "complaint.remedy",
            "duties": "complaint.duty",
            "findings": "complaint.finding",
            "evidences": "complaint.evidence",
        }
        found = {
            name: self._find_rows(model, "case_id", docs)
            for name, model in parts.items()
        }
        found["measures"] = self._find_measures(docs)
        pictures = self._find_photos(
            self.env["complaint.evidence"].union(
                *(found["evidences"](case) for case in docs)
            )
        )
        holders = self._find_holders(docs)
        return {
            case: self._get_copies(
                case,
                self._get_report_blocks(
                    case, {name: get(case) for name, get in found.items()}
                ),
                self._get_photo_block(found["evidences"](case), pictures),
                holders[case.sudo().company_id],
            )
            for case in docs
        }

    def _find_holders(self, cases):
        """Who holds each post at the top, by company."""
        posts = self.env["complaint.post"]
        return {
            company: {
                kind: posts._get_holder(kind, company).sudo().name or ""
                for kind, _label in POSTS
            }
            for company in cases.sudo().company_id
        }

    def _find_measures(self, cases):
        """The measures of the plans of each case that the reader may read."""
        plans = self.env["capa.plan"].search([("case_ids", "in", cases.ids)])
        rows = self._find_rows("capa.action", "plan_id", plans)
        by_case = {}
        for plan in plans.sudo():
            for case in plan.case_ids:
                by_case[case.id] = by_case.get(case.id, rows(plan)) | rows(plan)
        return lambda case: by_case.get(case.id, self.env["capa.action"])

    def _get_copies(self, case, blocks, photos, holders):
        """The same report four times, each with whom it is for."""
        labels = dict(
            self.env["complaint.post"]._fields["kind"]._description_selection(self.env)
        )
        copies = []
        for place, (kind, _label) in enumerate(POSTS, start=1):
            copies.append(
                forms.sheet(
                    self.env._("Disposition Report on a Quality Problem"),
                    *blocks,
                    self._get_opinion_block(kind, labels, holders),
                    *photos,
                    head=self._get_case_head(case),
                    numbered=self.env._(
                        "Copy %(place)s of %(total)s · for: %(whom)s",
                        place=place,
                        total=len(POSTS),
                        whom=" ".join(filter(None, [labels[kind], holders[kind]])),
                    ),
                )
            )
        return copies

    def _get_opinion_block(self, mine, labels, holders):
        """Whom the copy is for signs first on it."""
        kinds = [mine, *(kind for kind in labels if kind != mine)]
        people = [{"label": f"{labels[kind]} {holders[kind]}"} for kind in kinds]
        return self._get_boxes(self.env._("Opinions"), *people)

    # ------------------------------------------------------------
    # WHAT IS REPORTED
    # ------------------------------------------------------------

    def _get_report_blocks(self, case, rows):
        evidences = rows["evidences"]
        return [
            self._get_report_block(case),
            self._get_complainant_block(case),
            *self._get_product_blocks(rows["lines"]),
            self._get_feedback_block(case),
            self._get_analysis_block(case, rows["findings"]),
            self._get_cause_block(case),
            self._get_remedy_block(rows["remedies"]),
            self._get_answer_block(case),
            self._get_measure_block(rows["measures"]),
            self._get_original_block(evidences, rows["duties"]),
        ]

    def _get_report_block(self, case):
        yes, no = "☑", "☐"
        marks = (
            (case.is_major, self.env._("Major")),
            (case.is_repeat, self.env._("Repeated")),
            (case.recurred_by, self.env._("The same defect again")),
        )
        return forms.grid(
            self.env._("Report"),
            [
                self._pair(case, "reported_on", self.env._("Reported on")),
                self._pair(case, "user_id", self.env._("Reported by")),
                (
                    self.env._("Kind of problem"),
                    "\n".join(f"{yes if on else no} {label}" for on, label in marks),
                ),
            ],
            [
                self._pair(case, "analysed_on", self.env._("Analysis begun")),
                self._pair(case, "contacted_on", self.env._("Customer contacted")),
                self._pair(case, "answered_on", self.env._("Customer answered")),
            ],
        )

    def _get_feedback_block(self, case):
        return forms.grid(
            self.env._("Feedback of the customer"),
            [
                (
                    self.env._("In detail"),
                    self._say(case, "description") or case.title,
                )
            ],
            [
                self._pair(case, "demand_type_ids"),
                self._pair(case, "claimed_amount"),
            ],
        )

    def _get_analysis_block(self, case, findings):
        found = "\n".join(
            f"{self._say_day(one.found_on)} · {self._say(one, 'method')}: {one.finding}"
            for one in findings.sorted("found_on")
        )
        return forms.grid(
            self.env._("Analysis on site"),
            [self._pair(case, "confirmed_facts")],
            [(self.env._("Findings"), found)],
        )

    def _get_measure_block(self, measures):
        heads = [
            (self.env._("Measure"), 46),
            (self.env._("Person"), 20),
            (self.env._("Until"), 16),
            (self.env._("Status"), 18),
        ]
        rows = [
            [
                one.name,
                self._say(one, "user_id"),
                self._say(one, "date_due"),
                self._say(one, "state"),
            ]
            for one in self._keep(measures, lambda one: one.state != _DROPPED)
        ]
        return forms.table(self.env._("Measures"), heads, rows)

    def _get_original_block(self, evidences, duties):
        """What the customer sent, and which departments got it at the same time."""
        sent = self._keep(duties, lambda one: one.kind == "report")
        originals = self._keep(evidences, lambda one: one.source == "complainant")
        if not (sent or originals):
            return None
        return forms.grid(
            self.env._("Customer's originals"),
            [(self.env._("What he sent"), "\n".join(originals.mapped("name")))],
            [
                (
                    self.env._("Given to"),
                    "\n".join(
                        f"{one._get_asked_name()} · {self._say_day(one.create_date)}"
                        for one in sent
                    ),
                )
            ],
        )
