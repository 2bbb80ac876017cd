"""Our add-ons: which there are, what they need, in what state their files are."""

import ast
import hashlib
from functools import cache

from .state import CLONE

LANGUAGES = ["zh_CN", "zh_TW"]  # that our add-ons speak beside English
# Editing these changes nothing in an installed database.
NOT_INSTALLED = {"tests", "__pycache__", "readme"}


@cache
def ours():
    """Name -> folder of each add-on at the top level."""
    return _addons(CLONE)


@cache
def with_tests():
    """Name -> folder of our add-ons and of the test add-ons under tests/."""
    return {**ours(), **_addons(CLONE / "tests")}


def _addons(folder):
    found = {path.parent.name: path.parent for path in folder.glob("*/__manifest__.py")}
    return {
        name: path
        for name, path in sorted(found.items())
        if manifest(path).get("installable", True)
    }


def manifest(path):
    """The manifest of the add-on in that folder."""
    return ast.literal_eval((path / "__manifest__.py").read_text())


def foundations(addons):
    """Names of the modules of others that these add-ons stand on."""
    needed = set()
    for path in addons.values():
        needed.update(manifest(path).get("depends", ["base"]))
    return sorted(needed - set(addons))


def addons_path():
    """Our folders for Odoo's addons path."""
    tests = CLONE / "tests"
    return [CLONE, tests] if _addons(tests) else [CLONE]


def fingerprint(path, left_out=frozenset()):
    """A short name for the state of the files that an installation depends on."""
    found = hashlib.sha256()
    for file in sorted(_files(path, NOT_INSTALLED | left_out)):
        found.update(str(file.relative_to(path)).encode() + b"\0" + file.read_bytes())
    return found.hexdigest()[:12]


def _files(folder, left_out):
    for path in folder.iterdir():
        if path.name in left_out or path.name.startswith(".") or path.suffix == ".pyc":
            continue
        if path.is_dir():
            yield from _files(path, left_out)
        elif path.is_file():
            yield path
