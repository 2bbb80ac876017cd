"""Registers as the files that people bring: made in tests, read by the code."""

import csv
import io
import zipfile

import xlsxwriter

from ..tools.register_cells import COLUMNS

# Three columns that must be there, and a fourth.
NEEDED = ("received_on", "channel", "title")
HEADINGS = (*NEEDED, "description")


def as_csv(rows, headings=HEADINGS, encoding="utf-8", delimiter=","):
    """Bytes of a CSV file: a line of headings, then ``rows``."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=delimiter)
    writer.writerow(headings)
    writer.writerows(rows)
    return stream.getvalue().encode(encoding)


def as_xlsx(rows, headings=HEADINGS):
    """Bytes of a workbook; dates are written as dates, ``None`` leaves a gap."""
    stream = io.BytesIO()
    options = {"default_date_format": "yyyy-mm-dd hh:mm", "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([headings, *rows]):
            sheet.write_row(number, 0, row)
    return stream.getvalue()


def replace_part(workbook, name, change):
    """The workbook with one of the files inside it changed."""
    stream = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(workbook)) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            content = old.read(part)
            new.writestr(part, change(content) if part == name else content)
    return stream.getvalue()


def technical_headings():
    """What the reader understands when only technical names are known."""
    return {column.name: column.name for column in COLUMNS}
