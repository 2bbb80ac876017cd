import io
from datetime import date, datetime
from unittest.mock import patch
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st
from odoo.tests import BaseCase, tagged

from ..tools import register_sheet
from ..tools.register_sheet import Heading, Money, RegisterSheet
from ..tools.registers import moments, month_before
from . import sheet as sheets

SHANGHAI = ZoneInfo("Asia/Shanghai")
HEADINGS = [
    Heading("Number"),
    Heading("Received", "moment"),
    Heading("Bought", "date"),
    Heading("Pieces", "number", digits=1, total=True),
    Heading("Cost", "money", total=True),
]


def cny(amount):
    return Money(amount, "CNY", 2)


@tagged("post_install", "-at_install")
class TestRegisterSheet(BaseCase):
    """R-F01: how a register is written; no database."""

    def _write(self, rows, lines=("Lotus Tableware",)):
        stream = io.BytesIO()
        sheet = RegisterSheet(stream, "Register", list(lines), HEADINGS, SHANGHAI)
        sheet.write_rows(rows)
        sheet.finish()
        return sheets.read(stream.getvalue())

    def _get_cells(self, rows, **values):
        book = self._write(rows, **values)
        return book.worksheets[0]

    def test_r_f01_cells_have_types(self):
        """Moments in the reader's zone, days, numbers and money are no texts."""
        moment = datetime(2026, 11, 23, 17, 30)
        row = ["2026-1", moment, date(2026, 5, 1), 2.5, cny(1200.5)]
        cells = self._get_cells([row])[5]
        self.assertEqual(cells[1].value, datetime(2026, 11, 24, 1, 30))
        self.assertEqual(cells[2].value, datetime(2026, 5, 1))
        self.assertEqual((cells[3].value, cells[3].number_format), (2.5, "#,##0.0"))
        self.assertEqual(cells[4].value, 1200.5)
        self.assertIn('"CNY"', cells[4].number_format)
        self.assertTrue(cells[1].is_date and cells[2].is_date)

    def test_r_f01_what_looks_like_a_formula_is_text(self):
        """A cell that begins with = + - @, tab or CR is text, also when edited."""
        signs = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "=HYPERLINK(1)"]
        found = self._get_cells([[sign, None, None, None, None] for sign in signs])
        for place, sign in enumerate(signs, 5):
            cell = found[place][0]
            with self.subTest(sign=sign):
                self.assertEqual(cell.data_type, "s")
                self.assertEqual(cell.value.replace("_x000D_", "\r"), sign)
                self.assertTrue(cell.quotePrefix)

    def test_r_f01_a_link_is_text(self):
        cell = self._get_cells([["http://example.com/x", None, None, None, None]])[5][0]
        self.assertIsNone(cell.hyperlink)

    def test_r_f01_made_to_be_read_and_printed(self):
        """Title and lines above, filter, frozen rows, landscape, headings on each page,
        fit to its width, page numbers."""
        sheet = self._get_cells([["a"] + [None] * 4])
        self.assertEqual(sheet["A1"].value, "Register")
        self.assertEqual(sheet["A2"].value, "Lotus Tableware")
        self.assertEqual([cell.value for cell in sheet[4]][:2], ["Number", "Received"])
        self.assertEqual(sheet.auto_filter.ref, "A4:E5")
        self.assertEqual(sheet.freeze_panes, "B5")
        self.assertEqual(sheet.page_setup.orientation, "landscape")
        self.assertEqual(sheet.print_title_rows, "$4:$4")
        self.assertTrue(sheet.sheet_properties.pageSetUpPr.fitToPage)
        self.assertEqual(sheet.page_setup.fitToHeight, 0)
        self.assertIn("&P", sheet.oddFooter.right.text)

    def test_r_f01_totals_apart_for_each_currency(self):
        rows = [
            ["a", None, None, 1, cny(10)],
            ["b", None, None, 2.5, Money(5, "USD", 2)],
            ["c", None, None, None, cny(0.1)],
        ]
        sheet = self._get_cells(rows)
        self.assertEqual(sheet["A8"].value, "Total (3)")
        self.assertEqual(sheet["D8"].value, 3.5)
        self.assertEqual([sheet["E8"].value, sheet["E9"].value], [10.1, 5])
        self.assertIn("USD", sheet["E9"].number_format)

    def test_r_f01_nothing_to_list_is_said(self):
        self.assertEqual(self._get_cells([])["A5"].value, "There is nothing to list.")

    def test_r_f01_a_full_sheet_is_followed_by_another(self):
        rows = [[str(number), None, None, 1, None] for number in range(25)]
        with patch.object(register_sheet, "ROW_LIMIT", 34):
            book = self._write(rows)
        self.assertEqual(book.sheetnames, ["Register", "Register (2)", "Register (3)"])
        found = []
        for sheet in book.worksheets:
            _head, headings, body = sheets.get_table(sheet, "Number")
            self.assertEqual(headings[0], "Number")
            self.assertTrue(sheet.auto_filter.ref)
            found += [row[0] for row in body]
        self.assertEqual(found, [row[0] for row in rows] + ["Total (25)"])
        last = book.worksheets[-1]
        self.assertEqual(last.cell(last.max_row, 4).value, 25)

    def test_r_f01_a_text_that_is_too_long_ends_with_dots_and_is_counted(self):
        """Excel counts what lies beyond the first 65,536 characters twice."""
        limit = register_sheet.CELL_LIMIT
        rows = [[text, None, None, None, None] for text in ("x" * limit, "𠮷" * limit)]
        sheet = self._get_cells(rows)
        self.assertEqual(sheet["A5"].value, "x" * limit)
        cut = sheet["A6"].value
        self.assertTrue(cut.endswith("𠮷…"))
        self.assertLessEqual(len(cut.encode("utf-16-le")), limit * 2)
        self.assertEqual(
            sheet["A9"].value,
            "Cut to what a cell can hold, and ending with “…”: 1 texts.",
        )

    def test_r_f01_a_day_before_sheets_began_is_written_as_text(self):
        row = ["a", None, date(1899, 12, 31), None, None]
        self.assertEqual(self._get_cells([row])["C5"].value, "1899-12-31")

    def test_r_f01_the_same_is_made_the_same(self):
        """R-F02: byte for byte, so a pack can be compared by its fingerprint."""
        made = []
        for _time in range(2):
            stream = io.BytesIO()
            sheet = RegisterSheet(
                stream, "R", [], HEADINGS, SHANGHAI, made_on=datetime(2026, 1, 1)
            )
            sheet.write_rows([["a", datetime(2026, 1, 1), None, 1, cny(2)]])
            sheet.finish()
            made.append(stream.getvalue())
        self.assertEqual(*made)


