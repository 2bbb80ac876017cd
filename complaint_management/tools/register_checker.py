"""Checking the rows of a register before any is written. Plain Python, no Odoo."""

from dataclasses import dataclass, field

from .register_cells import COLUMNS, first_out_of_order, parse_moment
from .register_package import FileFinder

# Columns in which no two rows may say the same.
_UNIQUE = ("number", "reference")
# In lookups: a text that means more than one thing means nothing.
SEVERAL = 0


@dataclass(frozen=True)
class Wrong:
    """What is wrong with one row; ``code`` says what, the caller finds the words."""

    line: int
    column: str
    code: str
    value: str = ""


@dataclass
class RegisterChecker:
    """Turns rows into values of cases, or says what is wrong with them.

    :param str zone: IANA name of the zone in which the register was kept
    :param datetime now: naive UTC; nothing happened after it
    :param str date_format: of the user's language, for dates not written year first
    :param dict lookups: by column kind or name, what each text (lower case) means
    :param bool create_missing: unknown channels and categories are no error; their
        names are collected in ``missing`` and stand in the values as text
    :param FileFinder files: what lies beside the register in its ZIP; each row gets
        the paths of its own as ``evidence_ids``
    """

    zone: str
    now: object
    date_format: str
    lookups: dict
    create_missing: bool = False
    missing: dict = field(default_factory=dict)
    files: FileFinder = field(default_factory=lambda: FileFinder(()))

    def __post_init__(self):
        self._seen = {name: {} for name in _UNIQUE}
        self._errors = []

    def check(self, rows):
        """All rows, never stopping at the first error.

        :return: ``(checked, errors)``: list of ``(line, values)``, list of `Wrong`
        """
        checked = [(row.line, self._check_row(row)) for row in rows]
        self._find_files(checked)
        return checked, self._errors

    def _find_files(self, checked):
        """What rows name goes first; the rest by number, the longer one first, so that
        KS-1 does not get what is called KS-1-2."""
        rows = [
            (values[name], line, values)
            for line, values in checked
            for name in ("number", "import_reference")
            if values.get(name)
        ]
        for number, line, values in sorted(rows, key=lambda row: -len(row[0])):
            if found := self.files.take_called(line, number):
                values["evidence_ids"] = [*values.get("evidence_ids", ()), *found]
        for name in self.files.get_left():
            self._report(0, "files", "nobodys", name)

    def _check_row(self, row):
        values = {}
        for column in COLUMNS:
            cell = row.cells.get(column.name)
            if cell is not None:
                values[column.name] = self._check_cell(row.line, column, cell)
            elif column.required:
                self._report(row.line, column.name, "required")
        for position, cell in row.stray:
            self._report(row.line, str(position), "stray", str(cell))
        self._check_unique(row.line, values)
        self._check_moments(row.line, values)
        values.setdefault("state", "closed")
        values.setdefault("registered_on", values.get("received_on"))
        return {
            column.field: values[column.name]
            for column in COLUMNS
            if values.get(column.name) is not None
        }

    def _check_cell(self, line, column, cell):
        if column.kind == "moment":
            return self._check_moment(line, column, cell)
        text = _as_text(cell)
        if len(text) > column.length:
            return self._report(line, column.name, "too_long", str(column.length))
        if column.kind == "text":
            return text
        if column.kind == "files":
            paths, wrong = self.files.take(line, text)
            for code, value in wrong:
                self._report(line, column.name, code, value)
            return paths
        return self._look_up(line, column, text)

    def _check_moment(self, line, column, cell):
        try:
            moment = parse_moment(cell, self.zone, self.date_format)
        except (ValueError, OverflowError):
            return self._report(line, column.name, "no_date", str(cell))
        if moment > self.now:
            return self._report(line, column.name, "future", str(cell))
        return moment

    def _look_up(self, line, column, text):
        kind = column.name if column.kind == "selection" else column.kind
        found = self.lookups[kind].get(text.lower())
        if found == SEVERAL:
            return self._report(line, column.name, "several", text)
        if found is not None:
            return found
        if self.create_missing and kind in ("channel", "category"):
            # one spelling for all rows: “Shop” and “shop” are one channel
            return self.missing.setdefault(kind, {}).setdefault(text.lower(), text)
        return self._report(line, column.name, "unknown", text)

    def _check_unique(self, line, values):
        for name in _UNIQUE:
            value = values.get(name)
            if value is not None:
                first = self._seen[name].setdefault(value, line)
                if first != line:
                    self._report(line, name, "twice", str(first))

    def _check_moments(self, line, values):
        wrong = first_out_of_order(values)
        if wrong:
            self._report(line, wrong[1], "order", wrong[0])

    def _report(self, line, column, code, value=""):
        self._errors.append(Wrong(line, column, code, value[:80]))


def _as_text(cell):
    """Spreadsheets keep 20240007 as a number: it is a text here, without ``.0``."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return str(cell)
