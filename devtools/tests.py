"""One pytest run over our add-ons and tests/ on a throw-away database."""

import os
import shutil
import subprocess
import tempfile
import xml.etree.ElementTree as ElementTree
from contextlib import ExitStack

from . import databases, instance, node, postgres, process, say, state, venv

NO_TESTS = 5
BROWSERS = ["google-chrome", "chromium", "chromium-browser", "google-chrome-stable"]


def run(arguments):
    """Run pytest with these arguments; print the totals last; return the exit code.

    The whole suite is shared by two runs, each on a database of its own: whoever comes
    first to a file of tests runs it (conftest.py).
    """
    _check_browser()
    axe = _find_axe()
    whole = not any(word[0] != "-" for word in arguments)
    with ExitStack() as stack:
        if whole and (os.cpu_count() or 1) > 1:
            folder = stack.enter_context(tempfile.TemporaryDirectory())
            arguments = [f"--share={folder}", *arguments]
            runs = [_Run(stack, axe, "a"), _Run(stack, axe, "b", hidden=True)]
        else:
            runs = [_Run(stack, axe)]
        for part in runs:
            part.start(arguments)
        codes = [part.wait() for part in runs]
        counted = [totals(part.report) for part in runs]
        failed = tell(*counted)
    return max(codes) or bool(failed)


def tell(*counted):
    """Print what failed and the sum of what `totals` gave; how many failed.

    :raises Stop: one of the runs came to no test
    """
    if None in counted:
        raise say.Stop("pytest ended before it ran a test.")
    passed, skipped = (sum(one[at] for one in counted) for at in (0, 2))
    failed = [line for one in counted for line in one[1]]
    for line in failed:
        print(f"failed: {line}")
    print(f"{passed} passed, {len(failed)} failed, {skipped} skipped", flush=True)
    return len(failed)


class _Run:
    """One pytest on a throw-away database; `hidden`: shown when it has ended."""

    def __init__(self, stack, axe, part="", hidden=False):
        self.axe = axe
        names = stack.enter_context(databases.throw_away(part))
        self.database, self.install_log = names
        self.report = state.own() / f"{self.database}.xml"
        self.cache = state.own() / f"pytest-cache{part}"
        self.output = stack.enter_context(tempfile.TemporaryFile()) if hidden else None

    def start(self, arguments):
        self.conf = instance.configure(self.database, self.database, max_cron_threads=0)
        command = [venv.odoo(), "-m", "pytest", "--odoo-http", *arguments]
        command += [f"--junitxml={self.report}", "-o", f"cache_dir={self.cache}"]
        env = {
            **postgres.environment(),
            "ODOO_RC": str(self.conf),
            "COMPLAINT_INSTALL_LOG": str(self.install_log),
            "COMPLAINT_AXE": str(self.axe or ""),
        }
        self.process = subprocess.Popen(
            [str(word) for word in command],
            env=process.environment(env),
            cwd=state.CLONE,
            pass_fds=state.held(),
            stdout=self.output,
            stderr=self.output,
        )

    def wait(self):
        try:
            code = self.process.wait()
        finally:
            self.conf.unlink(missing_ok=True)
        if self.output:
            self.output.seek(0)
            print(self.output.read().decode(errors="replace"), flush=True)
        # a run that came to no file at all ran no test, which is no fault here
        return 0 if self.output and code == NO_TESTS else code


def _check_browser():
    if any(map(shutil.which, BROWSERS)):
        return
    say.line("  Chromium is missing: browser tests (tours, HOOT) are skipped.")
    say.line("  To have them: apt install chromium")


def _find_axe():
    """axe-core, or ``None``: without npm its tests are skipped; with CI=true that
    fails (conftest.py)."""
    try:
        with ExitStack() as stack:
            if not node.folder().exists():
                stack.enter_context(state.lock())
            return node.axe()
    except say.Stop as stop:
        say.line(f"  axe-core is missing: accessibility is not tested. {stop}")
        return None


def totals(report):
    """What a junit report says, ``None`` without one.

    :return: how many passed; of each that failed a line with its name and why; how many
        were skipped
    """
    if not report.exists():
        return None
    suites = ElementTree.parse(report).getroot()
    report.unlink()
    passed, failed, skipped = 0, [], 0
    for case in suites.iter("testcase"):
        marks = {child.tag: child for child in case}
        fault = marks.get("failure", marks.get("error"))
        if fault is not None:
            failed.append(_one_line(case, fault))
        elif "skipped" in marks:
            skipped += 1
        else:
            passed += 1
    return passed, failed, skipped


def _one_line(case, fault):
    why = " ".join(fault.get("message", "").split())[:300]
    return f"{case.get('classname')}::{case.get('name')}: {why}"
