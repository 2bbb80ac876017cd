"""Change one thing of a plain-Python file at a time; its tests should notice.

``python mutate.py CONFIGURATION FILE...``: each change in a process of its own, forked
after Odoo was imported, so that one costs what its tests cost. Prints what survived:
somebody judges those (DESIGN.md, “Mutations”).
"""

import ast
import copy
import importlib
import os
import signal
import sys
import unittest
from pathlib import Path

import odoo.tools
from hypothesis import HealthCheck, settings
from odoo.modules.module import initialize_sys_path

ROOT = Path(__file__).parents[1]
PATIENCE = 60  # seconds until a change counts as noticed: it does not end
SWAPPED = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
    ast.Add: ast.Sub,
    ast.Sub: ast.Add,
    ast.Mult: ast.FloorDiv,
    ast.FloorDiv: ast.Mult,
    ast.Div: ast.Mult,
    ast.And: ast.Or,
    ast.Or: ast.And,
}


def main(paths):
    """Try every change of these files, one after the other."""
    for path in paths:
        tests = _find_tests(path)
        for test in tests:
            importlib.import_module(test)
        if not tests:
            print(f"{path}: no test of its own")
            continue
        if _noticed(None, None, tests):
            print(f"{path}: its tests need a database, or fail already")
            continue
        _try_all(path, tests)


def _try_all(path, tests):
    name = "odoo.addons." + path.with_suffix("").as_posix().replace("/", ".")
    changes = list(_changes(ast.parse((ROOT / path).read_text())))
    left = [words for tree, words in changes if not _noticed(name, tree, tests)]
    print(f"{path}: {len(changes) - len(left)} of {len(changes)} noticed", flush=True)
    for words in left:
        print(f"  {path}:{words}", flush=True)


def _find_tests(path):
    """Names of the test files that import it and need no database."""
    found = []
    for file in sorted((ROOT / path.parts[0] / "tests").glob("test_*.py")):
        text = file.read_text()
        if f"tools.{path.stem} import" in text and "TransactionCase" not in text:
            found.append(f"odoo.addons.{path.parts[0]}.tests.{file.stem}")
    return found


def _changes(tree):
    """Each tree with one thing changed, and the words for it."""
    for place, node in enumerate(ast.walk(tree)):
        for field, new in _of(node):
            other = copy.deepcopy(tree)
            target = next(n for p, n in enumerate(ast.walk(other)) if p == place)
            setattr(target, field, new)
            line = getattr(node, "lineno", 0)
            yield ast.fix_missing_locations(other), f"{line} {_say(node, target)}"


def _of(node):
    if isinstance(node, ast.Compare) and len(node.ops) == 1:
        yield "ops", [SWAPPED[type(node.ops[0])]()]
    elif isinstance(node, ast.BinOp | ast.BoolOp) and type(node.op) in SWAPPED:
        yield "op", SWAPPED[type(node.op)]()
    elif isinstance(node, ast.Constant) and isinstance(node.value, bool):
        yield "value", not node.value
    elif isinstance(node, ast.Constant) and isinstance(node.value, int):
        yield "value", node.value + 1
    elif isinstance(node, ast.If | ast.IfExp | ast.While):
        yield "test", ast.UnaryOp(ast.Not(), node.test)
    elif isinstance(node, ast.Return) and node.value:
        yield "value", ast.Constant(None)


def _say(before, after):
    texts = [ast.unparse(one).partition("\n")[0][:60] for one in (before, after)]
    return " -> ".join(texts)


def _noticed(name, tree, tests):
    """Whether one of the tests fails, or does not end."""
    pid = os.fork()
    if not pid:
        os._exit(_live(name, tree, tests))
    return os.waitpid(pid, 0)[1] != 0


def _live(name, tree, tests):
    signal.alarm(PATIENCE)
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    try:
        if name:
            module = importlib.import_module(name)
            exec(compile(tree, name, "exec"), module.__dict__)
        for test in tests:  # they took their names from what it was
            sys.modules.pop(test, None)
        suite = unittest.defaultTestLoader.loadTestsFromNames(tests)
        result = unittest.TextTestRunner(failfast=True).run(suite)
        return not result.wasSuccessful()
    except BaseException:
        return 1


if __name__ == "__main__":
    odoo.tools.config.parse_config(["-c", sys.argv[1]])
    initialize_sys_path()
    settings.register_profile(
        "mutate",
        max_examples=40,
        deadline=None,
        database=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
    )
    settings.load_profile("mutate")
    main([Path(word) for word in sys.argv[2:]])
