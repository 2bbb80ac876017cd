"""The checkers, over what git knows or would know."""

import os
import subprocess

from . import modules, node, odoo_tree, process, say, state, venv

CODE = ["dev", "devtools", "conftest.py", "tests"]
NOT_OURS = (
    "prefer-readme-rst,weblate-component-too-long,file-not-used,xml-header-wrong,"
    "xml-header-missing,xml-field-numeric-without-eval,xml-field-bool-without-eval"
)
# Odoo's own checkers (test_lint), beside those of pylint-odoo: two of one name cannot
# be loaded together.
ODOO_CHECKERS = ["sql_injection", "gettext", "unlink_override"]
ODOO_CHECKS = "sql-injection,missing-gettext,gettext-placeholders,gettext-repr,"
ODOO_CHECKS += "raise-unlink-override"
# Its own script names the folder in which the environment was built.
OCA_MAIN = "import sys; from oca_pre_commit_hooks.cli import main; sys.exit(main())"
FORMATTED = "{}/**/*.{{xml,js,scss}}"


def run(fix):
    """Run every checker; a line for each, the whole said last; the exit code."""
    with state.lock():
        state.check_space(cold=False)
        python = venv.lint()
        prettier = node.prettier()
        # fetched on a new machine: two at once would write into the same lists
        checkers = odoo_tree.find() / "odoo/addons/test_lint/tests"
    failed = []
    env = process.environment({"PYTHONPATH": str(checkers)})
    for name, words in _checks(python, prettier, fix):
        with say.step(name):
            done = subprocess.run(
                [str(word) for word in words],
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                text=True,
                env=env,
                cwd=state.CLONE,
            )
        if done.returncode:
            failed.append(name)
            print(done.stdout, flush=True)
    if failed:
        print(f"lint: {', '.join(failed)} found faults. Formatting: ./dev lint --fix")
    else:
        print("lint: no faults")
    return bool(failed)


def _checks(python, prettier, fix):
    addons = [path.relative_to(state.CLONE) for path in modules.with_tests().values()]
    code = [*CODE, *(path for path in addons if path.parts[0] not in CODE)]
    ruff = [python.with_name("ruff")]
    quiet = ["--cache-dir", state.folder() / "ruff-cache"]
    yield (
        "ruff check",
        [*ruff, "check", *quiet, *(["--fix"] if fix else []), *code],
    )
    yield (
        "ruff format",
        [*ruff, "format", *quiet, *([] if fix else ["--diff"]), *code],
    )
    yield (
        "prettier",
        [*prettier, "--write" if fix else "--check", "--no-error-on-unmatched-pattern"]
        + ["--log-level=warn", *(FORMATTED.format(path) for path in addons)],
    )
    yield (
        "pylint-odoo",
        [python, "-m", "pylint", "--score=n", "--jobs=1", *addons],
    )
    plugins = ",".join(f"_odoo_checker_{name}" for name in ODOO_CHECKERS)
    yield (
        "Odoo's own pylint checks",
        [python, "-m", "pylint", "--score=n", "--jobs=1", f"--rcfile={os.devnull}"]
        + [f"--load-plugins={plugins}", "--disable=all", f"--enable={ODOO_CHECKS}"]
        + addons,
    )
    yield (
        "oca-checks",
        [python, "-c", OCA_MAIN] + [f"--disable={NOT_OURS}", *addons],
    )
