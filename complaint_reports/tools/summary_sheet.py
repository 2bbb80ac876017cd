"""A summary as XLSX: its figures, and a sheet for each table. Plain Python."""

import xlsxwriter

from .register_sheet import FORMULA_SIGNS

_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")


def build(stream, title, lines, facts, words, made_on):
    """Write the workbook of a summary to ``stream``; of the same facts the same bytes.

    :param list lines: below the title: company, period
    :param dict facts: as ``complaint.summary.builder`` gathers them
    :param dict words: ``figures``, name of the first sheet, and its ``heads``
    :param datetime made_on: said to be when the file was made
    """
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_numbers": False,
        "strings_to_urls": False,
    }
    with xlsxwriter.Workbook(stream, options) as book:
        book.set_properties({"title": title, "created": made_on.replace(microsecond=0)})
        sheets = _Sheets(book, title, lines)
        rows = [
            [one["name"], one["value"], one["before"], _minus(one), one["formula"]]
            for one in facts["figures"]
        ]
        sheets.add(words["figures"], words["heads"], rows, (34, 14, 16, 14, 70))
        for table in facts["tables"]:
            sheets.add(table["title"], table["heads"], table["rows"])


def _minus(one):
    if one["value"] is None or one["before"] is None:
        return None
    return round(one["value"] - one["before"], 2)


class _Sheets:
    def __init__(self, book, title, lines):
        self.book, self.title, self.lines = book, title, lines
        self.names = set()
        self.big = book.add_format({"bold": True, "font_size": 14})
        self.head = book.add_format(
            {"bold": True, "bg_color": "#E7E6E6", "border": 1, "text_wrap": True}
        )
        self.text = book.add_format({"text_wrap": True, "valign": "top"})
        self.quoted = book.add_format(
            {"text_wrap": True, "valign": "top", "quote_prefix": True}
        )
        self.number = book.add_format({"valign": "top", "num_format": "#,##0.##"})
        self.whole = book.add_format({"valign": "top", "num_format": "#,##0"})

    def add(self, name, heads, rows, widths=()):
        sheet = self.book.add_worksheet(self._get_name(name))
        sheet.write_string(0, 0, f"{self.title}: {name}", self.big)
        for row, line in enumerate(self.lines, 1):
            sheet.write_string(row, 0, line)
        top = len(self.lines) + 2
        for place, head in enumerate(heads):
            sheet.write_string(top, place, head, self.head)
            wide = max([len(str(row[place] or "")) for row in rows] + [len(head)])
            sheet.set_column(
                place, place, widths[place] if widths else min(max(wide + 2, 12), 48)
            )
        for row, values in enumerate(rows, top + 1):
            for place, value in enumerate(values):
                self._write(sheet, row, place, value)
        sheet.freeze_panes(top + 1, 1)
        sheet.repeat_rows(top)
        sheet.autofilter(top, 0, top + max(len(rows), 1), len(heads) - 1)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer("&R&P / &N")

    def _get_name(self, name):
        """Short, without what a sheet may not be called, no two the same."""
        plain = name.translate(_FORBIDDEN).strip(" '")[:28] or "1"
        found, number = plain, 1
        while found.casefold() in self.names:
            number += 1
            found = f"{plain} {number}"
        self.names.add(found.casefold())
        return found

    def _write(self, sheet, row, place, value):
        if isinstance(value, (int, float)):
            shape = self.whole if isinstance(value, int) else self.number
            sheet.write_number(row, place, value, shape)
        elif value:
            quoted = value.startswith(FORMULA_SIGNS)
            sheet.write_string(row, place, value, self.quoted if quoted else self.text)
