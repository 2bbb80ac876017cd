from datetime import timedelta
from unittest.mock import patch

from odoo.fields import Datetime
from odoo.tests import HttpCase, tagged

from .summary_common import SummaryCommon


@tagged("post_install", "-at_install")
class TestTourReports(SummaryCommon, HttpCase):
    """From pictures to what is behind them, and what leaves as a paper or a file."""

    browser_size = "1920x1080"

    def test_r_f05_from_a_picture_to_the_records_behind_it(self):
        """R-F03, R-F05: Pareto and control chart are drawn, a bar opens its rows, a row
        its case; the dashboard shows its pictures."""
        received = Datetime.now() - timedelta(days=2)
        self._register(title="Lid cracked", received_on=received)
        self._walk("from_picture_to_records", self.officer, "complaint-pareto")
        self._walk("dashboard", self.officer, "dashboards")

    def test_r_f01_a_form_is_printed_and_a_register_is_fetched(self):
        """R-F01: with the rights of who asks, each once."""
        case = self._register(self.officer, title="Lid cracked")
        printed, written = [], []
        reports = self.env.registry["ir.actions.report"]
        registers = self.env.registry["complaint.register"]
        render, write = reports._render_qweb_pdf, registers._write_sheet

        def watch_print(report, ref, ids=None, data=None):
            printed.append((report.env.user, ids))
            return render(report, ref, ids, data)

        def watch_write(register, what, *args):
            written.append((register.env.user, what.model))
            return write(register, what, *args)

        with (
            patch.object(reports, "_render_qweb_pdf", watch_print),
            patch.object(registers, "_write_sheet", watch_write),
        ):
            self._walk("form_and_register", self.officer, f"complaints/{case.id}")
        self.assertEqual(printed, [(self.officer, case.ids)])
        self.assertEqual(written, [(self.officer, "complaint.case")])

    def test_r_f02_a_summary_is_read_and_handed_in(self):
        """R-F02, R-F06: by whose it is, with his words."""
        self._receive()
        summary = self._make()
        self._walk("summary_handed_in", self.business_head, "complaint-summaries")
        self.assertEqual(summary.state, "handed_in")
        self.assertEqual(summary.conclusion, "Packing is too thin.")

    def _walk(self, tour, user, page):
        self.start_tour(f"/odoo/{page}", f"complaint_reports_{tour}", login=user.login)
        self.env.invalidate_all()
