"""Tests on a copy of the demo company: what it shows, and its pictures."""

import subprocess

from . import databases, instance, postgres, process, server, state, tests, venv

FILES = "complaint_*/tests/test_demo*.py"


def run(arguments):
    """Judge the demo company; print the totals last; the exit code."""
    report = state.own() / "demo.xml"
    files = sorted(state.CLONE.glob(FILES))
    code = pytest([*files, f"--junitxml={report}", *arguments], COMPLAINT_DEMO="1")
    tests.tell(tests.totals(report))
    return code


def pytest(words, **env):
    """One pytest on a copy of the database of `./dev run`; its exit code."""
    server.bring_up()
    with databases.copy_of_run() as name:
        conf = instance.configure(name, name, max_cron_threads=0)
        command = [venv.odoo(), "-m", "pytest", "--odoo-http", "-p", "no:cacheprovider"]
        try:
            return subprocess.run(
                [str(word) for word in [*command, *words]],
                env=process.environment(
                    {**postgres.environment(), "ODOO_RC": str(conf), **env}
                ),
                cwd=state.CLONE,
                pass_fds=state.held(),
            ).returncode
        finally:
            conf.unlink(missing_ok=True)
