"""One pytest run over our add-ons and tests/ on a throw-away database."""

import shutil
import subprocess
import xml.etree.ElementTree as ElementTree

from . import databases, instance, postgres, process, say, state, venv

BROWSERS = ["google-chrome", "chromium", "chromium-browser", "google-chrome-stable"]


def run(arguments):
    """Run pytest with these arguments; print the totals last; return the exit code."""
    _check_browser()
    with databases.throw_away() as (database, install_log):
        report = state.own() / f"{database}.xml"
        code = _pytest(arguments, database, install_log, report)
        totals = _totals(report)
    if totals is None:
        raise say.Stop(
            f"pytest ended with code {code} before it ran a test.", code=code or 1
        )
    passed, failed, skipped = totals
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return code or bool(failed)


def _check_browser():
    if any(map(shutil.which, BROWSERS)):
        return
    say.line("  Chromium is missing: browser tests (tours, HOOT) are skipped.")
    say.line("  To have them: apt install chromium")


def _pytest(arguments, database, install_log, report):
    conf = instance.configure(
        database,
        database,
        max_cron_threads=0,
    )
    command = [venv.odoo(), "-m", "pytest", "--odoo-http", f"--junitxml={report}"]
    command += ["-o", f"cache_dir={state.own() / 'pytest-cache'}", *arguments]
    env = {
        **postgres.environment(),
        "ODOO_RC": str(conf),
        "COMPLAINT_INSTALL_LOG": str(install_log),
    }
    try:
        return subprocess.run(
            [str(word) for word in command],
            env=process.environment(env),
            cwd=state.CLONE,
            pass_fds=state.held(),
        ).returncode
    finally:
        conf.unlink(missing_ok=True)


def _totals(report):
    """Passed, failed and skipped of a junit report, None without one."""
    if not report.exists():
        return None
    suites = ElementTree.parse(report).getroot()
    report.unlink()
    count = {"passed": 0, "failed": 0, "skipped": 0}
    for case in suites.iter("testcase"):
        marks = {child.tag for child in case}
        if marks & {"failure", "error"}:
            count["failed"] += 1
        else:
            count["skipped" if "skipped" in marks else "passed"] += 1
    return tuple(count.values())
