"""Reads back what was written, as a spreadsheet programme would."""

import io

from openpyxl import load_workbook


def read(content):
    """The workbook of the file ``content`` (bytes)."""
    return load_workbook(io.BytesIO(content))


def get_table(sheet, first):
    """Rows of ``sheet`` from the heading ``first`` in column A on: ``(row number of the
    headings, headings, rows up to the first empty one)``."""
    rows = list(sheet.iter_rows(values_only=True))
    head = next(place for place, row in enumerate(rows) if row[0] == first)
    body = []
    for row in rows[head + 1 :]:
        if not any(cell is not None for cell in row):
            break
        body.append(row)
    return head + 1, list(rows[head]), body
