"""Where an add-on has terms, Chinese says all of them, with the same placeholders."""

import re

import polib
import pytest
from fence_tree import ROOT, addons, none, write

LANGUAGES = ["zh_CN", "zh_TW"]
PLACEHOLDER = re.compile(r"%(?:\(\w+\))?[sdifr]|%%|\{\w*\}")


def faults(root):
    """Each term that is missing, doubtful or has lost a placeholder."""
    for addon in addons(root):
        for pot in sorted(addon.glob("i18n/*.pot")):
            terms = {(e.msgctxt, e.msgid) for e in polib.pofile(str(pot))}
            for language in LANGUAGES:
                path = pot.with_name(f"{language}.po")
                where = path.relative_to(root)
                if path.exists():
                    yield from _entries(where, polib.pofile(str(path)), terms)
                else:
                    yield f"{where} is missing: ./dev i18n"


def _entries(where, po, terms):
    said = {(entry.msgctxt, entry.msgid) for entry in po if not entry.obsolete}
    for _context, term in sorted(terms - said, key=str):
        yield f"{where} lacks {term!r}: ./dev i18n"
    for entry in po:
        if entry.obsolete:
            continue
        if not entry.msgstr:
            yield f"{where}: {entry.msgid!r} is not translated"
        elif entry.fuzzy:
            yield f"{where}: {entry.msgid!r} is fuzzy"
        elif _placeholders(entry.msgid) != _placeholders(entry.msgstr):
            yield f"{where}: {entry.msgid!r} and its translation differ in placeholders"


def _placeholders(text):
    return sorted(PLACEHOLDER.findall(text))


def test_translations():
    none(faults(ROOT))


def _po(text, flag=""):
    return f'msgid ""\nmsgstr ""\n\n{flag}msgid "Hello %(name)s"\nmsgstr "{text}"\n'


@pytest.mark.parametrize(
    "text, faulty",
    [
        (_po("您好 %(name)s"), False),
        (_po(""), True),
        (_po("您好 %(name)s", "#, fuzzy\n"), True),
        (_po("您好"), True),
        ('msgid ""\nmsgstr ""\n', True),
        (None, True),
    ],
)
def test_planted(tmp_path, text, faulty):
    sources = {"__manifest__.py": "{}", "i18n/m.pot": _po("")}
    sources["i18n/zh_CN.po"] = _po("您好 %(name)s")
    if text:
        sources["i18n/zh_TW.po"] = text
    write(tmp_path / "m", sources)
    assert bool(list(faults(tmp_path))) is faulty
