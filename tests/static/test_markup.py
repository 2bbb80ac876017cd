"""Texts stay texts: nothing of ours makes markup, or code, of what somebody typed."""

import ast
import re

import pytest
from fence_tree import ROOT, addons, classes, files, none, parse, write

SCREEN = {
    r"\bmarkup\s*\(": "OWL escapes what is no markup: leave it text",
    r"\b(inner|outer)HTML\b|\binsertAdjacentHTML\b": "use a template",
    r"\bdocument\.write\b": "use a template",
    r"\beval\s*\(|\bnew Function\b": "runs text as code",
    r"\bt-(raw|esc)\b": "use t-out",
    r"\bt-(att|attf)-on\w+": "handlers are t-on-…",
    r"widget=[\"']html\w*[\"']": "shows a text as markup: make it an Html field",
}
# what is made of our own words, and of parts that were escaped before
KNOWN = {
    ("complaint_case_group_steps.py", "Markup(said)"),
    ("complaint_reply_link.py", "Markup(_PARAGRAPH.sub('', str(body or '')))"),
}
RUNS = {"eval", "exec", "compile"}


def faults(root):
    """Each place below `root` that makes markup or code of a text."""
    for addon in addons(root):
        for path in files(addon, ".py", ".js", ".xml", tests=False):
            where = path.relative_to(root)
            if path.suffix == ".py":
                yield from _made(where, path.name, parse(path))
            elif "lib" not in path.parts:
                yield from _shown(where, path.read_text())


def _shown(where, text):
    for pattern, advice in SCREEN.items():
        for found in re.finditer(pattern, text):
            line = text.count("\n", 0, found.start()) + 1
            yield f"{where}:{line}: {found[0]}: {advice}"


def _made(where, name, tree):
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        called = getattr(node.func, "id", "")
        words = ast.unparse(node)
        if called == "Markup" and node.args:
            fixed = isinstance(node.args[0], ast.Constant)
            if not fixed and (name, words) not in KNOWN:
                yield f"{where}:{node.lineno}: {words}: write the markup, fill in by %"
        if called in RUNS:
            yield f"{where}:{node.lineno}: {words}: runs text as code"
    for model in classes(tree):
        yield from _unwashed(where, model)


def _unwashed(where, model):
    """An Html field that is typed in is washed; one that is computed makes its own."""
    for node in ast.walk(model):
        if not isinstance(node, ast.Call) or getattr(node.func, "attr", "") != "Html":
            continue
        given = {word.arg: ast.unparse(word.value) for word in node.keywords}
        loose = [one for one in given if one.startswith("sanitize")]
        own = "compute" in given and given.get("readonly") != "False"
        if loose and not own:
            yield f"{where}:{node.lineno}: {loose}: what is typed in is washed"


def test_texts_stay_texts():
    none(faults(ROOT))


PLANTED = {
    "a/static/src/a.js": "const x = markup(this.props.text);",
    "a/static/src/b.js": "el.innerHTML = text;",
    "a/views/a.xml": "<odoo><field name='name' widget='html'/></odoo>",
    "a/models/a.py": "x = Markup(f'<p>{text}</p>')",
    "a/models/b.py": "eval(text)",
    "a/models/c.py": "class A(models.Model):\n    x = fields.Html(sanitize=False)",
}


@pytest.mark.parametrize("name", PLANTED)
def test_planted(tmp_path, name):
    tree = {"a/__manifest__.py": "{}", name: PLANTED[name]}
    assert list(faults(write(tmp_path, tree)))


def test_planted_fine(tmp_path):
    fine = "x = Markup('<p>%s</p>') % text\n" + (
        "class A(models.Model):\n    x = fields.Html(compute='_x', sanitize=False)"
    )
    assert not list(
        faults(write(tmp_path, {"a/__manifest__.py": "{}", "a/models/a.py": fine}))
    )
