from ast import literal_eval

from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.figures import GRAINS, get_grains


class ComplaintFigureReader(models.AbstractModel):
    """How figures are counted: the rows of the reports, as many figures as there are in
    one query for each kind of rows."""

    _name = "complaint.figure.reader"
    _description = "Counting of figures"

    @api.model
    def _count_parts(
        self, parts, companies, start, end, department=None, employee=None, by=None
    ):
        """What each of ``parts`` (``complaint.figure._get_part``) comes to.

        :return: dict, part → number, or with ``by`` dict of key → number; without what
            the user may not read
        """
        alike = {}
        for part in dict.fromkeys(parts):
            alike.setdefault(part[:4], []).append(part)
        counted = {}
        for (report, date_field, end_field, domain), same in alike.items():
            rows = self.env[report].with_context(tz=self._get_zone(companies[:1]))
            if not rows.has_access("read"):
                continue
            asked = rows._get_asked(
                companies, start, end, date_field, end_field, department, employee
            ) & Domain(literal_eval(domain or "[]"))
            group = [rows._get_groupby(by, date_field)] if by else []
            found = rows._read_group(asked, group, [part[4] for part in same])
            counted.update(self._sort_out(same, found, by))
        return counted

    @api.model
    def _sort_out(self, parts, found, by):
        """The columns of ``found``, by part."""
        first = 1 if by else 0
        for number, part in enumerate(parts, first):
            values = {
                self._get_key(row[0], by) if by else None: self._fill(
                    row[number], part[4]
                )
                for row in found
            }
            yield part, values if by else values.get(None)

    @api.model
    def _get_key(self, key, by):
        return fields.Date.to_date(key) if by in GRAINS and key else key

    @api.model
    def _fill(self, value, measure):
        """Nothing summed up is 0; of nothing there is no average."""
        if value is None or value is False:
            return None if measure.endswith((":avg", ":max", ":min")) else 0
        return value

    def _get_nothing(self):
        return self._fill(None, self.measure)

    @api.model
    def _get_zone(self, company):
        return self.env["complaint.numbering"]._get_zone(company.id)

    # ------------------------------------------------------------
    # SERIES
    # ------------------------------------------------------------

    def _arrange(self, found, start, end, by, limit):
        if by in GRAINS:
            per = self.per_measure
            nothing = None if per else self._get_nothing()
            return {day: found.get(day, nothing) for day in get_grains(start, end, by)}
        known = sorted(
            (pair for pair in found.items() if pair[1] is not None),
            key=lambda pair: -pair[1],
        )
        return dict(known[:limit])

    def _get_stands(self, companies, start, end, by, department, employee):
        """How it stood at the end of each month, … of a period."""
        begins = get_grains(start, end, by)
        lasts = [fields.Date.subtract(day, days=1) for day in begins[1:]] + [end]
        return {
            begin: self._get_values(
                [self.code], companies, start, last, department, employee
            )[self.code]
            for begin, last in zip(begins, lasts, strict=True)
        }

    # ------------------------------------------------------------
    # BEHIND IT
    # ------------------------------------------------------------

    @api.model
    def _get_rows_action(
        self,
        code,
        companies,
        start,
        end,
        department=None,
        employee=None,
        domain=None,
    ):
        """The action that lists the rows behind a figure, for who may read them.

        :param domain: only these rows, as of one product
        """
        figure = self.env["complaint.figure"]._find([code])
        rows = self.env[figure.report]
        asked = rows._get_asked(
            companies,
            start,
            end,
            figure.date_field,
            figure.end_field,
            department,
            employee,
        )
        only = Domain(literal_eval(figure.domain or "[]")) & Domain(domain or [])
        return {
            "type": "ir.actions.act_window",
            "name": figure.name,
            "res_model": figure.report,
            "view_mode": "list,kanban,pivot,graph",
            "mobile_view_mode": "kanban",
            "views": [(False, kind) for kind in ("list", "kanban", "pivot", "graph")],
            "domain": list(asked & only),
        }
