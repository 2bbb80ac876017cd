import logging
import resource
import time

from odoo.tests import tagged

from ..tools.numbering import parse_number
from .register_files import as_csv, as_xlsx
from .test_register_import import RegisterCommon

_logger = logging.getLogger(__name__)
ROWS = 100_000
HEADINGS = ("reference", "received_on", "channel", "category", "title", "outcome")
CRON = "complaint_management.ir_cron_complaint_register_import"
MEGABYTES = 1500


def rows(prefix):
    """Three years, some 2,800 rows in each month."""
    return [
        (
            f"{prefix}-{nth}",
            f"{2012 + nth % 3}-{nth // 3 % 12 + 1}-{nth // 36 % 28 + 1} 09:30",
            "Hotline",
            "Quality / Use",
            f"Kettle {nth} leaks",
            "Replaced.",
        )
        for nth in range(ROWS)
    ]


@tagged("slow", "post_install", "-at_install")
class TestLargeRegister(RegisterCommon):
    """Bad input of issue 2: 100,000 rows go in whole, or not at all."""

    def _measure(self, name, data):
        """Upload and import as a person and the job do; log what it takes."""
        start = time.monotonic()
        record = self._upload(data, name=name)
        record.action_import()
        checked = time.monotonic()
        if record.state == "queued":
            with self.enter_registry_test_mode():
                self.env.ref(CRON).method_direct_trigger()
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        _logger.info(
            "%s: %.1f MB, checked in %.0f s, imported in %.0f s, process %d MB",
            name,
            len(data) / 1e6,
            checked - start,
            time.monotonic() - checked,
            memory,
        )
        self.assertLess(memory, MEGABYTES)
        return record

    def assertAllThere(self, record):
        self.assertImported(record)
        self.assertEqual(record.row_count, ROWS)
        groups = self.env["complaint.case"]._read_group(
            [("import_id", "=", record.id)], [], ["__count", "number:count_distinct"]
        )
        self.assertEqual(groups, [(ROWS, ROWS)])

    def test_csv_of_100000_rows(self):
        record = self._measure("large.csv", as_csv(rows("csv"), HEADINGS))
        self.assertAllThere(record)
        last = self.env["complaint.case"].search(
            [("import_reference", "=", f"csv-{ROWS - 1}")]
        )
        self.assertEqual(last.title, f"Kettle {ROWS - 1} leaks")
        self.assertTrue(parse_number(last.number))

    def test_xlsx_of_100000_rows(self):
        data = as_xlsx(rows("xlsx"), HEADINGS)
        self.assertAllThere(self._measure("large.xlsx", data))

    def test_wrong_last_row_writes_nothing(self):
        wrong = ("last", "soon", "Hotline", "", "Kettle leaks", "")
        data = as_csv([*rows("wrong"), wrong], HEADINGS)
        record = self._measure("wrong.csv", data)
        self.assertNothingWritten(record)
        self.assertEqual(record.error_count, 1)
        self.assertIn(f"Row {ROWS + 2}, Received: “soon” is no date", record.report)

    def test_all_rows_wrong_is_said_shortly(self):
        data = as_csv([("", "soon", "Pigeon", "", "", "")] * ROWS, HEADINGS)
        record = self._measure("all wrong.csv", data)
        self.assertNothingWritten(record)
        self.assertEqual(record.error_count, 3 * ROWS)
        self.assertEqual(len(record.report.split("\n")), 201)
