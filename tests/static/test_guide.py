"""The guide stays true: its words in bold stand on the screen in that language, its
menus are there, its links and pictures exist, each page is there in each language."""

import re
import xml.etree.ElementTree as ElementTree
from collections import defaultdict

import polib
import pytest
from fence_tree import ROOT, addons, files, none, write

LANGUAGES = ["en", "zh_CN"]
BOLD = re.compile(r"\*\*(.+?)\*\*", re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)\)")
TITLE = re.compile(r"^#+ (.+)$", re.MULTILINE)
MARKUP = re.compile(r"<[^>]+>")
CODE = re.compile(r"^```.*?^```|`[^`\n]*`", re.MULTILINE | re.DOTALL)
OUTSIDE = re.compile(r"<script|<iframe|(?:src|href)=[\"'](?:https?:)?//", re.IGNORECASE)


def _plain(text):
    return " ".join(MARKUP.sub("", text).split())


def _read(path):
    """A page without its examples of code."""
    return CODE.sub("", path.read_text())


# --- words in bold -----------------------------------------------------------


def _terms(root):
    """What stands on the screen, by language, by English term."""
    said = defaultdict(set)
    for addon in addons(root):
        for path in addon.glob("i18n/zh_CN.po"):
            for entry in polib.pofile(str(path)):
                said[_plain(entry.msgid)].add(_plain(entry.msgstr))
    return said


def _menus(root):
    """English names of the menus from the root on, each as a tuple."""
    menus, actions = {}, {}
    for addon in addons(root):
        for path in files(addon, ".xml", tests=False):
            if path.parent.name in ("views", "data", "wizard"):
                _note_menus(
                    ElementTree.parse(path).getroot(), addon.name, menus, actions
                )
    return {_path(one, menus, actions) for one in menus}


def _note_menus(node, module, menus, actions):
    def full(name):
        return name if not name or "." in name else f"{module}.{name}"

    for one in node.iter():
        if one.tag == "menuitem":
            name, action = one.get("name"), full(one.get("action"))
            menus[full(one.get("id"))] = (name, full(one.get("parent")), action)
        elif one.tag == "record" and (one.get("model") or "").startswith("ir.actions."):
            names = [field.text for field in one if field.get("name") == "name"]
            actions[full(one.get("id"))] = (names or [""])[0]


def _path(menu, menus, actions):
    names = []
    while menu in menus:
        name, menu, action = menus[menu]
        names.insert(0, name or actions.get(action) or action)
    return tuple(names)


def bold_faults(root):
    """Each word in bold that is not on the screen, each path that is no menu."""
    terms, menus = _terms(root), _menus(root)
    for language in LANGUAGES:
        names = {
            "en": lambda term: {term},
            "zh_CN": lambda term: terms.get(term, {term}),
        }[language]
        known = {word for term in terms for word in names(term)}
        paths = [[names(part) for part in path] for path in menus]
        for page in sorted((root / "docs" / language).glob("*.md")):
            where = page.relative_to(root)
            for words in map(_plain, BOLD.findall(_read(page))):
                parts = words.split(" > ")
                for part in set(parts) - known:
                    yield f"{where}: “{part}” stands on no screen"
                if len(parts) > 1 and not any(_walks(parts, path) for path in paths):
                    yield f"{where}: no menu {words}"


def _walks(parts, path):
    return len(parts) == len(path) and all(
        part in names for part, names in zip(parts, path, strict=True)
    )


# --- links and pictures ------------------------------------------------------


def _anchor(title):
    words = re.sub(r"[^\w\- ]", "", _plain(title).lower())
    return words.replace(" ", "-")


def link_faults(root):
    """Links of the guide and of the pages beside it that lead nowhere; pictures that
    no page shows."""
    shown = set()
    for page in [*sorted(root.glob("*.md")), *sorted(root.glob("docs/**/*.md"))]:
        where = page.relative_to(root)
        for link in LINK.findall(_read(page)):
            if "://" in link or link.startswith("mailto:"):
                continue
            name, _, anchor = link.partition("#")
            target = (page.parent / name).resolve() if name else page
            shown.add(target)
            if not target.exists():
                yield f"{where}: {link} leads nowhere"
            elif anchor and anchor not in map(_anchor, TITLE.findall(_read(target))):
                yield f"{where}: {link} names no title there"
    for picture in sorted((root / "docs").glob("images/**/*.*")):
        if picture.resolve() not in shown:
            yield f"{picture.relative_to(root)} is shown by no page"
        elif picture.stat().st_size > 150_000:
            yield f"{picture.relative_to(root)} is larger than 150 kB"


