import io
import zipfile
from datetime import datetime

import xlsxwriter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from odoo.tests import BaseCase

from ..tools import register_file
from ..tools.register_file import read_register
from .register_files import (
    HEADINGS,
    NEEDED,
    as_csv,
    as_xlsx,
    replace_part,
    technical_headings,
)

LINE = ["2024-03-05", "热线", "水壶漏水", "客户说壶底漏水"]
SHEET = "xl/worksheets/sheet1.xml"

# What a CSV keeps: any text without control characters; spaces around it are cut.
TEXTS = st.text(
    st.characters(exclude_categories=("Cs", "Cc"), include_characters="\n"),
    max_size=30,
).map(str.strip)


def read(data, encoding=None, headings=None):
    """Lines of a register file: ``[(number, [cells])]``."""
    headings = headings or technical_headings()
    return [
        (row.line, list(row.cells.values()))
        for row in read_register(data, headings, NEEDED, encoding)
    ]


class TestRegisterText(BaseCase):
    """R-I04: a CSV of any program, in the encoding of its time."""

    def test_encodings_that_are_found_out(self):
        for encoding in ("utf-8", "utf-8-sig", "gb18030", "gb2312", "utf-16"):
            data = as_csv([LINE], encoding=encoding)
            self.assertEqual(read(data), [(2, LINE)], encoding)

    def test_rare_character_of_a_name_is_read(self):
        line = ["2024-03-05", "热线", "水壶漏水，客户很不满意要求退货", "朱镕先生喆"]
        self.assertEqual(read(as_csv([line], encoding="gb18030")), [(2, line)])

    def test_encodings_that_are_named(self):
        table = [
            ("big5", ["2024-03-05", "電話", "杯子破裂", "客戶投訴"]),
            ("cp1252", ["2024-03-05", "Téléphone", "Poignée cassée", "Déjà vu à Évry"]),
            ("gb18030", LINE),
            ("utf-8", LINE),
            ("utf-16", LINE),
        ]
        for encoding, line in table:
            data = as_csv([line], encoding=encoding)
            self.assertEqual(read(data, encoding), [(2, line)], encoding)

    def test_text_that_would_only_be_garbled_is_asked_for(self):
        """Almost any bytes are GB 18030 to a decoder: names would be lost."""
        table = [
            ("big5", ["2024-03-05", "電話", "杯子破裂", "客戶投訴"]),
            ("cp1252", ["2024-03-05", "Phone", "Prénom", "x"]),
        ]
        for encoding, line in table:
            with self.assertRaises(register_file.WrongEncoding, msg=encoding):
                read(as_csv([line], encoding=encoding))

    def test_bytes_that_no_encoding_has(self):
        for encoding in (None, "utf-8", "gb18030", "big5"):
            with self.assertRaises(register_file.WrongEncoding, msg=encoding):
                read(as_csv([LINE]) + b"\xff\xff\xff", encoding)

    def test_byte_order_mark_wins_over_the_encoding_named(self):
        self.assertEqual(read(as_csv([LINE], encoding="utf-8-sig"), "big5")[0][1], LINE)

    def test_delimiters(self):
        for delimiter in (",", ";", "\t"):
            line = ["2024-03-05", "a,b;c\td", "x", "y"]
            data = as_csv([line], delimiter=delimiter)
            self.assertEqual(read(data), [(2, line)], repr(delimiter))

    def test_line_ends_and_quoted_newlines(self):
        for end in ("\n", "\r\n"):
            lines = [",".join(HEADINGS), '2024-03-05,a,"x\ny",z', "2024-03-06,a,b,c"]
            data = end.join(lines).encode()
            first, second = read(data)
            self.assertEqual(first, (2, ["2024-03-05", "a", "x\ny", "z"]))
            self.assertEqual(second, (3, ["2024-03-06", "a", "b", "c"]))

    def test_empty_lines_are_left_out_and_counted(self):
        data = as_csv([LINE, [], ["", " ", "", ""], LINE])
        self.assertEqual([line for line, _cells in read(data)], [2, 5])

    def test_nul_bytes_go_where_text_stays(self):
        data = as_csv([["2024-03-05", "x" * 1200, "Kettle\x00 leaks", "y"]])
        self.assertEqual(read(data)[0][1][2], "Kettle leaks")

    def test_binary_with_nul_bytes_is_no_text(self):
        with self.assertRaises(register_file.NotASpreadsheet):
            read(as_csv([["2024-03-05", "a\x00b", "x", "y"]]))

    def test_quote_that_never_ends_swallows_nothing(self):
        broken = b'2024-03-06,a,"never closed,z\n2024-03-07,a,b,c\n'
        with self.assertRaises(register_file.BrokenLine) as caught:
            read(as_csv([LINE]) + broken)
        self.assertEqual(caught.exception.line, 3)

    def test_cells_under_no_heading_are_not_lost(self):
        data = as_csv([[*LINE, "", "surplus"]])
        [row] = read_register(data, technical_headings(), NEEDED)
        self.assertEqual(row.stray, ((6, "surplus"),))

    @settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(st.tuples(TEXTS, TEXTS, TEXTS, TEXTS), max_size=8))
    def test_any_rows_written_as_csv_come_back(self, rows):
        expected = [
            (number, [cell or None for cell in row])
            for number, row in enumerate(rows, start=2)
            if any(row)
        ]
        for encoding in ("utf-8-sig", "utf-16"):
            self.assertEqual(read(as_csv(rows, encoding=encoding)), expected)


