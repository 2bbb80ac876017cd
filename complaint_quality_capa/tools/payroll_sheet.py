"""The list that payroll is handed, as XLSX. Texts are texts: nothing is a formula."""

import io

import xlsxwriter


def build(headings, rows, sheet_name, total_label, digits=2):
    """A workbook: headings, rows, a total; made to be printed.

    :param list headings: text of each column; the last is the amount
    :param list rows: lists of values, the last a number
    :return: bytes of the XLSX file
    """
    stream = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(stream, options) as book:
        sheet = book.add_worksheet(sheet_name[:31])
        bold = book.add_format({"bold": True, "bg_color": "#E7E6E6", "border": 1})
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        money = book.add_format({"num_format": pattern})
        sheet.freeze_panes(1, 0)
        for place, heading in enumerate(headings):
            sheet.write_string(0, place, heading, bold)
            sheet.set_column(place, place, 18)
        for line, row in enumerate(rows, 1):
            for place, value in enumerate(row[:-1]):
                sheet.write_string(line, place, str(value or ""))
            sheet.write_number(line, len(row) - 1, row[-1], money)
        last, place = len(rows) + 1, len(headings) - 1
        sheet.write_string(last, 0, total_label, bold)
        column = xlsxwriter.utility.xl_col_to_name(place)
        total = round(sum(row[-1] for row in rows), digits)
        sheet.write_formula(
            last, place, f"=SUM({column}2:{column}{last})", money, total
        )
        sheet.autofilter(0, 0, max(len(rows), 1), place)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.repeat_rows(0)
    return stream.getvalue()