def language_faults(root):
    """A page that a language lacks, or that has other tasks there."""
    names = {page.name for page in (root / "docs").glob("*/*.md")}
    for name in sorted(names):
        pages = [root / "docs" / language / name for language in LANGUAGES]
        for page in pages:
            if not page.exists():
                yield f"{page.relative_to(root)} is missing"
        counts = {len(TITLE.findall(_read(page))) for page in pages if page.exists()}
        if len(counts) > 1:
            yield f"docs/*/{name}: the languages differ in titles"


# --- pages of the app store --------------------------------------------------


def store_faults(root):
    """Add-ons without icon and page, pages that load anything from outside."""
    for addon in addons(root):
        if addon.parent != root:
            continue
        folder = addon / "static" / "description"
        if not (folder / "icon.png").exists():
            yield f"{addon.name} has no static/description/icon.png"
        page = folder / "index.html"
        if not page.exists():
            yield f"{addon.name} has no static/description/index.html"
            continue
        text = page.read_text()
        if OUTSIDE.search(text):
            yield f"{addon.name}: index.html has a script or an external link"
        for name in re.findall(r"src=\"([^\"]+)\"", text):
            if not (folder / name).exists():
                yield f"{addon.name}: index.html shows {name}, which is missing"


def test_words_in_bold_stand_on_the_screen():
    none(bold_faults(ROOT))


def test_links_and_pictures():
    none(link_faults(ROOT))


def test_each_page_in_each_language():
    none(language_faults(ROOT))


def test_pages_of_the_app_store():
    none(store_faults(ROOT))


MENUS = """<odoo>
<record id="case_action" model="ir.actions.act_window">
<field name="name">Cases</field></record>
<menuitem id="root" name="Complaints"/>
<menuitem id="cases" parent="root" action="case_action"/>
</odoo>"""


def _po(*pairs):
    return "".join(f'msgid "{en}"\nmsgstr "{zh}"\n\n' for en, zh in [("", ""), *pairs])


@pytest.mark.parametrize(
    "page, text, faulty",
    [
        ("en/a.md", "Press **Close** in **Complaints > Cases**.", False),
        ("zh_CN/a.md", "**投诉 > 案件**：点 **结案**。", False),
        ("en/a.md", "Press **Shut**.", True),
        ("zh_CN/a.md", "点 **Close**。", True),
        ("en/a.md", "Open **Complaints > Close**.", True),
        ("en/a.md", "Open **Cases > Complaints**.", True),
    ],
)
def test_planted_words(tmp_path, page, text, faulty):
    po = _po(("Complaints", "投诉"), ("Cases", "案件"), ("Close", "结案"))
    sources = {"__manifest__.py": "{}", "views/m.xml": MENUS, "i18n/zh_CN.po": po}
    write(tmp_path / "m", sources)
    write(tmp_path / "docs", {page: text})
    assert bool(list(bold_faults(tmp_path))) is faulty


@pytest.mark.parametrize(
    "text, faulty",
    [
        ("[b](b.md#two-words) ![p](p.png) [x](https://x)", False),
        ("[b](c.md)", True),
        ("[b](b.md#three)", True),
        ("![p](q.png)", True),
    ],
)
def test_planted_links(tmp_path, text, faulty):
    sources = {"a.md": text, "b.md": "# Two words", "p.png": ""}
    write(tmp_path / "docs", sources)
    assert bool(list(link_faults(tmp_path))) is faulty


def test_planted_languages(tmp_path):
    write(tmp_path / "docs", {"en/a.md": "# A", "zh_CN/a.md": "# 甲\n\n## 乙"})
    assert list(language_faults(tmp_path))
    write(tmp_path / "docs", {"en/a.md": "# A\n\n## B", "en/b.md": "# B"})
    assert len(list(language_faults(tmp_path))) == 1


@pytest.mark.parametrize(
    "text, faulty",
    [
        ('<img src="icon.png"/>', False),
        ('<img src="other.png"/>', True),
        ('<a href="https://x">x</a>', True),
        ("<script>x</script>", True),
    ],
)
def test_planted_store_pages(tmp_path, text, faulty):
    here = "static/description/"
    sources = {
        "__manifest__.py": "{}",
        here + "icon.png": "",
        here + "index.html": text,
    }
    write(tmp_path / "m", sources)
    assert bool(list(store_faults(tmp_path))) is faulty
