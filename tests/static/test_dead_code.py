"""No dead code: what is defined once and named nowhere else does nothing.

A name counts as used when any file of ours but a test says it: Python, XML,
JavaScript, CSV, the guide. What Odoo or Python calls by itself is known by its
decorator, its kind or the way its name is put together.
"""

import ast
import re
from collections import Counter

import pytest
from fence_tree import ROOT, addons, files, none, parse, write

READ = (".py", ".xml", ".js", ".csv", ".json", ".md")
# Odoo reads indexes and constraints from the class, and calls what is decorated.
DECLARED = {"Constraint", "Index", "UniqueIndex"}
CALLED_BY_ODOO = {"api", "http", "models"}
# f"_do_{name}" names every method that begins so.
PUT_TOGETHER = re.compile(r"\bf\"(_[a-z_]+_)\{")
KEPT = {
    "_depends": "Odoo reads it: what a view of SQL stands on",
    "_primary_email": "mail.thread reads it: whose address a case has",
    "action_add_signer": "an API of other systems (JSON-2)",
    "action_delivered": "an API: who printed and posted a letter",
    "action_failed": "an API: who could not hand a letter over",
    "action_open_extensions": "an API of the screens of others",
    "action_reassign": "an API of other systems (JSON-2)",
    "is_same_complainant": "the law that the look-up by key is measured by",
}


def faults(root):
    """Each name that is defined and never used."""
    words, begun = _read(root)
    for addon in addons(root):
        for path in files(addon, ".py", tests=False):
            for line, name in _defined(parse(path)):
                if words[name] > 1 or name in KEPT or name.startswith(tuple(begun)):
                    continue
                yield f"{path.relative_to(root)}:{line}: {name} is used nowhere"


def _read(root):
    """How often each word is there, and how names that are put together begin."""
    words, begun = Counter(), set()
    places = [*addons(root), *root.glob("docs")]
    for path in (path for place in places for path in files(place, *READ, tests=False)):
        text = path.read_text()
        words.update(re.findall(r"\w+", text))
        begun.update(PUT_TOGETHER.findall(text))
    return words, begun


def _defined(tree):
    """Line and name of what must be used by somebody."""
    for node in tree.body:
        yield from _named(node)
        if not isinstance(node, ast.ClassDef):
            continue
        for part in node.body:
            yield from _named(part)


def _named(node):
    if isinstance(node, ast.FunctionDef | ast.ClassDef):
        if not (_is_called_by_odoo(node) or node.name.startswith("__")):
            yield node.lineno, node.name
    elif isinstance(node, ast.Assign):
        if isinstance(node.value, ast.Call):
            if getattr(node.value.func, "attr", "") in DECLARED:
                return
        for target in node.targets:
            if isinstance(target, ast.Name) and not target.id.startswith("__"):
                yield node.lineno, target.id


def _is_called_by_odoo(node):
    bases = [*node.decorator_list, *getattr(node, "bases", [])]
    calls = [base.func if isinstance(base, ast.Call) else base for base in bases]
    owners = {getattr(getattr(call, "value", None), "id", "") for call in calls}
    names = {getattr(call, "id", "") for call in calls}
    return bool(owners & CALLED_BY_ODOO) or "CustomerPortal" in names


def test_no_dead_code():
    none(faults(ROOT))


def test_what_is_kept_is_there():
    """A word that says why a name is kept goes with the name."""
    there = {
        name
        for addon in addons()
        for path in files(addon, ".py", tests=False)
        for _line, name in _defined(parse(path))
    }
    none(sorted(set(KEPT) - there))


@pytest.mark.parametrize(
    "text, found",
    [
        ("def _help():\n    pass\n", 1),
        ("LIMIT = 5\n", 1),
        ("LIMIT = 5\n\n\ndef _help():\n    return LIMIT\n\n\n_help()\n", 0),
        ("class A(models.Model):\n    def _help(self):\n        pass\n", 1),
        ("class A(models.Model):\n    _a_idx = models.Index('(a)')\n", 0),
        (
            "class A(models.Model):\n    def go(self, n):\n"
            '        return getattr(self, f"_do_{n}")()\n'
            "    def _do_it(self):\n        pass\n",
            1,
        ),
    ],
)
def test_planted(tmp_path, text, found):
    write(tmp_path, {"x/__manifest__.py": "{}", "x/models/a.py": text})
    assert len(list(faults(tmp_path))) == found
