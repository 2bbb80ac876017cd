from odoo import api, models
from odoo.addons.complaint_management.tools.private import find_names
from odoo.exceptions import UserError
from odoo.tools import format_list

from ..tools import forms

APPROVED = ("acting", "verifying", "confirming", "effective", "closed")


class Case8d(models.AbstractModel):
    """8D report for the customer, in his language: what happened, why, what is done and
    whether it worked. Nothing internal is on it: nobody's name, no cost, no
    instruction, no other customer (R-A06, R-Q03)."""

    _name = "report.complaint_reports.case_8d"
    _inherit = ["complaint.paper.case"]
    _description = "8D report for the customer"
    _is_internal = False

    @api.model
    def _check_may_print(self, docs):
        """:raises UserError: no plan is approved, or somebody is named in it"""
        result = super()._check_may_print(docs)
        plans = self._find_plans(docs)
        missing = docs.filtered(lambda case: case.id not in plans)
        if missing:
            raise UserError(
                self.env._(
                    "No plan of measures is approved for %(cases)s: before that, "
                    "nothing of it is told to the customer.",
                    cases=format_list(self.env, missing.mapped("number")),
                )
            )
        return result

    @api.model
    def _find_plans(self, cases):
        """The latest approved plan of each case that the reader may read."""
        plans = self.env["capa.plan"].search(
            [("case_ids", "in", cases.ids), ("state", "in", APPROVED)], order="id"
        )
        return {case.id: plan for plan in plans for case in plan.sudo().case_ids}

    @api.model
    def _get_form_values(self, docs):
        """Each in the language of its customer."""
        made = {}
        for lang, own in docs.grouped(self._get_lang).items():
            speaking = self.with_context(lang=lang)
            for form in super(Case8d, speaking)._get_form_values(
                own.with_context(lang=lang)
            ):
                made[form["id"]] = form
        return [made[doc.id] for doc in docs]

    @api.model
    def _get_lang(self, case):
        """As he is answered in."""
        own = case.sudo()
        installed = dict(self.env["res.lang"].get_installed())
        asked = (own.lang, own.partner_id.lang, own.company_id.partner_id.lang)
        known = [lang for lang in asked if lang in installed]
        return (*known, self.env.lang or "en_US")[0]

    def _check_names_nobody(self, case, plan, rows):
        """R-R05, R-P03: whoever works on it, or complained of the same, is not named in
        what the customer reads."""
        people = plan.involved_ids | plan.owner_id | plan.member_ids | case.user_id
        others = plan.case_ids - case.sudo()
        names = {*people.mapped("name")}
        for other in others:
            names |= {other.partner_name, other.partner_company, other.partner_id.name}
        names -= {case.partner_name, case.partner_company, case.partner_id.name, False}
        found = find_names(self._get_words(plan, rows), sorted(names))
        if found:
            raise UserError(
                self.env._(
                    "The 8D report of %(case)s would name %(names)s to the customer. "
                    "Leave the names out of plan %(plan)s: its problem, causes, "
                    "measures and checks.",
                    case=case.number,
                    names=format_list(self.env, found),
                    plan=plan.number,
                )
            )

    def _get_words(self, plan, rows):
        """What people wrote of what is on the paper."""
        words = [plan.problem, plan.containment_note, plan.prevention]
        for one in rows["causes"]:
            words += [one.name, one.evidence]
        words += rows["actions"].mapped("name") + rows["checks"].mapped("name")
        return "\n".join(filter(None, words))

    @api.model
    def _get_marking(self, doc):
        """The letterhead instead."""
        company = doc.sudo().company_id
        address = company.partner_id._display_address(without_company=True)
        return ", ".join(filter(None, [company.name, *address.split("\n")]))

    @api.model
    def _say_printed(self):
        """Without who printed it."""
        return ""

    # ------------------------------------------------------------
    # D0 TO D8
    # ------------------------------------------------------------

    @api.model
    def _get_sheets(self, docs):
        plans = self._find_plans(docs)
        every = self.env["capa.plan"].union(*plans.values())
        lines = self._find_rows("complaint.line", "case_id", docs)
        parts = {
            name: self._find_rows(model, "plan_id", every)
            for name, model in {
                "causes": "capa.cause",
                "actions": "capa.action",
                "checks": "capa.check",
            }.items()
        }
        return {
            case: [
                self._get_8d_sheet(
                    case,
                    plans[case.id].sudo().with_context(lang=self.env.lang),
                    lines(case),
                    {name: get(plans[case.id]) for name, get in parts.items()},
                )
            ]
            for case in docs
        }

    def _get_8d_sheet(self, case, plan, lines, rows):
        self._check_names_nobody(case.sudo(), plan, rows)
        company = case.sudo().company_id
        return forms.sheet(
            self.env._("8D Report"),
            self._get_matter_block(case, lines),
            self._get_team_block(company),
            forms.text(self.env._("D2 Problem"), plan.problem, lines=2),
            *self._get_measure_blocks(plan, rows),
            forms.grid(
                self.env._("D8 Conclusion"),
                [
                    (
                        self.env._("Effect confirmed on"),
                        self._say_day(plan.effective_on),
                    ),
                    (self.env._("Closed on"), self._say_day(plan.closed_on)),
                ],
            ),
            self._get_boxes(None, {"label": company.name}),
            head=[
                (self.env._("Complaint"), case.number),
                (self.env._("Report"), plan.number),
                (self.env._("Status"), self._say_progress(plan)),
            ],
        )

    def _get_matter_block(self, case, lines):
        return forms.grid(
            self.env._("Complaint"),
            [
                self._pair(case, "partner_company", self.env._("Customer")),
                self._pair(case, "partner_name", self.env._("Contact")),
                (self.env._("Received"), self._say_day(case.received_on)),
            ],
            [(self.env._("Product"), self._say_products(lines))],
            [self._pair(case, "title", self.env._("Complaint"))],
        )

    def _get_team_block(self, company):
        contact = " · ".join(filter(None, [company.phone, company.email]))
        words = self.env._(
            "Quality team of %(company)s. %(contact)s",
            company=company.name,
            contact=contact,
        )
        return forms.text(self.env._("D1 Team"), words, lines=1)

    def _get_measure_blocks(self, plan, rows):
        """D3 to D7: what was done at once, why it happened, what is done about it."""
        wanted = self._keep(rows["actions"], lambda one: one.state != "dropped")
        kinds = wanted.grouped("kind")
        nothing = self.env["capa.action"]
        return [
            forms.text(self.env._("D3 Containment"), plan.containment_note, lines=1),
            self._get_action_table(None, kinds.get("containment", nothing)),
            self._get_cause_table(rows["causes"]),
            self._get_action_table(
                self.env._("D5, D6 Corrective action"),
                kinds.get("corrective", nothing),
                blank=1,
            ),
            self._get_check_table(rows["checks"]),
            forms.text(
                self.env._("D7 Prevention of recurrence"), plan.prevention, lines=1
            ),
            self._get_action_table(None, kinds.get("preventive", nothing)),
        ]

    def _say_progress(self, plan):
        if plan.state in ("effective", "closed"):
            return self.env._("Effect confirmed")
        if plan.state == "acting":
            return self.env._("Measures being carried out")
        return self.env._("Effect being checked")

    def _get_cause_table(self, causes):
        """The root causes: of the fault, and why it was not noticed."""
        heads = [
            (self.env._("Cause"), 50),
            (self.env._("Kind"), 20),
            (self.env._("What shows it"), 30),
        ]
        rows = [
            [one.name, self._say(one, "kind"), one.evidence or ""]
            for one in self._keep(causes, "is_root")
        ]
        return forms.table(self.env._("D4 Root causes"), heads, rows, blank=1)

    def _get_action_table(self, title, actions, blank=0):
        """Without who does it and with what means."""
        heads = [
            (self.env._("Measure"), 56),
            (self.env._("Until"), 15),
            (self.env._("Done on"), 15),
            (self.env._("Status"), 14),
        ]
        rows = [
            [
                one.name,
                self._say(one, "date_due"),
                self._say_day(one.done_on),
                self._say(one, "state"),
            ]
            for one in actions
        ]
        return forms.table(title, heads, rows, blank=blank)

    def _get_check_table(self, checks):
        heads = [
            (self.env._("Criterion"), 46),
            (self.env._("Checked by"), 24),
            (self.env._("Verdict"), 15),
            (self.env._("On"), 15),
        ]
        rows = [
            [
                one.name,
                self._say(one, "method"),
                self._say(one, "state"),
                self._say_day(one.judged_on),
            ]
            for one in checks
        ]
        return forms.table(self.env._("D6 Effect"), heads, rows)
