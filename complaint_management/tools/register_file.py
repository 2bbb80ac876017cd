"""Reading a register of cases from CSV or XLSX. Plain Python, no Odoo."""

import codecs
import csv
import io
import zipfile
from dataclasses import dataclass

# Tried in this order when nobody says which: a text that is one of these is rarely
# readable as one before it.
ENCODINGS = ("utf-8-sig", "gb18030", "big5", "cp1252")
_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DELIMITERS = ",;\t"


@dataclass(frozen=True)
class Row:
    """One line of the register: its number in the file, its cells by column."""

    line: int
    cells: dict


class BadRegister(Exception):
    """The file as a whole cannot be read; the subclass says why."""


class WrongEncoding(BadRegister):
    """No known encoding, or not the one that was named."""


class NotASpreadsheet(BadRegister):
    """Neither a CSV text nor an XLSX workbook."""


class NoHeader(BadRegister):
    """The first line does not name the columns that must be there."""

    def __init__(self, missing):
        super().__init__(missing)
        self.missing = missing


class UnknownColumns(BadRegister):
    """The first line names columns that are not of the template, or one twice."""

    def __init__(self, names):
        super().__init__(names)
        self.names = names


def read_register(data, columns, required, encoding=None):
    """The rows of a register file, empty lines left out.

    :param bytes data: content of the file
    :param dict columns: column name by each heading that is understood, lower case
    :param required: column names that must be there
    :param str encoding: of a CSV text; tried one by one when not given
    :return: iterator of :class:`Row`; a cell is text, a number, a date or ``None``
    :raises BadRegister: before the first row
    """
    lines = _read_xlsx(data) if data[:2] == b"PK" else _read_csv(data, encoding)
    header = next(lines, ())
    names = _get_columns(header, columns, required)
    return (
        Row(line, {name: _clean(cell) for name, cell in zip(names, cells) if name})
        for line, cells in enumerate(lines, start=2)
        if any(_clean(cell) is not None for cell in cells)
    )


def _get_columns(header, columns, required):
    headings = [str(cell or "").strip() for cell in header]
    names = [columns.get(heading.lower()) for heading in headings]
    missing = [name for name in required if name not in names]
    if missing:
        raise NoHeader(missing)
    wrong = [
        heading
        for position, (heading, name) in enumerate(zip(headings, names, strict=True))
        if heading and (name is None or name in names[:position])
    ]
    if wrong:
        raise UnknownColumns(wrong)
    return names


def _clean(cell):
    if isinstance(cell, str):
        cell = cell.replace("\x00", "").strip()
    return None if cell == "" else cell


def _read_xlsx(data):
    import openpyxl

    try:
        # the last computed value of a formula, never the formula itself
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True, data_only=True)
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise NotASpreadsheet from error
    sheet = book.worksheets[0]
    sheet.reset_dimensions()  # some programs write a wrong one
    return sheet.iter_rows(values_only=True)


def _read_csv(data, encoding):
    text = decode(data, encoding)
    if "\x00" in text[:1000]:
        raise NotASpreadsheet
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    return csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)


def decode(data, encoding=None):
    """The text of a file: as its byte order mark says, as told, or as it decodes.

    :raises WrongEncoding:
    """
    marked = next((name for bom, name in _BOMS.items() if data.startswith(bom)), None)
    for name in [marked] if marked else [encoding] if encoding else ENCODINGS:
        try:
            return data.decode(name)
        except UnicodeDecodeError:
            continue
    raise WrongEncoding
