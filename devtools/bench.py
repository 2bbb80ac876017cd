"""`./dev bench`: our add-ons measured beside others on a database of their own."""

import subprocess
from pathlib import Path

from . import databases, instance, modules, postgres, process, say, state, venv

PINS = Path(__file__).with_name("requirements-bench.txt")
PEERS = ["crm_claim", "helpdesk_mgmt_sla", "mgmtsystem_nonconformity"]
CORE = ["maintenance", "project"]
NAME = f"bench_{state.CLONE_ID}"


def run(arguments):
    """Make the database anew, measure, print; the exit code."""
    peers = get_peers()
    path = [*modules.addons_path(), peers / "odoo/addons"]
    with databases.template() as source:
        with say.step(f"Installing {', '.join([*PEERS, *CORE])} beside ours"):
            databases.copy(source, NAME)
            words = ["-i", ",".join([*PEERS, *CORE])]
            conf = instance.configure("bench", NAME, addons_path=path)
            instance.install(conf, state.log(NAME), *words)
            conf = instance.configure("bench", NAME, path, log_level="warn")
    program = state.CLONE / "tests" / "bench" / "main.py"
    try:
        done = subprocess.run(
            [str(word) for word in (venv.odoo(), program, conf, NAME, *arguments)],
            env=process.environment(postgres.environment()),
            pass_fds=state.held(),
        )
        return done.returncode
    finally:
        databases.drop(NAME)


def get_peers():
    """The folder with the add-ons of others, fetched once."""
    path = state.folder() / f"peers-{state.digest(PINS.read_text())}"
    with state.lock():
        if not path.exists():
            with state.whole(path) as part, say.step("Fetching the add-ons of others"):
                process.logged(
                    [venv.odoo(), "-m", "pip", "install", "--no-deps", "--no-compile"]
                    + ["--target", part, "-r", PINS],
                    state.log("pip"),
                    "The add-ons of others cannot be installed.",
                )
    return path
