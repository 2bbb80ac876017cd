"""Virtual environments with pinned wheels, and Odoo on their path."""

import importlib.util
import sys
import zipfile
from pathlib import Path

from . import apt, odoo_tree, process, say, state

HERE = Path(__file__).parent
METADATA = "Metadata-Version: 2.1\nName: odoo\nVersion: {series}.0\n"


def odoo():
    """Python of the environment in which Odoo, our tests and OCA's add-ons run."""
    return _environment("odoo", odoo_tree.find())


def lint():
    """Python of the environment with the checkers."""
    return _environment("lint", None)


def node():
    """Python of the environment that holds Node, for machines without."""
    return _environment("node", None)


def _environment(name, tree):
    pins = HERE / f"requirements-{name}.txt"
    version = "{}.{}".format(*sys.version_info)
    key = state.digest(pins.read_text(), version, sys.executable, tree)
    path = state.folder() / f"venv-{name}-{key}"
    if not path.exists():
        with state.whole(path) as part:
            _make(part, pins, tree)
    return path / "bin/python"


def _make(path, pins, tree):
    python = path / "bin/python"
    log = state.log("pip")
    pip = bool(importlib.util.find_spec("ensurepip"))
    with say.step(f"Making a virtual environment with Python {sys.version.split()[0]}"):
        process.logged(
            [
                sys.executable,
                "-m",
                "venv",
                "--symlinks",
                path,
                *([] if pip else ["--without-pip"]),
            ],
            log,
            "a virtual environment cannot be made.",
            "Install Python's venv module (Debian: apt install python3-venv).",
        )
    site = next(path.glob("lib/python3*/site-packages"))
    if not pip:
        _unpack_pip(site)
    if tree:
        _register(site, tree)
    with say.step(f"Installing Python packages ({pins.stem})"):
        process.logged(
            [python, "-m", "pip", "install", "--only-binary", ":all:"]
            # num2words needs docopt, which has no wheel but is one Python file.
            + ["--no-binary", "docopt", "--no-compile", "-r", pins],
            log,
            "Python packages cannot be installed.",
        )


def _unpack_pip(site):
    """Debian's bare python3 has no pip: take the wheel that python3-venv would use."""
    debs = state.folder() / "pip-wheel"
    with state.whole(debs) as part:
        for deb in apt.download(["python3-pip-whl"], part):
            apt.unpack(deb, part)
    wheel = next(debs.glob("usr/share/python-wheels/pip-*.whl"))
    zipfile.ZipFile(wheel).extractall(site)


def _register(site, tree):
    """Let Python find Odoo, and pip believe that the OCA wheels' requirement is met."""
    (site / "odoo-tree.pth").write_text(f"{tree}\n")
    info = site / f"odoo-{odoo_tree.SERIES}.0.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(METADATA.format(series=odoo_tree.SERIES))
    (info / "INSTALLER").write_text("dev\n")
    (info / "RECORD").write_text("")
