from odoo import api, fields, models
from odoo.fields import Domain
from odoo.tools import SQL

from ..tools.figures import GRAINS, get_bounds


class ComplaintReportMixin(models.AbstractModel):
    """Rows to count: a query and nothing stored, so that a figure can be wrong in one
    place only. Reading needs no lock and writes nothing: a replica serves it.

    A model gives ``_get_select`` and ``_get_from``. What is joined has one row for each
    key (a primary key, ``DISTINCT ON``, ``GROUP BY`` of the key alone): PostgreSQL
    leaves out what a question does not ask for.
    """

    _name = "complaint.report.mixin"
    _description = "Report on complaints"
    _auto = False
    # whose record rules decide who reads a row, beside the company
    _rules_of = "case_id"
    # whose values are counted
    _counts = ("complaint.case",)

    @property
    def _table_query(self):
        # ``id`` and the names of the columns are those of the fields
        columns = SQL(", ").join(
            SQL("%s AS %s", expression, SQL.identifier(name))
            for name, expression in self._get_select().items()
        )
        return SQL("SELECT %s FROM %s", columns, self._get_from())

    @api.model
    def _search(self, *args, **kwargs):
        for name in self._counts:
            self.env[name].flush_model()
        return super()._search(*args, **kwargs)

    @api.model
    def _get_select(self):
        """:return: dict, field → ``SQL``"""
        return {}

    @api.model
    def _get_from(self):
        """:return: ``SQL`` of what stands behind FROM"""
        return SQL()

    @api.model
    def _get_now(self):
        return fields.Datetime.now()

    @api.model
    def _get_currency(self):
        """Amounts are shown in the currency of the company one works in."""
        return SQL("%s::int", self.env.company.currency_id.id)

    @api.model
    def _convert(self, amount, rates):
        """``amount`` at the latest rate; no table is made for it, a replica can do it.

        :param SQL rates: alias of ``_get_rates``, joined on the currency of the amount
        """
        return SQL(
            "(%s / COALESCE(%s.rate, 1) * COALESCE((%s), 1))::float8",
            amount,
            rates,
            SQL("SELECT rate FROM (%s) t", self._get_rates(self.env.company)),
        )

    @api.model
    def _get_rates(self, company=None):
        """The latest rate of each currency, or of the currency of ``company``."""
        root = (company or self.env.company).root_id
        only = SQL("AND currency_id = %s", company.currency_id.id) if company else SQL()
        return SQL(
            """SELECT DISTINCT ON (currency_id) currency_id, rate
                 FROM res_currency_rate
                WHERE (company_id = %s OR company_id IS NULL) AND name <= %s %s
             ORDER BY currency_id, company_id, name DESC""",
            root.id,
            fields.Date.today(),
            only,
        )

    # ------------------------------------------------------------
    # FOR FIGURES
    # ------------------------------------------------------------

    @api.model
    def _get_asked(
        self,
        companies,
        start,
        end,
        date_field,
        end_field=None,
        department=None,
        employee=None,
    ):
        """Domain of the rows of companies in a period, of a department, a person."""
        return Domain.AND(
            [
                self._get_period(companies, start, end, date_field, end_field),
                self._get_of_department(department) if department else Domain.TRUE,
                self._get_of_employee(employee) if employee else Domain.TRUE,
            ]
        )

    @api.model
    def _get_period(self, companies, start, end, date_field, end_field=None):
        """The days ``start`` to ``end`` in the time zone of each company."""
        numbering = self.env["complaint.numbering"]
        zones = companies.grouped(lambda one: numbering._get_zone(one.id))
        return Domain.OR(
            Domain("company_id", "in", some.ids)
            & self._get_between(date_field, end_field, *get_bounds(start, end, zone))
            for zone, some in zones.items()
        )

    @api.model
    def _get_between(self, date_field, end_field, first, after):
        if end_field:
            after = min(after, self._get_now())  # nobody knows how it will stand
            ended = Domain(end_field, "=", False) | Domain(end_field, ">=", after)
            return Domain(date_field, "<", after) & ended
        return Domain(date_field, ">=", first) & Domain(date_field, "<", after)

    @api.model
    def _get_of_department(self, department):
        """Whose rows are a department's; without departments they are everybody's."""
        names = [
            name for name in ("department_id", "branch_id") if name in self._fields
        ]
        if not names:
            return Domain.TRUE
        return Domain.OR(Domain(name, "child_of", department.ids) for name in names)

    @api.model
    def _get_of_employee(self, employee):
        if "user_id" not in self._fields:
            return Domain.TRUE
        # whose user an employee is, is no secret of HR's
        return Domain("user_id", "in", employee.sudo().user_id.ids)

    @api.model
    def _get_groupby(self, by, date_field):
        """What ``_read_group`` calls ``by``.

        :raises ValueError: the rows have no such field
        """
        if by in GRAINS:
            return f"{date_field}:{by}"
        for name in (by, f"{by}_id"):
            if name in self._fields:
                return name
        raise ValueError(f"{self._name}: {by}")

    @api.readonly
    def action_open_case(self):
        """The case behind a row; ``False`` where none is."""
        self.ensure_one()
        self.check_access("read")
        if "case_id" not in self._fields or not self.case_id:
            return False
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "view_mode": "form",
            "views": [(False, "form")],
            "res_id": self.case_id.id,
        }
