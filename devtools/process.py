"""Children whose output goes to a log, and what their failure means."""

import os
import re
import subprocess

from . import say, state

HINTS = [
    (
        r"No space left on device|Disk quota exceeded",
        "The disk is full: free some, or name a folder on another disk in"
        " COMPLAINT_DEV_STATE.",
    ),
    (
        r"Temporary failure (in name resolution|resolving)|Could not (resolve|connect)"
        r"|Connection (refused|timed out|failed)|Network is unreachable"
        r"|Failed to establish a new connection|NewConnectionError|ProxyError"
        r"|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ENETUNREACH|Name or service not known"
        r"|Failed to fetch",
        "The network (or the mirror that this machine is set up for) does not answer."
        " Check it, and the proxy settings of apt, pip and npm, then start again.",
    ),
]


def environment(extra=None):
    """This process's environment without what would redirect Python or PostgreSQL."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("PG", "ODOO_"))}
    for name in ("PYTHONPATH", "PYTHONHOME", "OPENERP_SERVER", "VIRTUAL_ENV"):
        kept.pop(name, None)
    # Byte code next to no source: clones stay clean, foreign trees may be read-only.
    cache = {"PYTHONPYCACHEPREFIX": str(state.folder() / "pycache")}
    return {**kept, **cache, "LC_ALL": "C.UTF-8", **(extra or {})}


def logged(command, log, wrong, todo="", env=None, cwd=None, pipe=None, **options):
    """Run to the end with the output in `log`; a failure is a `Stop` naming it."""
    with open(log, "ab") as file:
        begin = file.tell()
        done = subprocess.run(
            [str(word) for word in command],
            stdin=pipe or subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=environment(env),
            cwd=cwd or "/",
            pass_fds=state.held(),
            **options,
        )
    if done.returncode:
        output = log.read_bytes()[begin:].decode(errors="replace")
        raise say.Stop(wrong, advice(output, log, todo))


def output(command, wrong, todo="", env=None, **options):
    """Run and return what it printed; a failure is a `Stop`."""
    done = subprocess.run(
        [str(word) for word in command],
        capture_output=True,
        text=True,
        env=environment(env),
        cwd="/",
        **options,
    )
    if done.returncode:
        log = state.log("last-failure")
        log.write_text(done.stdout + done.stderr)
        raise say.Stop(wrong, advice(done.stdout + done.stderr, log, todo))
    return done.stdout


def advice(text, log, todo=""):
    """What to do about a failure: a hint, the last lines, the log."""
    hints = [hint for pattern, hint in HINTS if re.search(pattern, text)]
    lines = [line for line in text.splitlines() if line.strip()]
    errors = [
        line for line in lines if re.match(r"(E:|ERROR|.* (ERROR|CRITICAL) )", line)
    ]
    shown = (errors or lines)[-4:]
    quoted = "\n".join(f"  | {line[:160]}" for line in shown)
    return "\n".join(
        filter(None, [(hints or [todo])[0], quoted, f"Whole output: {log}"])
    )
