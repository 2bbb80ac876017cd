from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import format_date, format_datetime

LATE_FAULT = "complaint_quality_capa.capa_fault_kind_late"
SPOT_CHECK = ("concealment", "omission", "false_report")


class ComplaintMeritSource(models.AbstractModel):
    """What rules are drawn from: for each finding the records that show it, as
    candidates: ``key`` (once), ``case``, ``user`` who handled it, ``department``,
    ``base``, ``facts`` (R-R03, R-R04)."""

    _name = "complaint.merit.source"
    _description = "Sources of rewards and penalties"

    @api.model
    def _get_sources(self):
        """Seam: finding → method that takes a rule and gives candidates."""
        return {
            **dict.fromkeys(SPOT_CHECK, self._find_by_spot_check),
            "product": self._find_by_attribution,
            "late": self._find_late,
            "shelved": self._find_shelved,
            "repeated": self._find_repeated,
            "hindered": self._find_hindered,
            "beyond_authority": self._find_beyond_authority,
            "poor_handling": self._find_poor,
            "timely": self._find_timely,
            "suggestion": self._find_suggestions,
        }

    @api.model
    def _prepare_candidate(self, record, case, facts, **values):
        return {
            "key": f"{record._name},{record.id}",
            "case": case,
            "company": record.company_id,
            "user": case.user_id,
            "department": case.department_id,
            "base": case.disposition_amount,
            "facts": facts,
            **values,
        }

    @api.model
    def _say_moment(self, moment):
        return format_datetime(self.env, moment, dt_format="short")

    @api.model
    def _get_unused(self, rule, model, domain):
        """Records of ``model`` that this rule was not drawn from yet."""
        merits = self.env["complaint.merit"]
        used = merits.search_fetch(
            [("rule_id", "=", rule.id), ("source_key", "=like", f"{model},%")],
            ["source_key"],
        )
        ids = [int(one.source_key.split(",")[1]) for one in used]
        own = [("company_id", "=", rule.company_id.id), ("id", "not in", ids)]
        return self.env[model].search([*own, *domain], order="id")

    # ------------------------------------------------------------
    # PENALTIES
    # ------------------------------------------------------------

    @api.model
    def _find_by_spot_check(self, rule):
        domain = [
            ("finding", "=", rule.finding),
            ("check_id.state", "=", "closed"),
            ("check_id.closed_on", ">=", rule.date_from),
        ]
        lines = self._get_unused(rule, "complaint.spot.check.line", domain)
        return [
            self._prepare_candidate(
                line,
                line.case_id,
                line.facts,
                department=line.check_id.department_id,
                user=line.case_id.receiver_id or line.case_id.user_id,
            )
            for line in lines
        ]

    @api.model
    def _find_by_attribution(self, rule):
        domain = [
            ("state", "=", "agreed"),
            ("agreed_on", ">=", rule.date_from),
            ("share_ids.area", "in", ("production", "service")),
        ]
        found = self._get_unused(rule, "complaint.attribution", domain)
        return [self._prepare_candidate(one, one.case_id, one.reason) for one in found]

    @api.model
    def _find_late(self, rule):
        domain = [("state", "=", "late"), ("stopped_on", ">=", rule.date_from)]
        return [
            self._prepare_candidate(
                clock,
                clock.case_id,
                self.env._(
                    "“%(limit)s” was due %(due)s and kept %(kept)s.",
                    limit=clock.limit_id.name,
                    due=self._say_moment(clock.due_on),
                    kept=self._say_moment(clock.stopped_on),
                ),
                user=clock.user_id or clock.case_id.user_id,
                department=clock.duty_id.department_id or clock.case_id.department_id,
            )
            for clock in self._get_unused(rule, "complaint.clock", domain)
        ]

    @api.model
    def _find_shelved(self, rule):
        before = fields.Datetime.now() - timedelta(days=max(rule.threshold, 1))
        domain = [
            ("is_running", "=", True),
            ("due_on", "<", before),
            ("due_on", ">=", rule.date_from),
        ]
        return [
            self._prepare_candidate(
                clock,
                clock.case_id,
                self.env._(
                    "“%(limit)s” was due %(due)s and is not kept yet.",
                    limit=clock.limit_id.name,
                    due=self._say_moment(clock.due_on),
                ),
                user=clock.user_id or clock.case_id.user_id,
            )
            for clock in self._get_unused(rule, "complaint.clock", domain)
        ]

    @api.model
    def _find_repeated(self, rule):
        domain = [
            ("repeat_of_id", "!=", False),
            ("registered_on", ">=", rule.date_from),
            ("state", "not in", ("new", "refused", "cancelled")),
        ]
        return [
            self._prepare_candidate(
                case,
                case.repeat_of_id,
                self.env._(
                    "The customer complained again: %(again)s after %(first)s.",
                    again=case.number,
                    first=case.repeat_of_id.number,
                ),
            )
            for case in self._get_unused(rule, "complaint.case", domain)
        ]

    @api.model
    def _find_hindered(self, rule):
        before = fields.Date.today() - timedelta(days=max(rule.threshold, 1))
        domain = [
            ("state", "in", ("planned", "doing")),
            ("date_due", "<", before),
            ("date_due", ">=", rule.date_from),
            ("plan_id.state", "=", "acting"),
        ]
        return [
            self._prepare_candidate(
                action,
                self.env["complaint.case"],
                self.env._(
                    "%(plan)s: “%(action)s” was due %(due)s.",
                    plan=action.plan_id.number,
                    action=action.name,
                    due=format_date(self.env, action.date_due),
                ),
                user=action.user_id,
                department=action.plan_id.department_id,
            )
            for action in self._get_unused(rule, "capa.action", domain)
        ]

    @api.model
    def _find_beyond_authority(self, rule):
        """What a spot check found, and what was promised to the customer before
        anything was decided (R-A06), but by who settled it within his authority."""
        domain = [
            ("undecided", "=", True),
            ("held_on", ">=", rule.date_from),
            ("case_id.spot_remedy_type_id", "=", False),
        ]
        calls = self._get_unused(rule, "complaint.call", domain)
        return [
            *self._find_by_spot_check(rule),
            *(
                self._prepare_candidate(
                    call,
                    call.case_id,
                    self._say_promise(call),
                    user=call.user_id,
                    department=call.case_id.department_id,
                )
                for call in calls
            ),
        ]

    @api.model
    def _say_promise(self, call):
        """Whom it is about need not know who complained (R-P03)."""
        facts = self.env._(
            "%(case)s: something was promised on %(day)s, before it was decided.",
            case=call.case_id.number,
            day=self._say_moment(call.held_on),
        )
        if call.case_id._find_private(call.promise):
            return facts
        return f"{facts}\n{call.promise}"

    @api.model
    def _find_poor(self, rule):
        """What the customer marked low, and what went wrong in the handling (R-Q13)."""
        return [*self._find_low_marks(rule), *self._find_faults(rule)]

    @api.model
    def _find_faults(self, rule):
        """A department's; nobody is named in a fault. Late is a finding of its own."""
        late = self.env.ref(LATE_FAULT, raise_if_not_found=False)
        domain = [
            ("department_id", "!=", False),
            ("kind_id", "!=", late and late.id),
            ("noted_on", ">=", rule.date_from),
        ]
        return [
            self._prepare_candidate(
                fault,
                fault.case_id,
                self.env._(
                    "%(case)s, %(kind)s: %(fault)s",
                    case=fault.case_id.number,
                    kind=fault.kind_id.name,
                    fault=fault.name,
                ),
                user=self.env["res.users"],
                department=fault.department_id,
            )
            for fault in self._get_unused(rule, "capa.fault", domain)
        ]

    @api.model
    def _find_low_marks(self, rule):
        domain = [
            ("overall", ">", 0),
            ("overall", "<=", rule.threshold),
            ("answered_on", ">=", rule.date_from),
        ]
        return [
            self._prepare_candidate(
                survey,
                survey.case_id,
                self.env._(
                    "The customer's mark for %(case)s was %(mark)s.",
                    case=survey.case_id.number,
                    mark=survey.overall,
                ),
                user=survey.user_id,
            )
            for survey in self._get_unused(rule, "complaint.survey", domain)
        ]

    # ------------------------------------------------------------
    # REWARDS
    # ------------------------------------------------------------

    @api.model
    def _find_timely(self, rule):
        domain = [
            ("state", "=", "closed"),
            ("closed_on", ">=", rule.date_from),
            ("satisfaction", ">=", max(rule.threshold, 1)),
        ]
        cases = self._get_unused(rule, "complaint.case", domain)
        clocks = self.env["complaint.clock"]
        own = [("case_id", "in", cases.ids)]
        promised = clocks.search([*own, ("state", "in", ("met", "late"))]).case_id
        late = clocks.search([*own, ("state", "=", "late")]).case_id
        return [
            self._prepare_candidate(
                case,
                case,
                self.env._(
                    "%(case)s: every limit was kept, the customer's mark was %(mark)s.",
                    case=case.number,
                    mark=case.satisfaction,
                ),
            )
            for case in promised - late
        ]

    @api.model
    def _find_suggestions(self, rule):
        """R-R03: of the measured benefit, once it is rolled out."""
        domain = [
            ("state", "=", "rolled_out"),
            ("rolled_out_on", ">=", rule.date_from),
            ("benefit_amount", ">", 0),
        ]
        return [
            self._prepare_candidate(
                one,
                self.env["complaint.case"],
                self.env._(
                    "“%(suggestion)s” was rolled out; its measured benefit is "
                    "%(amount)s.",
                    suggestion=one.name,
                    amount=one.currency_id.format(one.benefit_amount),
                ),
                user=one.proposer_id,
                department=one.department_id,
                base=one.benefit_amount,
            )
            for one in self._get_unused(rule, "capa.suggestion", domain)
        ]
