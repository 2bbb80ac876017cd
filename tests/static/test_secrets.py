"""What only who was given it knows is compared by ``consteq``, or looked up by its
fingerprint: how long an answer takes tells nothing of it (R-I16)."""

import ast
import re

import pytest
from fence_tree import ROOT, addons, files, none, parse, write

SECRET = re.compile(
    r"(^|_)(tokens?|secret|nonce|password|passwd|api_?key|otp|proof)(_|$)",
    re.IGNORECASE,
)
PARTS = ("models", "controllers", "wizard", "tools", "report")
LIKE = (ast.Eq, ast.NotEq, ast.In, ast.NotIn)
ADVICE = "compare with consteq, or look up its fingerprint"


def faults(root):
    """Each comparison of a secret below `root`."""
    for addon in addons(root):
        for path in files(addon, ".py", tests=False):
            where = path.relative_to(addon)
            if where.parts[0] not in PARTS:
                continue
            tree = parse(path)
            for node in [*_compared(tree), *_searched(tree)]:
                words = ast.unparse(node)
                yield f"{path.relative_to(root)}:{node.lineno}: {words}: {ADVICE}"


def _compared(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare) and isinstance(node.ops[0], LIKE):
            sides = [node.left, *node.comparators]
            if any(_is_empty(side) for side in sides):
                continue
            # "name in post" asks whether something was sent, not what
            asked = sides[:1] if isinstance(node.ops[0], ast.In | ast.NotIn) else sides
            if any(_is_secret(side) for side in asked):
                yield node


def _is_empty(node):
    return isinstance(node, ast.Constant) and not node.value


def _is_secret(node):
    """A variable, field or element of such a name, however it is wrapped."""
    while isinstance(node, ast.Call):  # token.encode(), str(token)
        node = node.args[0] if node.args else getattr(node.func, "value", node.func)
        if isinstance(node, ast.Constant):
            return bool(SECRET.search(str(node.value)))  # post.get("token")
    if isinstance(node, ast.Subscript):
        node = node.slice
        return isinstance(node, ast.Constant) and bool(SECRET.search(str(node.value)))
    name = getattr(node, "attr", "") or getattr(node, "id", "")
    return bool(SECRET.search(name))


def _searched(tree):
    """Leaves of domains: the database compares like ``==``; a fingerprint may be."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Tuple) and len(node.elts) == 3:
            name, sign, _value = node.elts
            if not (isinstance(name, ast.Constant) and isinstance(sign, ast.Constant)):
                continue
            text = str(name.value)
            if sign.value in ("=", "in", "=ilike", "ilike", "like") and (
                SECRET.search(text) and not text.endswith("_hash")
            ):
                yield node


def test_no_secret_is_compared_in_passing():
    none(faults(ROOT))


PLANTED = [
    "if link.access_token == token: pass",
    "if post.get('token') != self._get(): pass",
    "ok = token.encode() == given",
    "if token in known: pass",
    "if values['form_token'] == x: pass",
    "self.search([('access_token', '=', given)])",
]
FINE = [
    "if not token or consteq(token, given): pass",
    "self.search([('token_hash', '=', digest)])",
    "if 'token' in post: pass",
    "if proof == '': pass",
]


@pytest.mark.parametrize("source", [*PLANTED, *FINE])
def test_planted(tmp_path, source):
    tree = {"a/__manifest__.py": "{}", "a/models/a.py": source}
    assert bool(list(faults(write(tmp_path, tree)))) == (source in PLANTED)
