"""The register template as XLSX: headings, allowed values, an example line."""

import io
import re

import xlsxwriter

_LIST_ROWS = 5000
_SHEETS = ("Register", "Allowed values")
# What Excel forbids in the name of a sheet, and how long it may be.
_FORBIDDEN = re.compile(r"[\[\]:*?/\\]")
_LONGEST = 31


def build_template(headings, hints, choices, example, sheets=_SHEETS):
    """A workbook to fill in and import.

    :param list headings: text of each column, in order
    :param list hints: what belongs there, shown when a cell of it is chosen
    :param dict choices: allowed texts by column position
    :param list example: one line of values
    :param sheets: names of the two sheets
    :return: bytes of the XLSX file
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet, lists = map(book.add_worksheet, map(_get_sheet_name, sheets))
        bold = book.add_format({"bold": True, "bg_color": "#E7E6E6", "border": 1})
        sheet.freeze_panes(1, 0)
        for position, heading in enumerate(headings):
            sheet.write_string(0, position, heading, bold)
            sheet.write_comment(0, position, hints[position])
            sheet.set_column(position, position, max(14, len(heading) + 4))
            sheet.write_string(1, position, str(example[position] or ""))
            _write_choices(sheet, lists, position, heading, choices.get(position))
    return stream.getvalue()


def _get_sheet_name(text):
    return _FORBIDDEN.sub(" ", text).strip("' ")[:_LONGEST]


def _write_choices(sheet, lists, position, heading, allowed):
    if not allowed:
        return
    lists.write_string(0, position, heading)
    lists.write_column(1, position, allowed)
    column = xlsxwriter.utility.xl_col_to_name(position)
    name = xlsxwriter.utility.quote_sheetname(lists.get_name())
    sheet.data_validation(
        1,
        position,
        _LIST_ROWS,
        position,
        {
            "validate": "list",
            "source": f"={name}!${column}$2:${column}${len(allowed) + 1}",
            "error_type": "warning",
        },
    )
