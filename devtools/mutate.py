"""`./dev mutate`: plain-Python files, one thing changed at a time, by their tests."""

import subprocess
from pathlib import Path

from . import instance, modules, process, state, venv


def run(arguments):
    """Try these files, or every one in the tools/ of our add-ons; the exit code."""
    with state.lock():
        instance.ready()
    rooms = [path / "tools" for path in modules.ours().values()]
    every = [file for room in rooms for file in sorted(room.glob("[!_]*.py"))]
    files = [Path(word).absolute() for word in arguments] or every
    conf = instance.configure("mutate", "none")
    program = state.CLONE / "tests" / "mutate.py"
    words = [venv.odoo(), program, conf]
    words += [file.relative_to(state.CLONE) for file in files]
    try:
        return subprocess.run(
            [str(word) for word in words], env=process.environment(), cwd=state.CLONE
        ).returncode
    finally:
        conf.unlink(missing_ok=True)