@tagged("post_install", "-at_install")
class TestRegisterPeriod(BaseCase):
    """R-F02: which moments belong to a period of the reader's days."""

    @given(st.dates(date(1990, 1, 1), date(2100, 1, 1)), st.integers(0, 400))
    def test_r_f02_periods_that_follow_each_other_share_no_moment(self, day, length):
        last = date.fromordinal(day.toordinal() + length)
        first_begin, first_end = moments(day, last, SHANGHAI)
        next_begin, _end = moments(
            date.fromordinal(last.toordinal() + 1), None, SHANGHAI
        )
        self.assertLess(first_begin, first_end)
        self.assertEqual(first_end, next_begin)

    def test_r_f02_a_day_is_the_readers(self):
        begin, end = moments(date(2026, 11, 1), date(2026, 11, 30), SHANGHAI)
        self.assertEqual(begin, datetime(2026, 10, 31, 16))
        self.assertEqual(end, datetime(2026, 11, 30, 16))
        self.assertEqual(moments(None, date.max, SHANGHAI), (None, None))

    def test_r_f02_the_last_month(self):
        for day, first, last in (
            (date(2026, 3, 31), date(2026, 2, 1), date(2026, 2, 28)),
            (date(2026, 1, 1), date(2025, 12, 1), date(2025, 12, 31)),
        ):
            self.assertEqual(month_before(day), (first, last))
