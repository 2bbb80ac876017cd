from odoo import api, fields, models, tools

from ..tools.figures import GRAINS, divide

UNITS = [
    ("number", "Count"),
    ("percent", "%"),
    ("hours", "Hours"),
    ("days", "Days"),
    ("million", "Per million delivered"),
    ("money", "Amount"),
    ("mark", "Mark, 1 to 5"),
    ("quantity", "Quantity"),
]


class ComplaintFigure(models.Model):
    """One figure, defined once: what it is called, by which formula, from which
    records, for which clause (R-F03). Summaries, evaluation, early warning and
    dashboards ask here; nobody counts by himself.

    ``self.env["complaint.figure"]._get_values(codes, companies, start, end)`` gives the
    values, ``_get_series`` one figure by month, product, …, ``_get_rows_action`` the
    cases behind it. All read with the rights of the user of ``self.env``.
    """

    _name = "complaint.figure"
    _inherit = ["complaint.figure.reader", "complaint.setting.mixin"]
    _description = "Figure"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    code = fields.Char(required=True, help="What other modules call it.")
    sequence = fields.Integer(default=10)
    formula = fields.Text(required=True, translate=True)
    source = fields.Char(
        required=True, translate=True, help="The records that it is counted from."
    )
    clause = fields.Char(help="The clause of the policies that asks for it.")
    unit = fields.Selection(UNITS, required=True, default="number")
    better = fields.Selection(
        [("low", "The lower the better"), ("high", "The higher the better")],
        "Which way is good",
    )

    report = fields.Char("Counted in", required=True, help="Model of the rows.")
    date_field = fields.Char(
        required=True, help="What falls into the period by this date is counted."
    )
    end_field = fields.Char(
        help="Counted is what had begun, and not ended by this date, at the end of "
        "the period.",
    )
    domain = fields.Char(help="The rows that count; empty: all.")
    measure = fields.Char(
        required=True, default="__count", help="“field:aggregate”, or “__count”."
    )
    per_report = fields.Char("Divided by what is counted in")
    per_date_field = fields.Char()
    per_domain = fields.Char()
    per_measure = fields.Char(help="Empty: the measure is not divided.")
    factor = fields.Float(default=1.0, required=True)

    _code_uniq = models.UniqueIndex("(code)", "Another figure has this code.")

    def _compute_display_name(self):
        units = dict(self._fields["unit"]._description_selection(self.env))
        for figure in self:
            plain = figure.unit in ("number", "quantity", "money", "million")
            unit = "" if plain else f" ({units.get(figure.unit)})"
            figure.display_name = f"{figure.name}{unit}"

    @api.model
    @tools.ormcache("code")
    def _get_id_of(self, code):
        return self.sudo().search([("code", "=", code)]).id

    @api.model
    def _find(self, codes):
        """The figures of these codes, in this order.

        :raises KeyError: there is no such figure
        """
        for code in codes:
            if not self._get_id_of(code):
                raise KeyError(code)
        return self.browse([self._get_id_of(code) for code in codes])

    # ------------------------------------------------------------
    # VALUES
    # ------------------------------------------------------------

    @api.model
    def _get_values(self, codes, companies, start, end, department=None, employee=None):
        """The value of each figure in a period.

        :param codes: codes of figures (``data/complaint_figure_data.xml``)
        :param companies: ``res.company``, counted together
        :param date start: the first day, in each company's time zone
        :param date end: the last day; it counts
        :param department: ``hr.department``: of the cases that it, or a department
            under it, leads or faces the customer in; of limits its own
        :param employee: ``hr.employee`` who handles them
        :return: dict, code → number; ``None`` where there is nothing to take an average
            of or to divide by, and where the user may not read what is counted
        :raises KeyError: there is no such figure
        """
        figures = self._find(codes)
        parts = [part for one in figures for part in one._get_parts()]
        counted = self._count_parts(parts, companies, start, end, department, employee)
        return {
            one.code: one._put_together(
                counted.get(one._get_part()), counted.get(one._get_per())
            )
            for one in figures
        }

    @api.model
    def _get_series(
        self,
        code,
        companies,
        start,
        end,
        by="month",
        department=None,
        employee=None,
        limit=None,
    ):
        """One figure by month, product or whatever its rows have.

        :param by: ``day``, ``week``, ``month``, ``quarter``, ``year``, or a field of
            the rows; “product” is short for “product_id”
        :param limit: only so many, the greatest ones; not for times
        :return: dict in order: the first day of each month, … → value, months without
            anything too; or record (empty where none is known), or value of the field →
            value, the greatest first. Values as of ``_get_values``.
        :raises KeyError: there is no such figure
        :raises ValueError: its rows have no such field

        Other parameters as of ``_get_values``; months are those of the time zone of the
        first company.
        """
        figure = self._find([code])
        if by in GRAINS and figure.end_field:
            return figure._get_stands(companies, start, end, by, department, employee)
        counted = figure._count_parts(
            figure._get_parts(), companies, start, end, department, employee, by
        )
        return figure._arrange(figure._merge(counted), start, end, by, limit)

    def _merge(self, counted):
        """One value for each key of what was counted; nothing where that may not be
        read."""
        parts = self._get_parts()
        if set(counted) != set(parts):
            return {}
        value, per = counted[parts[0]], counted[parts[-1]]
        nothing = self._get_nothing()
        return {
            key: self._put_together(value.get(key, nothing), per.get(key))
            for key in [*value, *(key for key in per if key not in value)]
        }

    def _put_together(self, value, per):
        """One value of what was counted; ``None`` stays unknown."""
        if not self.per_measure:
            return value if value is None else value * self.factor
        return divide(value, per, self.factor)

    def _may_be_read(self):
        """Whether the user may read all that it is counted from."""
        return all(self.env[part[0]].has_access("read") for part in self._get_parts())

    def _get_parts(self):
        return list(filter(None, [self._get_part(), self._get_per()]))

    def _get_part(self):
        """What is counted, as a key: what several figures count is counted once."""
        return (
            self.report,
            self.date_field,
            self.end_field or "",
            self.domain or "",
            self.measure,
        )

    def _get_per(self):
        if not self.per_measure:
            return None
        return (
            self.per_report or self.report,
            self.per_date_field or self.date_field,
            "",
            self.per_domain or "",
            self.per_measure,
        )
