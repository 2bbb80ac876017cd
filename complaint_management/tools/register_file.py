"""Reading a register of cases from CSV or XLSX. Plain Python, no Odoo."""

import codecs
import csv
import io
import re
import zipfile
from dataclasses import dataclass

_BOMS = {
    codecs.BOM_UTF8: "utf-8-sig",
    codecs.BOM_UTF16_LE: "utf-16",
    codecs.BOM_UTF16_BE: "utf-16",
}
_DELIMITERS = ",;\t"
_OLE = b"\xd0\xcf\x11\xe0"  # an old .xls, or an .xlsx under a password
# A formula without the value that a spreadsheet program computes and keeps beside it;
# an empty text (t="str") is such a value.
_UNCOMPUTED = re.compile(
    rb'<c(?![^>]*t="str")[^>]*><f[^>]*(?:/>|>[^<]*</f>)(?:<v\s*/>|<v></v>)?</c>'
)
_CHUNK, _OVERLAP = 1 << 20, 1 << 14


@dataclass(frozen=True)
class Row:
    """One line of the register: its number in the file, its cells by column.

    ``stray`` is what stands under no heading, as ``(position, cell)``.
    """

    line: int
    cells: dict
    stray: tuple = ()


class BadRegister(Exception):
    """The file as a whole cannot be read; the subclass says why."""


class WrongEncoding(BadRegister):
    """No known encoding, or not the one that was named."""


class NotASpreadsheet(BadRegister):
    """Neither a CSV text nor an XLSX workbook."""


class NotComputed(BadRegister):
    """Formulas whose values no spreadsheet program has computed yet."""


class BrokenLine(BadRegister):
    """A line of a CSV text that cannot be taken apart: a quote that never ends."""

    def __init__(self, line):
        super().__init__(line)
        self.line = line


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
    :param str encoding: of a CSV text; found out when not given
    :return: iterator of :class:`Row`; a cell is text, a number, a date or ``None``
    :raises BadRegister: before the first row, or where a line cannot be read
    """
    if data.startswith(_OLE):
        raise NotASpreadsheet
    lines = _read_xlsx(data) if data[:2] == b"PK" else _read_csv(data, encoding)
    header = next(lines, ())
    names = _get_columns(header, columns, required)
    return (
        _get_row(line, names, cells)
        for line, cells in enumerate(lines, start=2)
        if any(_clean(cell) is not None for cell in cells)
    )


def _get_row(line, names, cells):
    cells = [_clean(cell) for cell in cells]
    stray = tuple(
        (position, cell)
        for position, cell in enumerate(cells, start=1)
        if cell is not None and not (position <= len(names) and names[position - 1])
    )
    named = {name: cell for name, cell in zip(names, cells, strict=False) if name}
    return Row(line, named, stray)


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
        sheet = book.worksheets[0]
        _check_computed(data, sheet._worksheet_path)
        sheet.reset_dimensions()  # some programs write a wrong one
        yield from sheet.iter_rows(values_only=True)
    except BadRegister:
        raise
    except Exception as error:  # zip, XML, openpyxl: each fails in ways of its own
        raise NotASpreadsheet from error


def _check_computed(data, path):
    """Values that are not there would be lost in silence."""
    tail = b""
    with zipfile.ZipFile(io.BytesIO(data)) as archive, archive.open(path) as sheet:
        while chunk := sheet.read(_CHUNK):
            if _UNCOMPUTED.search(tail + chunk):
                raise NotComputed
            tail = chunk[-_OVERLAP:]


def _read_csv(data, encoding):
    text = decode(data, encoding)
    if "\x00" in text[:1000]:
        raise NotASpreadsheet
    first = text.split("\n", 1)[0]
    delimiter = max(_DELIMITERS, key=first.count)
    lines = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    return _until_broken(lines)


def _until_broken(lines):
    line = 1
    try:
        for cells in lines:
            yield cells
            line += 1
    except csv.Error as error:
        raise BrokenLine(line) from error


def decode(data, encoding=None):
    """The text of a file: as its byte order mark says, as told, or as it decodes.

    :raises WrongEncoding:
    """
    marked = next((name for bom, name in _BOMS.items() if data.startswith(bom)), None)
    if not (marked or encoding):
        return _guess(data)
    return _decode_as(data, marked or encoding)


def _decode_as(data, encoding):
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        raise WrongEncoding from error


def _guess(data):
    """UTF-8, or GB 18030 that reads as Chinese.

    Almost any bytes decode as GB 18030, Big5 among them; names that were garbled so
    cannot be brought back, so everything else is asked for.
    """
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        text = _decode_as(data, "gb18030")
    foreign = [character for character in text if not character.isascii()]
    common = sum(_is_common_chinese(character) for character in foreign)
    if common < 0.95 * len(foreign):
        raise WrongEncoding
    return text


def _is_common_chinese(character):
    """Whether it stands in GB 2312, where all but rare names are."""
    code = character.encode("gb18030")
    return len(code) == 2 and code[0] <= 0xF7 and code[1] >= 0xA1
