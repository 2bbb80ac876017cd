from datetime import timedelta

from odoo import api, fields, models
from odoo.addons.complaint_management.tools.private import find_names, find_numbers

from ..tools.registers import moments
from ..tools.summary_periods import Period, period_before
from .complaint_summary_paper import DIGITS

COURSE = ("complaints", "closed", "open")  # figures that are followed over time
CASES = 200  # more are in the record forms, not on paper
SHOWN = 15


class ComplaintSummaryBuilder(models.AbstractModel):
    """Gathers what a summary says of a period: plain values with their labels in the
    company's language, so that they stay as they are told (R-F02)."""

    _name = "complaint.summary.builder"
    _description = "Figures of a summary"

    @api.model
    def _gather(self, kind, company, days, lang):
        """Figures and tables of ``kind`` for the days from … to.

        :return: a dict of JSON; the same for the same data
        """
        zone = self.env["complaint.numbering"]._get_zone(company.id)
        builder = self.sudo().with_context(  # for readers who may not read every case
            lang=lang, tz=zone, allowed_company_ids=company.ids
        )
        kind, company = kind.with_env(builder.env), company.with_env(builder.env)
        period = Period(*days)
        return {
            "currency": company.currency_id.name,
            "figures": builder._get_figures(kind, company, period),
            "tables": [
                table
                for table in (
                    builder._get_course(kind, company, period),
                    *builder._get_breakdowns(kind, company, period),
                    builder._get_cases(kind, company, period),
                    builder._get_points(kind, company, period),
                )
                if table
            ],
        }

    @api.model
    def _get_figures(self, kind, company, period):
        figures = kind.figure_ids.sorted()
        before = period_before(kind._get_interval(company), period)
        codes = figures.mapped("code")
        now = figures._get_values(codes, company, *period)
        then = figures._get_values(codes, company, *before)
        return [
            {
                "code": one.code,
                "name": one.display_name,  # with its unit
                "unit": one.unit,
                "formula": one.formula,
                "value": self._round(now[one.code], one.unit),
                "before": self._round(then[one.code], one.unit),
            }
            for one in figures
        ]

    @api.model
    def _round(self, value, unit):
        if value is None:
            return None
        digits = DIGITS.get(unit, 2)
        return round(float(value), digits) if digits else int(round(value))

    # ------------------------------------------------------------
    # TABLES: {"title", "heads", "rows"}
    # ------------------------------------------------------------

    @api.model
    def _get_course(self, kind, company, period):
        """How it went: eight weeks, or twelve months."""
        figures = self.env["complaint.figure"]
        weekly = kind.frequency == "week"
        by = "week" if weekly else "month"
        start = period.last - timedelta(weeks=8, days=-1)
        if not weekly:
            start = fields.Date.subtract(period.last.replace(day=1), months=11)
        series = {
            code: figures._get_series(code, company, start, period.last, by=by)
            for code in COURSE
        }
        names = figures._find(COURSE).mapped("name")
        days = sorted(series[COURSE[0]])
        return {
            "title": self.env._("Course"),
            "heads": [self.env._("Week of") if weekly else self.env._("Month"), *names],
            "rows": [
                [
                    day.isoformat() if weekly else day.strftime("%Y-%m"),
                    *(int(series[code].get(day) or 0) for code in COURSE),
                ]
                for day in days
            ],
        }

    @api.model
    def _get_breakdowns(self, kind, company, period):
        for ticked, name in (
            ("by_category", "category_id"),
            ("by_branch", "branch_id"),
            ("by_department", "responsible_department_id"),
            ("by_channel", "channel_id"),
        ):
            if kind[ticked]:
                yield self._get_breakdown(kind, ticked, name, company, period)

    @api.model
    def _get_breakdown(self, kind, ticked, name, company, period):
        figure = self.env["complaint.figure"]._find(["complaints"])
        found = figure._get_series("complaints", company, *period, by=name)
        rows = sorted(
            ((self._get_name(key), int(value or 0)) for key, value in found.items()),
            key=lambda row: (-row[1], row[0]),
        )
        if {label for label, _count in rows} <= {self.env._("Not said")}:
            return None  # nothing is said by it
        whole = sum(count for _label, count in rows) or 1
        return {
            "title": kind._fields[ticked]._description_string(self.env),
            "heads": [self.env._("What"), figure.name, self.env._("Share (%)")],
            "rows": [
                [label, count, round(100 * count / whole, 1)]
                for label, count in rows[:SHOWN]
            ],
        }

    @api.model
    def _get_name(self, record):
        return record and record.display_name or self.env._("Not said")

    @api.model
    def _get_cases(self, kind, company, period):
        """Responsibility, measures and result, never who complained (R-P03)."""
        if not kind.with_cases:
            return None
        cases = self._find_cases(company, period)
        first = cases[:CASES]
        more = len(cases) - len(first)
        title = self.env._("Case by case")
        if more:
            title = self.env._("Case by case (%(more)s more not printed)", more=more)
        label = cases._fields["responsible_kind"]._description_selection(self.env)
        state = dict(cases._fields["state"]._description_selection(self.env))
        return {
            "title": title,
            "heads": [
                self.env._("Number"),
                self.env._("Category"),
                self.env._("Responsible"),
                self.env._("Cause"),
                self.env._("What we change"),
                self.env._("Status"),
            ],
            "rows": [
                [
                    case.number,
                    case.category_id.display_name or "",
                    case.responsible_department_id.name
                    or dict(label).get(case.responsible_kind, ""),
                    self._clean(case, case.cause),
                    self._clean(case, case.improvement),
                    state[case.state],
                ]
                for case in first
            ],
        }

    @api.model
    def _find_cases(self, company, period):
        zone = self.env["complaint.register"]._get_zone()
        begin, end = moments(*period, zone)
        return self.env["complaint.case"].search(
            [
                ("company_id", "=", company.id),
                ("received_on", ">=", begin),
                ("received_on", "<", end),
            ],
            order="received_on, id",
        )

    @api.model
    def _clean(self, case, text):
        """``text``, unless the complainant's name, address or number stands in it."""
        names = [case.partner_name, case.partner_company, case.partner_email]
        told = find_names(text or "", list(filter(None, names)))
        if told or find_numbers(text or "", list(filter(None, [case.partner_phone]))):
            return self.env._("(left out: it names the complainant)")
        return text or ""

    @api.model
    def _get_points(self, kind, company, period):
        """R-F06: what earlier summaries found and proposed, and how far it is."""
        points = self.env["complaint.summary.point"].search(
            [
                ("summary_id.company_id", "=", company.id),
                ("summary_id.kind_id", "=", kind.id),
                ("summary_id.date_to", "<", period.first),
                ("state", "=", "open"),
            ]
        )
        if not points:
            return None
        return {
            "title": self.env._("Open from earlier summaries"),
            "heads": [
                self.env._("Weak point or proposal"),
                self.env._("Person"),
                self.env._("Until"),
            ],
            "rows": [
                [one.name, one.user_id.name, one.date_due.isoformat()] for one in points
            ],
        }