class TestRegisterHeader(BaseCase):
    """The first line names the columns, by whatever name the user sees."""

    def test_missing_columns_are_named(self):
        for data in (b"", b"\n", as_csv([LINE], ("title", "outcome", "kind", "state"))):
            with self.assertRaises(register_file.NoHeader) as caught:
                read(data)
            self.assertIn("received_on", caught.exception.missing)

    def test_unknown_columns_are_named(self):
        data = as_csv([[*LINE, "x"]], (*HEADINGS, "Colour"))
        with self.assertRaises(register_file.UnknownColumns) as caught:
            read(data)
        self.assertEqual(caught.exception.names, ["Colour"])

    def test_column_that_stands_twice_is_named(self):
        headings = technical_headings() | {"标题": "title"}
        data = as_csv([[*LINE, "x"]], (*HEADINGS, "标题"))
        with self.assertRaises(register_file.UnknownColumns) as caught:
            read(data, headings=headings)
        self.assertEqual(caught.exception.names, ["标题"])

    def test_headings_by_label_in_any_case(self):
        headings = technical_headings() | {"标题": "title", "received": "received_on"}
        data = as_csv([LINE], ("RECEIVED", "Channel ", "标题", "description"))
        self.assertEqual(read(data, headings=headings), [(2, LINE)])


class TestRegisterWorkbook(BaseCase):
    """R-I04: an XLSX of any program, and what only looks like one."""

    def test_dates_and_numbers_keep_their_type(self):
        moment = datetime(2024, 3, 5, 9, 30)
        data = as_xlsx([[moment, "Hotline", 20240007, 1.5]])
        self.assertEqual(read(data), [(2, [moment, "Hotline", 20240007, 1.5])])

    def test_text_that_begins_like_a_formula_stays_text(self):
        line = ["2024-03-05", "=1+1", "-x", "@y"]
        self.assertEqual(read(as_xlsx([line])), [(2, line)])

    def test_formula_gives_its_computed_value(self):
        data = self._with_formula(value="42 cups")
        self.assertEqual(read(data)[0][1][3], "42 cups")

    def test_formula_with_an_empty_result_is_empty(self):
        data = replace_part(
            self._with_formula(value="42 cups"),
            SHEET,
            lambda sheet: sheet.replace(b"<v>42 cups</v>", b"<v></v>"),
        )
        self.assertIsNone(read(data)[0][1][3])

    def test_formula_that_was_never_computed_is_not_lost(self):
        for without in (b"", b"<v></v>", b"<v/>"):
            data = replace_part(
                self._with_formula(value=7),
                SHEET,
                lambda sheet, without=without: sheet.replace(b"<v>7</v>", without),
            )
            with self.assertRaises(register_file.NotComputed, msg=without):
                read(data)

    def test_empty_lines_are_left_out_and_counted(self):
        data = as_xlsx([LINE, [None] * 4, [" ", None, "", None], LINE])
        self.assertEqual([line for line, _cells in read(data)], [2, 5])

    def test_wrong_dimension_loses_nothing(self):
        data = replace_part(
            as_xlsx([LINE, LINE]),
            SHEET,
            lambda sheet: sheet.replace(b'ref="A1:D3"', b'ref="A1"'),
        )
        self.assertEqual(read(data), [(2, LINE), (3, LINE)])

    def test_what_is_no_workbook(self):
        book = as_xlsx([LINE])
        stream = io.BytesIO()
        with zipfile.ZipFile(stream, "w") as archive:
            archive.writestr("readme.txt", "hello")
        table = {
            "another zip": stream.getvalue(),
            "only its first bytes": book[:400],
            "broken at the end": book[:-60],
            "sheet cut off": replace_part(book, SHEET, lambda part: part[:-30]),
            "list of sheets cut off": replace_part(
                book, "xl/workbook.xml", lambda part: part[:-30]
            ),
            "garbage": b"PK\x03\x04" + bytes(range(256)),
            "password, or an old .xls": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"x" * 99,
        }
        for name, data in table.items():
            with self.assertRaises(register_file.NotASpreadsheet, msg=name):
                read(data)

    def _with_formula(self, value):
        stream = io.BytesIO()
        with xlsxwriter.Workbook(stream) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, HEADINGS)
            sheet.write_row(1, 0, LINE[:3])
            sheet.write_formula(1, 3, "=A1&B1", None, value)
        return stream.getvalue()
