"""One model a file, named after it; files and methods that can be read in one go."""

import ast

import pytest
from fence_tree import ROOT, addons, classes, files, names, none, parse, write

FILE_LINES, METHOD_LINES = 350, 40


def faults(root):
    """Each file that holds too much or bears another name than its model."""
    for addon in addons(root):
        for path in files(addon, ".py"):
            where = path.relative_to(root)
            tree = parse(path)
            yield from _sizes(where, path.read_text(), tree)
            if "tests" not in where.parts[1:-1]:
                yield from _model(where, path.stem, list(classes(tree)))


def _sizes(where, text, tree):
    lines = text.count("\n")
    if lines > FILE_LINES:
        yield f"{where} has {lines} lines, more than {FILE_LINES}: find the second noun"
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef):
            lines = node.end_lineno - node.lineno + 1
            if lines > METHOD_LINES:
                yield f"{where}: {node.name} has {lines} lines, over {METHOD_LINES}"


def _model(where, stem, found):
    if len(found) > 1:
        yield f"{where} holds {len(found)} models: one each to a file"
    for node in found:
        name, _inherit = names(node)
        if not name:
            yield f"{where}: class {node.name} has neither _name nor _inherit"
        elif name.replace(".", "_") != stem:
            yield f"{where} holds {name}: name it {name.replace('.', '_')}.py"


def test_one_model_a_file():
    none(faults(ROOT))


MODEL = "class A(models.Model):\n    {} = '{}'\n"


@pytest.mark.parametrize(
    "text",
    [
        MODEL.format("_name", "x.y") + MODEL.format("_name", "x.z"),
        MODEL.format("_name", "x.other"),
        MODEL.format("_inherit", "res.partner"),
        "class A(models.Model):\n    pass\n",
        MODEL.format("_name", "x.y") + "# line\n" * FILE_LINES,
        "def f():\n" + "    pass\n" * METHOD_LINES,
    ],
)
def test_planted(tmp_path, text):
    good = MODEL.format("_inherit", "x.y")
    write(tmp_path, {"m/__manifest__.py": "{}", "m/models/x_y.py": good})
    assert not list(faults(tmp_path))
    write(tmp_path, {"m/models/x_y.py": text})
    assert list(faults(tmp_path))
