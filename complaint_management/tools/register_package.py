"""A register and the files of its cases, as one ZIP. Plain Python, no Odoo."""

import io
import re
import stat
import zipfile
from pathlib import PurePosixPath

from .register_file import BadRegister

MOST_FILES = 10_000
MOST_BYTES = 2 << 30  # unpacked
LARGEST_REGISTER = 128 << 20
# Above it a file is made to fill a disk: texts of one letter pack to a thousandth.
WORST_RATIO, HARMLESS = 500, 1 << 20
_REGISTER_TYPES = (".xlsx", ".csv")
_JUNK = re.compile(r"(^|/)(__MACOSX/.*|\.DS_Store|Thumbs\.db|desktop\.ini|~\$[^/]*)$")
_BETWEEN = re.compile(r"[\r\n;|]+")
_UTF8 = 0x800
_ENCRYPTED = 0x1


class BadPackage(BadRegister):
    """The ZIP as a whole is not taken: ``code`` says why, ``name`` of which part."""

    def __init__(self, code, name=""):
        super().__init__(code, name)
        self.code, self.name = code, name


def is_package(data):
    """Whether it is a ZIP and no workbook, which is one too."""
    if data[:2] != b"PK":
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            return "[Content_Types].xml" not in archive.namelist()
    except zipfile.BadZipFile:
        return False


class RegisterPackage:
    """The register in a ZIP and the files beside it; nothing is unpacked onto a disk.

    :raises BadPackage: paths that lead out of it, links, passwords, what is too much
    """

    def __init__(self, data):
        self._zip = zipfile.ZipFile(io.BytesIO(data))
        parts = self._get_parts()
        self.register_name = _find_register(parts)
        register = parts.pop(self.register_name)
        if register.file_size > LARGEST_REGISTER:
            raise BadPackage("too_large", self.register_name)
        self.register = self._read(register)  # its bytes
        self._parts = parts

    @property
    def names(self):
        """The paths of the files beside the register."""
        return list(self._parts)

    def size(self, name):
        """Bytes of a file; reading it never gives more."""
        return self._parts[name].file_size

    @property
    def total(self):
        """Bytes of all files."""
        return sum(part.file_size for part in self._parts.values())

    def read(self, name):
        """Content of a file.

        :raises BadPackage: it is damaged
        """
        return self._read(self._parts[name])

    def _read(self, part):
        try:
            return self._zip.read(part)
        except (zipfile.BadZipFile, zipfile.zlib.error, NotImplementedError) as error:
            raise BadPackage("damaged", _get_name(part)) from error

    def _get_parts(self):
        """By path, without folders and what systems leave behind."""
        found, total = {}, 0
        for part in self._zip.infolist():
            name = _get_name(part)
            _check_part(part, name)
            if part.is_dir() or _JUNK.search(name):
                continue
            if name in found:
                raise BadPackage("twice", name)
            found[name] = part
            total += part.file_size
            if len(found) > MOST_FILES or total > MOST_BYTES:
                raise BadPackage("too_much")
        return found


class FileFinder:
    """Which files belong to which row: those that it names, else those that are called
    by its number or lie in a folder of that name. A file belongs to one row."""

    def __init__(self, names):
        self._taken = {}
        self._names = {}
        for name in names:
            for key in {name.lower(), PurePosixPath(name).name.lower()}:
                self._names.setdefault(key, []).append(name)
        self._by_head = {}
        for name in names:
            for part in PurePosixPath(name).parts:
                stem = PurePosixPath(part).stem if part == name.split("/")[-1] else part
                for head in _get_heads(stem.lower()):
                    self._by_head.setdefault(head, []).append(name)

    def take(self, line, text):
        """The files that the cell of a row names.

        :return: ``(paths, wrong)``; wrong as ``(code, value)``
        """
        paths, wrong = [], []
        for word in filter(None, map(str.strip, _BETWEEN.split(text))):
            found = self._names.get(word.replace("\\", "/").lower(), [])
            if len(found) != 1:
                wrong.append(("several_files" if found else "no_file", word))
            elif self._taken.setdefault(found[0], line) != line:
                wrong.append(("file_taken", str(self._taken[found[0]])))
            else:
                paths.append(found[0])
        return list(dict.fromkeys(paths)), wrong

    def take_called(self, line, number):
        """The files that are called by a number and that no row has yet."""
        found = self._by_head.get(number.strip().lower().replace("/", "-"), [])
        mine = [name for name in dict.fromkeys(found) if name not in self._taken]
        self._taken.update(dict.fromkeys(mine, line))
        return mine

    def get_left(self):
        """The files of no row."""
        names = {name for found in self._names.values() for name in found}
        return sorted(names - self._taken.keys())


def _get_heads(stem):
    """“KS-17_photo 2” is called by KS-17_photo, KS-17, KS, the longest first."""
    ends = [match.start() for match in re.finditer(r"[-_ .(（]", stem)]
    return [stem, *(stem[:end] for end in reversed(ends) if end)]


def _get_name(part):
    """The path as it was written: programs of Windows do not say in which encoding."""
    name = part.filename
    if not part.flag_bits & _UTF8 and not name.isascii():
        raw = name.encode("cp437")
        for encoding in ("utf-8", "gb18030"):
            try:
                return raw.decode(encoding)
            except UnicodeDecodeError:
                continue
    return name


def _check_part(part, name):
    slashed = name.replace("\\", "/")
    if slashed.startswith("/") or ":" in slashed or ".." in slashed.split("/"):
        raise BadPackage("leads_out", name)
    if stat.S_ISLNK(part.external_attr >> 16):
        raise BadPackage("leads_out", name)
    if part.flag_bits & _ENCRYPTED:
        raise BadPackage("password")
    packed = max(part.compress_size, 1)
    if part.file_size > HARMLESS and part.file_size / packed > WORST_RATIO:
        raise BadPackage("bomb", name)


def _find_register(parts):
    """The one table that lies uppermost; beside others the one called register."""
    tables = [name for name in parts if name.lower().endswith(_REGISTER_TYPES)]
    top = min((name.count("/") for name in tables), default=0)
    tables = [name for name in tables if name.count("/") == top]
    if len(tables) > 1:
        stems = {PurePosixPath(name).stem.lower(): name for name in tables}
        tables = [stems[stem] for stem in ("register", "台账") if stem in stems][:1]
    if not tables:
        raise BadPackage("no_register")
    return tables[0]
