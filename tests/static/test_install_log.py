"""Installing our modules leaves no warning: in Odoo 19 most mistakes are only that."""

import os
import re
from pathlib import Path

import pytest
from fence_tree import none

LINE = re.compile(r"^\S+ \S+ \d+ (WARNING|ERROR|CRITICAL) ")


def faults(text):
    """Lines of an installation's log that are worse than information."""
    return [line for line in text.splitlines() if LINE.match(line)]


def test_install_log():
    log = os.environ.get("COMPLAINT_INSTALL_LOG")
    if not log:
        pytest.skip("COMPLAINT_INSTALL_LOG is not set: not started by ./dev test")
    text = Path(log).read_text()
    assert "Modules loaded." in text
    none(faults(text))


@pytest.mark.parametrize("level, count", [("INFO", 0), ("WARNING", 1), ("ERROR", 1)])
def test_planted(level, count):
    text = f"2026-01-01 00:00:00,000 77 {level} base odoo.modules: the message"
    assert len(faults(text)) == count
