import json
import logging
import time
from datetime import timedelta

from odoo import fields
from odoo.fields import Command
from odoo.tests import tagged
from odoo.tools import SQL, file_open

from .figures_common import FiguresCommon

_logger = logging.getLogger(__name__)
CASES = 100_000
DASHBOARDS = ("managers", "quality", "branches", "executives")


@tagged("post_install", "-at_install", "slow")
class TestFiguresLarge(FiguresCommon):
    """Every question of each dashboard at 100,000 complaints, 200,000 limits, 50,000
    remedies and 100,000 deliveries (R-F05; PERFORMANCE)."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.products = cls.env["product.product"].create(
            [{"name": f"Plate {number}"} for number in range(50)]
        )
        line = Command.create({"product_id": cls.kettle.id, "defective_qty": 1})
        case = cls._register(line_ids=[line])
        clock = cls._limit(case, "met")
        remedy = cls._owe(case, 30)
        move = cls._deliver(cls.kettle, 5).move_line_ids
        cls.env.flush_all()
        since = SQL("now() at time zone 'UTC' - (n %% 1000) * interval '1 day'")
        first = cls._copy(
            case,
            CASES,
            number=SQL("'L' || n"),
            received_on=since,
            category_id=SQL(
                "(%s::int[])[1 + n %% 8]",
                cls.env["complaint.category"].search([], limit=8).ids,
            ),
            is_open=SQL("n %% 20 = 0"),
            state=SQL("CASE WHEN n %% 20 = 0 THEN 'accepted' ELSE 'closed' END"),
            closed_on=SQL("now() at time zone 'UTC'"),
            satisfaction=SQL("n %% 6"),
            department_id=SQL("CASE WHEN n %% 3 = 0 THEN %s END", cls.plant.id),
        )
        of = SQL("%s + (n - 1) %% %s", first, CASES)
        states = SQL("CASE WHEN n %% 10 = 0 THEN 'late' ELSE 'met' END")
        cls._copy(clock, 2 * CASES, case_id=of, state=states, due_on=since)
        cls._copy(remedy, CASES // 2, case_id=of)
        product = SQL("(%s::int[])[1 + n %% 50]", cls.products.ids)
        cls._copy(case.line_ids, CASES, case_id=of, product_id=product)
        cls._copy(move, CASES, product_id=product, date=since)
        for name in ("case", "clock", "remedy", "line"):
            cls.cr.execute(f"ANALYZE complaint_{name}")
        cls.cr.execute("ANALYZE stock_move_line")
        cls.env.invalidate_all()

    @classmethod
    def _copy(cls, record, times, **values):
        """So many rows like ``record``, by SQL; the id of the first."""
        table = SQL.identifier(record._table)
        cls.cr.execute(
            "SELECT column_name FROM information_schema.columns "
            "WHERE table_name = %s AND column_name != 'id' AND is_generated = 'NEVER'",
            [record._table],
        )
        names = [name for (name,) in cls.cr.fetchall()]
        cls.cr.execute(f"SELECT COALESCE(MAX(id), 0) + 1 FROM {record._table}")
        first = cls.cr.fetchone()[0]
        columns = SQL(", ").join(map(SQL.identifier, names))
        given = SQL(", ").join(
            values.get(name, SQL("r.%s", SQL.identifier(name))) for name in names
        )
        cls.cr.execute(
            SQL(
                "INSERT INTO %s (id, %s) SELECT %s - 1 + n, %s"
                " FROM %s r, generate_series(1, %s) n WHERE r.id = %s",
                table,
                columns,
                first,
                given,
                table,
                times,
                record.id,
            )
        )
        return first

    def _get_period(self, asked):
        """Twelve months, as a dashboard opens; of the thousand days that there are."""
        year = fields.Datetime.now() - timedelta(days=365)
        chains = [one["chain"] for one in asked["fieldMatching"].values()]
        dates = ("received_on", "due_on", "date", "registered_on")
        return [(name, ">=", year) for name in chains if name in dates]

    def _ask(self, name):
        """Every question of a dashboard, as the browser asks them."""
        path = f"complaint_reports/data/files/complaint_{name}_dashboard.json"
        with file_open(path) as stream:
            data = json.load(stream)
        for pivot in data["pivots"].values():
            yield (
                pivot["model"],
                pivot["domain"],
                [],
                [one["id"] for one in pivot["measures"]],
            )
        for figure in data["sheets"][0]["figures"]:
            chart = figure["data"].get("metaData")
            if chart:
                domain = figure["data"]["searchParams"]["domain"]
                domain = domain + self._get_period(figure["data"])
                model, measure = chart["resModel"], chart["measure"]
                if measure != "__count":
                    field = self.env[model]._fields[measure]
                    measure = f"{measure}:{field.aggregator}"
                yield model, domain, chart["groupBy"], [measure]

    def test_r_f05_each_dashboard_asks_a_few_questions(self):
        """At most two queries a question, and the rows of a chart are few, whatever
        there is; the seconds are told in the log (goal: two)."""
        for name in DASHBOARDS:
            questions = list(self._ask(name))
            self._answer(questions)  # rules and translations are cached once
            before, begin = self.cr.sql_log_count, time.monotonic()
            rows = self._answer(questions)
            _logger.info("dashboard %s: %.2f s", name, time.monotonic() - begin)
            with self.subTest(name):
                self.assertLessEqual(self.cr.sql_log_count - before, 2 * len(questions))
                self.assertLess(rows, 100 * len(questions))

    def _answer(self, questions):
        """Ask one after the other; how many rows the browser gets."""
        return sum(
            len(
                self.env[model]
                .with_user(self.supervisor)
                .formatted_read_group(domain, group, measures)
            )
            for model, domain, group, measures in questions
        )

    def test_r_f03_figures_and_pareto(self):
        begin = time.monotonic()
        codes = ["complaints", "on_time", "cost", "limits_on_time", "overdue", "open"]
        found = self._get(*codes, "defective_per_million")
        self.assertGreater(found["complaints"], CASES // 20)
        _logger.info("seven figures: %.2f s", time.monotonic() - begin)
        charts = self.env["complaint.chart"].with_user(self.supervisor)
        begin = time.monotonic()
        charts.get_pareto("complaints", "product_id", 36)
        charts.get_control_chart("complaints_per_million", 36)
        _logger.info("pareto and control chart: %.2f s", time.monotonic() - begin)

    def test_r_f03_pivot_with_all_measures(self):
        rows = self.env["complaint.case.report"].with_user(self.supervisor)
        measures = [
            f"{field.name}:{field.aggregator}"
            for field in rows._fields.values()
            if field.aggregator
            and field.type in ("float", "integer", "monetary")
            and field.name != "id"
        ]
        rows.formatted_read_group([], ["category_id"], measures)
        before, begin = self.cr.sql_log_count, time.monotonic()
        rows.formatted_read_group([], ["category_id"], measures)
        spent = time.monotonic() - begin
        self.assertLessEqual(self.cr.sql_log_count - before, 3)
        begin = time.monotonic()
        self.cr.execute(
            "SELECT category_id, count(*), avg(closed_on - received_on)"
            " FROM complaint_case GROUP BY 1"
        )
        _logger.info("pivot %.2f s, raw %.2f s", spent, time.monotonic() - begin)
