from dateutil.relativedelta import relativedelta
from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.control_chart import get_points
from ..tools.figures import get_grains
from ..tools.pareto import get_bars

# figures whose parts add up; of a product or lot the rows are those of products
BARS = ("complaints", "cost", "defective_qty", "limits_missed")
OF_PRODUCTS = {"complaints": "product_complaints"}
BY = (
    "category_id",
    "product_id",
    "lot_id",
    "branch_id",
    "department_id",
    "responsible_kind",
    "responsible_department_id",
    "channel_id",
    "commercial_partner_id",
    "severity_id",
    "limit_id",
    "kind",
)
# kind of control chart by figure
CHARTS = {
    "complaints_per_million": "u",
    "complaints": "c",
    "limits_on_time": "p",
    "on_time": "p",
    "repeat_share": "p",
    "dissatisfied_share": "p",
}
MONTHS = (3, 6, 12, 24, 36)


def _scaled(value, scale):
    return value if value is None else value * scale


class ComplaintChart(models.AbstractModel):
    """Pictures that a spreadsheet cannot draw: Pareto and control chart (R-F03, R-F05).
    All is read with the rights of who looks."""

    _name = "complaint.chart"
    _description = "Pareto and control chart"

    # ------------------------------------------------------------
    # WHAT CAN BE SEEN
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_choices(self):
        """What a Pareto can be of and by, what a control chart can show.

        :return: dict with ``bars``, ``charts`` (lists of ``code``, ``name``, and of
            bars ``by``: list of ``code``, ``name``) and ``months``
        """
        figures = self.env["complaint.figure"]
        return {
            "bars": [
                {"code": one.code, "name": one.name, "by": self._get_ways(one.code)}
                for one in figures._find(BARS)
            ],
            "charts": [
                {"code": one.code, "name": one.display_name}
                for one in figures._find(CHARTS)
                if one._may_be_read()
            ],
            "months": MONTHS,
        }

    @api.model
    def _get_ways(self, code):
        """By what a figure can be told apart: the columns of its rows."""
        ways = {}
        for name in (OF_PRODUCTS.get(code), code):
            if name:
                rows = self.env[self.env["complaint.figure"]._find([name]).report]
                told = rows.fields_get(BY, ["string"])
                ways.update({by: told[by]["string"] for by in BY if by in told})
        return [{"code": by, "name": ways[by]} for by in BY if by in ways]

    @api.model
    def _get_period(self, months):
        """So many months with the present one, today the last day.

        :raises UserError: it is no number of months that is offered
        """
        if months not in MONTHS:
            raise UserError(self.env._("Choose one of the periods that are offered."))
        today = fields.Date.context_today(self)
        return today.replace(day=1) - relativedelta(months=months - 1), today

    # ------------------------------------------------------------
    # PARETO
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_pareto(self, code, by, months=12):
        """The few that make most of a figure, with the share they come to.

        :param str code: of ``get_choices``
        :param str by: of ``get_choices``, for this figure
        :param int months: how far back, of ``get_choices``
        :return: dict with ``name``, ``formula``, ``total``, ``bars``: list of
            ``label``, ``value``, ``cumulated`` (%), ``action`` that lists its rows
        :raises UserError: the figure cannot be told apart like that
        """
        figure = self._get_figure(code, by)
        start, end = self._get_period(months)
        companies = self.env.companies
        values = figure._get_series(figure.code, companies, start, end, by)
        bars = get_bars(values)
        shown = [bar.key for bar in bars if bar.key is not None]
        return {
            "name": figure.display_name,
            "formula": figure.formula,
            "total": sum(bar.value for bar in bars),
            "bars": [
                {
                    "label": self._get_label(figure, by, bar.key),
                    "value": bar.value,
                    "cumulated": bar.cumulated,
                    "action": figure._get_rows_action(
                        figure.code,
                        companies,
                        start,
                        end,
                        domain=self._get_domain(by, bar.key, shown),
                    ),
                }
                for bar in bars
            ],
        }

    @api.model
    def _get_figure(self, code, by):
        if code not in BARS or by not in BY:
            raise UserError(self.env._("Choose one of the figures that are offered."))
        figures = self.env["complaint.figure"]
        for name in (code, OF_PRODUCTS.get(code)):
            figure = figures._find([name]) if name else figures
            if figure and by in self.env[figure.report]._fields:
                return figure
        raise UserError(self.env._("This figure cannot be told apart like that."))

    @api.model
    def _get_label(self, figure, by, key):
        if key is None:
            return self.env._("All others")
        if not key:
            return self.env._("Not known")
        if isinstance(key, models.BaseModel):
            # names of what stands in rows that he may read
            return key.sudo().display_name
        field = self.env[figure.report]._fields[by]
        return dict(field._description_selection(self.env))[key]

    @api.model
    def _get_domain(self, by, key, shown):
        """The rows of one bar; of the last one, all that no other bar has."""
        if key is None:
            ids = [getattr(one, "id", one) or False for one in shown]
            return [(by, "not in", ids)]
        return [(by, "=", getattr(key, "id", key) or False)]

    # ------------------------------------------------------------
    # CONTROL CHART
    # ------------------------------------------------------------

    @api.model
    @api.readonly
    def get_control_chart(self, code, months=12):
        """A figure month by month, with the limits within which chance moves it.

        :param str code: of ``get_choices``
        :param int months: how far back, of ``get_choices``
        :return: dict with ``name``, ``formula``, ``kind`` (c, u or p), ``centre``,
            ``points``: list of ``day`` (first of the month), ``value``, ``lower``,
            ``upper``, ``out``, ``action`` that lists what is behind it
        :raises UserError: there is no such chart
        """
        if code not in CHARTS:
            raise UserError(self.env._("Choose one of the figures that are offered."))
        figure = self.env["complaint.figure"]._find([code])
        start, end = self._get_period(months)
        days = get_grains(start, end, "month")
        counts, sizes = self._count(figure, start, end, days)
        centre, points = get_points(CHARTS[code], counts, sizes)
        scale = 100 if CHARTS[code] == "p" else figure.factor
        return {
            "name": figure.display_name,
            "formula": figure.formula,
            "kind": CHARTS[code],
            "centre": _scaled(centre, scale),
            "points": [
                {
                    "day": fields.Date.to_string(day),
                    "value": _scaled(point.value, scale),
                    "lower": _scaled(point.lower, scale),
                    "upper": _scaled(point.upper, scale),
                    "out": point.is_out,
                    "action": figure._get_rows_action(
                        code, self.env.companies, day, self._get_last(day, end)
                    ),
                }
                for day, point in zip(days, points, strict=True)
            ],
        }

    @api.model
    def _get_last(self, day, end):
        return min(day + relativedelta(months=1, days=-1), end)

    @api.model
    def _count(self, figure, start, end, days):
        """How many, and of how many, month by month."""
        parts = figure._get_parts()
        share = CHARTS[figure.code] == "p"
        if share:
            name = figure.measure.partition(":")[0]
            parts = [(*parts[0][:4], f"{name}:{how}") for how in ("sum", "count")]
        counted = figure._count_parts(parts, self.env.companies, start, end, by="month")
        found = [counted.get(part, {}) for part in parts]
        rows = [[one.get(day) or 0 for day in days] for one in found]
        counts = [count / 100 for count in rows[0]] if share else rows[0]
        return counts, rows[-1]
