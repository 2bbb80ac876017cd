"""Rules for every test run: what is slow waits, what CI skips fails."""

import os
import re
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

CI = os.environ.get("CI", "").lower() in ("1", "true", "yes")
BROWSER = re.compile(r"chrom|browser|websocket|HttpCase", re.IGNORECASE)

# A busy machine is no fault; CI tries the same examples each time.
settings.register_profile(
    "complaint",
    deadline=None,
    derandomize=CI,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("complaint")


def pytest_addoption(parser):
    parser.addoption("--slow", action="store_true", help="Run the slow tests too.")
    parser.addoption("--share", help="Folder in which two runs claim their files.")


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_protocol(item, nextitem):
    """Leave a test file to the other run where that one has claimed it."""
    folder = item.config.getoption("--share")
    if not folder or _claim(folder, item.nodeid):
        return None
    # what the test before left standing for this one
    item.session._setupstate.teardown_exact(nextitem)
    return True


@cache
def _claim_file(path):
    try:
        path.touch(exist_ok=False)
    except FileExistsError:
        return False
    return True


def _claim(folder, nodeid):
    name = nodeid.partition("::")[0].replace("/", "-")
    return _claim_file(Path(folder) / name)


def _has_tag(item, tag):
    tags = set(getattr(getattr(item, "cls", None), "test_tags", None) or ())
    tags |= set(getattr(getattr(item, "obj", None), "test_tags", None) or ())
    return tag in tags or item.get_closest_marker(tag) is not None


def pytest_collection_modifyitems(config, items):
    left_out = set()
    if not os.environ.get("COMPLAINT_PICTURES"):
        left_out.add("pictures")  # ./dev pictures: on the demo company
    if not os.environ.get("COMPLAINT_DEMO"):
        left_out.add("demo")  # ./dev test --demo
    if not os.environ.get("COMPLAINT_FAULTS"):
        left_out.add("whole")  # ./dev faults: on a PostgreSQL of their own
    if not (CI or config.getoption("--slow")):
        left_out.add("slow")
    left = [one for one in items if any(_has_tag(one, tag) for tag in left_out)]
    if left:
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]


def _is_browser_test(item):
    from odoo.tests.common import HttpCase

    return isinstance(getattr(item, "cls", None), type) and issubclass(
        item.cls, HttpCase
    )


@pytest.hookimpl(hookwrapper=True)
def pytest_runtest_makereport(item, call):
    """With CI=true a browser test that did not run is a failure."""
    report = (yield).get_result()
    if not (CI and report.skipped) or hasattr(report, "wasxfail"):
        return
    reason = report.longrepr[2] if isinstance(report.longrepr, tuple) else ""
    if _is_browser_test(item) or BROWSER.search(reason):
        report.outcome = "failed"
        report.longrepr = f"CI must not skip a browser test: {reason}"
