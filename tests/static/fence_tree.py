"""What the fences look at: the add-ons below a folder, their files, their models."""

import ast
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SKIPPED = {"__pycache__", "node_modules", ".git", "i18n"}


def addons(root=ROOT):
    """Folders of the add-ons right below `root`, and of those in its tests/."""
    found = [*root.glob("*/__manifest__.py"), *root.glob("tests/*/__manifest__.py")]
    return sorted(path.parent for path in found)


def manifest(addon):
    """The add-on's manifest."""
    return ast.literal_eval((addon / "__manifest__.py").read_text())


def files(addon, *suffixes, tests=True):
    """Files of an add-on with one of the suffixes, in order."""
    for path in sorted(addon.rglob("*")):
        parts = path.relative_to(addon).parts
        if SKIPPED & set(parts) or (not tests and "tests" in parts):
            continue
        if path.suffix in suffixes and path.is_file():
            yield path


def parse(path):
    """Syntax tree of a Python file."""
    return ast.parse(path.read_text(), str(path))


def classes(tree, *kinds):
    """Model classes: those with a base named like models.Model."""
    kinds = kinds or ("Model", "AbstractModel", "TransientModel")
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            bases = {base.attr for base in node.bases if _of_models(base)}
            if bases & set(kinds):
                yield node


def _of_models(base):
    return isinstance(base, ast.Attribute) and getattr(base.value, "id", "") == "models"


def attribute(node, name):
    """Literal value of a class attribute, None where it has none."""
    for line in node.body:
        targets = line.targets if isinstance(line, ast.Assign) else []
        if any(getattr(target, "id", "") == name for target in targets):
            try:
                return ast.literal_eval(line.value)
            except ValueError:
                return None
    return None


def names(node):
    """A model class's name, and the models it inherits from."""
    inherit = attribute(node, "_inherit") or []
    inherit = [inherit] if isinstance(inherit, str) else list(inherit)
    name = attribute(node, "_name") or (inherit[0] if inherit else None)
    return name, inherit


def new_models(addon, *kinds):
    """Name -> file of the models that the add-on itself defines."""
    found = {}
    for path in files(addon, ".py", tests=False):
        for node in classes(parse(path), *kinds):
            name, inherit = names(node)
            if name and name not in inherit:
                found[name] = path
    return found


def write(root, sources):
    """Make a tree of files out of {path: text}; for tests of the fences themselves."""
    for name, text in sources.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return root


def none(faults):
    """Fail with a line for each fault."""
    found = list(faults)
    assert not found, "\n".join(["", *map(str, found)])
