from odoo import api, models

from ..tools import forms


class PlanMeasures(models.AbstractModel):
    """质量问题整改措施计划表: each item with person, date, means and progress; the root
    causes, the checks of the effect, who approved it (R-Q03, R-F01)."""

    _name = "report.complaint_reports.plan_measures"
    _inherit = ["complaint.paper"]
    _description = "Plan of measures"
    _form_model = "capa.plan"

    @api.model
    def _get_sheets(self, docs):
        parts = {
            "causes": "capa.cause",
            "actions": "capa.action",
            "checks": "capa.check",
        }
        found = {
            name: self._find_rows(model, "plan_id", docs)
            for name, model in parts.items()
        }
        asked = self._find_requests(docs, "plan")
        nothing = self.env["complaint.approval.request"].sudo()
        return {
            plan: [
                self._get_plan_sheet(
                    plan,
                    {name: get(plan) for name, get in found.items()},
                    asked.get(plan.id, nothing),
                )
            ]
            for plan in docs
        }

    def _get_plan_sheet(self, plan, rows, request):
        return forms.sheet(
            self.env._("Plan of Measures for a Quality Problem"),
            self._get_problem_block(plan),
            self._get_cause_block(rows["causes"]),
            self._get_action_block(rows["actions"]),
            self._get_check_block(rows["checks"]),
            *self._get_decision_blocks(request),
            self._get_turn_boxes(
                self.env._("Signed on paper"),
                request,
                [
                    self.env._("Owner of the plan"),
                    self.env._("Vice GM in charge"),
                    self.env._("General manager"),
                ],
            ),
            head=[
                self._pair(plan, "number"),
                self._pair(plan, "state"),
                self._pair(plan, "approved_on"),
            ],
        )

    def _get_problem_block(self, plan):
        return forms.grid(
            self.env._("Problem"),
            [self._pair(plan, "name")],
            [
                self._pair(plan, "owner_id"),
                self._pair(plan, "department_id"),
                (self.env._("Proposed"), self._say_day(plan.registered_on)),
            ],
            [self._pair(plan, "member_ids")],
            [self._pair(plan, "case_numbers")],
            [self._pair(plan, "product_ids"), self._pair(plan, "lot_ids")],
            [self._pair(plan, "problem", self.env._("In detail"))],
            [self._pair(plan, "containment_note")],
        )

    def _get_cause_block(self, causes):
        heads = [
            (self.env._("Root cause"), 50),
            (self.env._("Kind"), 20),
            (self.env._("What shows it"), 30),
        ]
        rows = [
            [one.name, self._say(one, "kind"), one.evidence or ""]
            for one in self._keep(causes, "is_root")
        ]
        return forms.table(self.env._("Root causes"), heads, rows, blank=1)

    def _get_action_block(self, actions):
        heads = [
            (self.env._("No."), 6),
            (self.env._("Measure"), 30),
            (self.env._("Person"), 14),
            (self.env._("Until"), 14),
            (self.env._("Means"), 18),
            (self.env._("Progress"), 18),
        ]
        wanted = self._keep(actions, lambda one: one.state != "dropped")
        rows = [
            [
                str(place),
                "\n".join([one.name, f"({self._say(one, 'kind')})"]),
                self._say(one, "user_id"),
                self._say(one, "date_due"),
                one.resources or "",
                self._say_progress(one),
            ]
            for place, one in enumerate(wanted, start=1)
        ]
        return forms.table(self.env._("Measures"), heads, rows, blank=4)

    def _say_progress(self, action):
        words = [self._say(action, "state")]
        if action.done_on:
            words.append(self._say_day(action.done_on))
        elif action.progress:
            words.append(f"{action.progress} %")
        return "\n".join(words)

    def _get_check_block(self, checks):
        heads = [
            (self.env._("Criterion"), 30),
            (self.env._("Checked by"), 18),
            (self.env._("Person"), 14),
            (self.env._("From, to"), 16),
            (self.env._("Verdict"), 22),
        ]
        rows = [
            [
                one.name,
                self._say(one, "method"),
                self._say(one, "verifier_id"),
                f"{self._say(one, 'date_from')}\n{self._say(one, 'date_to')}",
                "\n".join(filter(None, [self._say(one, "state"), one.result])),
            ]
            for one in checks
        ]
        return forms.table(self.env._("Checks of the effect"), heads, rows, blank=1)
