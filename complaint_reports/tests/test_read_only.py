import io
from contextlib import contextmanager

from odoo.fields import Domain
from odoo.tests import tagged
from psycopg2.errors import ReadOnlySqlTransaction

from .figures_common import FiguresCommon


@tagged("post_install", "-at_install")
class TestReadOnly(FiguresCommon):
    """R-F03, R-F05: all reading is fit for a replica, which refuses to write."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls._past("2026-10-05 08:00")
        cls.reader = cls.env(user=cls.supervisor)

    @contextmanager
    def _on_a_replica(self):
        self.env.flush_all()
        self.env.invalidate_all()
        self.env.registry.clear_cache()
        with self.env.cr.savepoint() as savepoint:
            self.env.cr.execute("SET TRANSACTION READ ONLY")
            yield
            savepoint.rollback()  # what is written afterwards may be

    def test_a_replica_refuses_to_write(self):
        with (
            self._on_a_replica(),
            self.assertRaises(ReadOnlySqlTransaction),
            self.env.cr.savepoint(),
        ):
            self.env.cr.execute("UPDATE complaint_case SET title = title")

    def test_r_f03_figures_and_their_rows_are_read(self):
        figures = self.reader["complaint.figure"]
        codes = figures.sudo().search([("code", "!=", False)]).mapped("code")
        with self._on_a_replica():
            values = figures._get_values(codes, self.company, *self.period)
            figures._get_series("complaints", self.company, *self.period)
            for code in codes:
                action = figures._get_rows_action(code, self.company, *self.period)
                rows = self.reader[action["res_model"]]
                for _view, kind in action["views"]:
                    rows.get_view(view_type=kind)
                rows.search(action["domain"], limit=5).read()
        self.assertEqual(values["complaints"], 1)

    def test_r_f05_charts_and_dashboards_are_read(self):
        charts = self.reader["complaint.chart"]
        dashboards = self.reader["spreadsheet.dashboard"]
        group = self.env.ref("complaint_reports.spreadsheet_dashboard_group_complaint")
        with self._on_a_replica():
            charts.get_choices()
            charts.get_pareto("complaints", "category_id", 12)
            charts.get_control_chart("complaints", 12)
            found = dashboards.search([("dashboard_group_id", "=", group.id)])
            self.assertTrue(found.mapped("spreadsheet_data"))

    def test_r_f01_registers_are_read(self):
        registers = self.reader["complaint.register"]
        with self._on_a_replica():
            for register in registers._get_registers().values():
                if self.reader[register.model].has_access("read"):
                    registers._write_sheet(
                        register, Domain.TRUE, io.BytesIO(), None, None
                    )
