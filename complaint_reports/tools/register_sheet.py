"""Writes a register as XLSX: row by row, onto the disk, in memory that does not grow
with the rows. Plain Python, no Odoo."""

from collections import defaultdict, namedtuple
from dataclasses import dataclass
from datetime import datetime, timedelta

import xlsxwriter

from .own_folder import OwnFolder

ROW_LIMIT = 1_048_576  # of a sheet
CELL_LIMIT = 32_767  # characters, as Excel counts them
_MOMENT = "yyyy-mm-dd hh:mm"
FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")
# Days are counted from here, and rightly so since Excel's leap day that never was.
_FIRST_DAY, _RIGHT_SINCE = datetime(1899, 12, 30), datetime(1900, 3, 1)
_DAY = timedelta(days=1)
_ENDING = 20  # rows that are kept free for totals
_FORBIDDEN = str.maketrans("[]:*?/\\", "       ")
WIDTHS = {"number": 12, "money": 16, "date": 12, "moment": 17, "text": 18}

# An amount with what is needed to show it: ``currency`` is a code such as CNY.
Money = namedtuple("Money", "amount currency digits")


@dataclass(frozen=True)
class Heading:
    """One column of a sheet.

    :param str kind: text, number, money, date or moment (naive UTC)
    :param int digits: of numbers
    :param bool total: summed up; money apart for each currency
    """

    title: str
    kind: str = "text"
    width: int = 0
    digits: int = 0
    total: bool = False


@dataclass(frozen=True)
class Words:
    """What the sheet says itself, in the reader's language; ``count`` is replaced."""

    total: str = "Total ({count})"
    cut: str = "Cut to what a cell can hold, and ending with “…”: {count} texts."
    empty: str = "There is nothing to list."


