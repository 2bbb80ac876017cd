"""Terms of our add-ons: exported by Odoo, merged into the translations with polib."""

import re

from . import databases, instance, modules, process, say, state, venv

VOLATILE = re.compile(r'^"(POT-Creation-Date|PO-Revision-Date):.*\n', re.MULTILINE)
MERGE = """
import sys, polib
pot, path, language = sys.argv[1:]
template = polib.pofile(pot, wrapwidth=78)
try:
    po = polib.pofile(path, wrapwidth=78)
except OSError:
    po = polib.POFile(wrapwidth=78)
    po.metadata = {**template.metadata, "Language": language}
po.header = template.header
po.merge(template)
for entry in po.obsolete_entries():
    po.remove(entry)
for name in ("POT-Creation-Date", "PO-Revision-Date"):
    po.metadata.pop(name, None)
po.save(path)
print(len(po.untranslated_entries()), len(po.fuzzy_entries()))
"""


def run():
    """Write each add-on's .pot and both .po; print what is left to translate."""
    with databases.template() as source:
        names = list(modules.ours())
        conf = instance.configure("i18n", source)
        folders = [path / "i18n" for path in modules.ours().values()]
        before = {folder for folder in folders if folder.exists()}
        with say.step(f"Exporting the terms of {len(names)} modules"):
            process.logged(
                [*instance.command(conf, "i18n", "export"), *names],
                state.log("i18n"),
                "Odoo cannot export the terms.",
            )
    for name, folder in zip(names, folders, strict=True):
        _merge(name, folder, kept=folder in before)


def _merge(name, folder, kept):
    pot = folder / f"{name}.pot"
    text = pot.read_text() if pot.exists() else ""
    if text.count("\nmsgid ") < 2:  # the header only: nothing to translate
        pot.unlink(missing_ok=True)
        if folder.exists() and not kept:
            folder.rmdir()
        return
    pot.write_text(VOLATILE.sub("", text))
    for language in modules.LANGUAGES:
        path = folder / f"{language}.po"
        left, fuzzy = process.output(
            [venv.odoo(), "-c", MERGE, pot, path, language], f"{path} cannot be merged."
        ).split()
        print(f"{path.relative_to(state.CLONE)}: {left} untranslated, {fuzzy} fuzzy")