class RegisterSheet:
    """A workbook that is written from above to below.

    :param stream: file that is written to
    :param str title: of the register, and of its sheet
    :param list lines: what stands below the title: company, period, who made it
    :param list headings: a ``Heading`` for each column
    :param zone: ``tzinfo`` in which moments are shown
    :param datetime made_on: kept in the file, so that the same is made the same
    """

    def __init__(self, stream, title, lines, headings, zone, words=None, made_on=None):
        self.headings, self.zone, self.words = headings, zone, words or Words()
        self.title, self.lines = title, lines
        self.count = self.cut = 0
        self._totals = [defaultdict(float) for _heading in headings]
        self._folder = OwnFolder()
        options = {
            "constant_memory": True,
            "tmpdir": self._folder.path,
            "strings_to_formulas": False,
            "strings_to_numbers": False,
            "strings_to_urls": False,
        }
        self._book = xlsxwriter.Workbook(stream, options)
        created = made_on and made_on.replace(microsecond=0)
        self._book.set_properties({"title": title, "created": created or None})
        self._formats = {}
        self._digits = {}
        self._text = self._get_format(valign="top", text_wrap=True)
        self._quoted = self._get_format(valign="top", text_wrap=True, quote_prefix=True)
        self._bold = self._get_format(bold=True, top=1)
        self._writers = [self._get_writer(one) for one in headings]
        self._sheets = 0
        self._begin_sheet()

    # ------------------------------------------------------------
    # SHEETS
    # ------------------------------------------------------------

    def _begin_sheet(self):
        self._sheets += 1
        more = f" ({self._sheets})" if self._sheets > 1 else ""
        name = self.title.translate(_FORBIDDEN).strip(" '")[: 31 - len(more)] + more
        sheet = self._sheet = self._book.add_worksheet(name)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.6)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(f"&L{self.title.replace('&', '&&')}&R&P / &N")
        for place, one in enumerate(self.headings):
            sheet.set_column(place, place, one.width or WIDTHS[one.kind])
        sheet.write_string(0, 0, self.title, self._get_format(bold=True, font_size=14))
        plain = self._get_format()
        for row, line in enumerate(self.lines, 1):
            sheet.write_string(row, 0, line, plain)
        self._head = len(self.lines) + 2
        head = self._get_format(
            bold=True, bg_color="#E7E6E6", border=1, text_wrap=True, valign="vcenter"
        )
        for place, one in enumerate(self.headings):
            sheet.write_string(self._head, place, one.title, head)
        sheet.freeze_panes(self._head + 1, 1)
        sheet.repeat_rows(self._head)
        self._row = self._head + 1

    def _end_sheet(self):
        last = max(self._row - 1, self._head + 1)
        self._sheet.autofilter(self._head, 0, last, len(self.headings) - 1)

    # ------------------------------------------------------------
    # ROWS
    # ------------------------------------------------------------

    def write_rows(self, rows):
        """Write ``rows``, each a list of values in the order of the headings; ``None``
        or ``False`` leaves a cell empty. A full sheet is followed by another."""
        writers = self._writers
        for values in rows:
            if self._row >= ROW_LIMIT - _ENDING:
                self._end_sheet()
                self._begin_sheet()
            row = self._row
            for place, value in enumerate(values):
                if value is not None and value is not False:
                    writers[place](row, place, value)
            self._row += 1
            self.count += 1

    def _get_writer(self, heading):
        write = getattr(self, f"_write_{heading.kind}")
        if heading.kind == "moment":
            shape = self._get_format(valign="top", num_format=_MOMENT)
            return lambda row, place, value: write(row, place, value, shape)
        if heading.kind == "number":
            pattern = "#,##0" + ("." + "0" * heading.digits if heading.digits else "")
            shape = self._get_format(valign="top", num_format=pattern)
            return lambda row, place, value: write(row, place, value, shape)
        return write

    def _write_text(self, row, place, value):
        if len(value) * 2 > CELL_LIMIT:
            value = self._fit(value)
        if value:
            quoted = value.startswith(FORMULA_SIGNS)
            shape = self._quoted if quoted else self._text
            self._sheet.write_string(row, place, value, shape)

    def _fit(self, value):
        """Excel counts what lies beyond the 65,536 first characters twice."""
        units = value.encode("utf-16-le")
        if len(units) <= CELL_LIMIT * 2:
            return value
        self.cut += 1
        return units[: (CELL_LIMIT - 1) * 2].decode("utf-16-le", "ignore") + "…"

    def _write_number(self, row, place, value, shape):
        self._totals[place][None] += value
        self._sheet.write_number(row, place, value, shape)

    def _write_money(self, row, place, value):
        self._totals[place][value.currency] += value.amount
        self._digits[value.currency] = value.digits
        shape = self._get_money_format(value.currency)
        self._sheet.write_number(row, place, value.amount, shape)

    def _write_date(self, row, place, value):
        self._write_day(row, place, value, "yyyy-mm-dd")

    def _write_moment(self, row, place, value, shape):
        here = self.zone.fromutc(value.replace(tzinfo=self.zone)).replace(tzinfo=None)
        if here < _RIGHT_SINCE:
            self._write_day(row, place, here, _MOMENT)
        else:
            self._sheet.write_number(row, place, (here - _FIRST_DAY) / _DAY, shape)

    def _write_day(self, row, place, value, pattern):
        if value.year < 1900:  # before the first day that a sheet knows
            self._write_text(row, place, str(value))
            return
        shape = self._get_format(valign="top", num_format=pattern)
        self._sheet.write_datetime(row, place, value, shape)

    # ------------------------------------------------------------
    # THE END
    # ------------------------------------------------------------

    def finish(self):
        """Totals, notes, and the file itself.

        :return: how many rows were written
        """
        self._end_sheet()
        if not self.count:
            self._sheet.write_string(self._row, 0, self.words.empty, self._get_format())
        else:
            self._write_totals()
        if self.cut:
            note = self.words.cut.format(count=self.cut)
            self._sheet.write_string(self._row + 1, 0, note, self._get_format())
        self._book.close()
        self._folder.remove()
        return self.count

    def _write_totals(self):
        """A row of totals; one more for each further currency."""
        places = [at for at, one in enumerate(self.headings) if one.total]
        keys = {at: sorted(self._totals[at], key=str) for at in places}
        height = max([1, *map(len, keys.values())])
        for line in range(height):
            for at, one in enumerate(self.headings):
                if at == 0 and not line:
                    label = self.words.total.format(count=self.count)
                    self._sheet.write_string(self._row, 0, label, self._bold)
                elif at in keys and line < len(keys[at]):
                    self._write_total(at, one, keys[at][line])
                elif not line:
                    self._sheet.write_blank(self._row, at, None, self._bold)
            self._row += 1

    def _write_total(self, place, heading, currency):
        total = self._totals[place][currency]
        if heading.kind == "money":
            digits = self._digits[currency]
            shape = self._get_money_format(currency, bold=True, top=1)
        else:
            digits = heading.digits
            pattern = "#,##0" + ("." + "0" * digits if digits else "")
            shape = self._get_format(num_format=pattern, bold=True, top=1)
        self._sheet.write_number(self._row, place, round(total, digits), shape)

    # ------------------------------------------------------------
    # FORMATS, each made once
    # ------------------------------------------------------------

    def _get_format(self, **values):
        key = tuple(sorted(values.items()))
        if key not in self._formats:
            self._formats[key] = self._book.add_format(values)
        return self._formats[key]

    def _get_money_format(self, currency, **values):
        digits = self._digits[currency]
        pattern = "#,##0" + ("." + "0" * digits if digits else "")
        shown = f'{pattern}\\ "{currency}"' if currency else pattern
        return self._get_format(**{"valign": "top", "num_format": shown, **values})
