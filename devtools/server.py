"""The Odoo that `./dev run` leaves running."""

import json
import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

from . import databases, instance, modules, postgres, process, say, state

LOGINS = state.CLONE / "complaint_management" / "demo" / "LOGINS.txt"
PATIENCE = 180  # seconds until the first answer


def run(port, workers, empty=False):
    """Serve in the background: our modules with demo data, or an Odoo without them."""
    name = databases.EMPTY if empty else databases.RUN
    with state.lock("building", shared=True), state.lock(databases.RUN):
        before = _running()
        if before and (before["port"], before["database"]) != (port, name):
            stop()
            before = None
        if not before:
            _check_port(port)
        with state.lock():
            instance.ready()
        changed = _prepare(before, name)
        if before and (changed or before["workers"] != workers):
            say.line("  Files changed since Odoo was started: starting it anew")
            stop()
            before = None
        if not before:
            _start(port, workers, name)
    _tell(port, name, already=bool(before))


def bring_up():
    """Bring the run database up to our files, and stop the server that uses it."""
    with state.lock("building", shared=True), state.lock(databases.RUN):
        with state.lock():
            instance.ready()
        _prepare(_running(), databases.RUN)
        stop()


def _installed(name):
    kind = "empty" if name == databases.EMPTY else "installed"
    return state.own() / f"{kind}.json"


def _prepare(before, name):
    """Bring that database up to our files; True if they had changed."""
    prints = {n: modules.fingerprint(p) for n, p in modules.ours().items()}
    record = _installed(name)
    known = json.loads(record.read_text()) if record.exists() else {}
    fresh = not databases.exists(name)
    if fresh:
        known = {}
    if known == prints:
        return False
    if before:
        stop()
    if fresh and name == databases.EMPTY:
        databases.create_empty()
    elif fresh:
        databases.create_run()
    else:
        _update(known, prints, name)
    state.write_whole(record, json.dumps(prints))
    return True


def _update(known, prints, database):
    demo = database == databases.RUN  # into the empty one the administrator installs
    new = [name for name in prints if name not in known and demo]
    changed = [name for name in prints if name in known and known[name] != prints[name]]
    if not new + changed:
        return
    words = ["-i", ",".join(new)] if new else []
    if changed:  # with translations: a corrected one takes the place of the old one
        words += ["-u", ",".join(changed), "--i18n-overwrite"]
    with say.step(f"Updating {', '.join(new + changed)}"):
        conf = instance.configure("update", database, with_demo=demo)
        instance.install(conf, state.log(database), *words)


def _record():
    return state.own() / "server.json"


def _running(record=None):
    """What was noted of the server if it still runs."""
    record = record or _record()
    try:
        noted = json.loads(record.read_text())
        words = Path(f"/proc/{noted['pid']}/cmdline").read_bytes().split(b"\0")
    except (OSError, ValueError):
        return None
    noted.setdefault("database", databases.RUN)
    return noted if str(record.parent / "run.conf").encode() in words else None


def _check_port(port):
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
            return
        except OSError as error:
            reason = error.strerror
    raise say.Stop(
        f"port {port} cannot be had ({reason}){_holder(port)}.",
        f"Stop that program, or take another port: ./dev run --port {port + 1}",
    )


def _holder(port):
    """Who listens on the port, as far as this user may know."""
    for record in (state.folder() / "run").glob("*/server.json"):
        noted = _running(record)
        if noted and noted["port"] == port:
            return f": ./dev run of {noted['clone']} has it"
    table = Path("/proc/net/tcp").read_text() + Path("/proc/net/tcp6").read_text()
    rows = [row.split() for row in table.splitlines() if f":{port:04X} " in row]
    inodes = [row[9] for row in rows if row[1].endswith(f":{port:04X}")]
    for inode in inodes:
        for link in Path("/proc").glob("[0-9]*/fd/*"):
            try:
                if os.readlink(link) == f"socket:[{inode}]":
                    name = (link.parents[1] / "comm").read_text().strip()
                    return f": {name}, process {link.parts[2]}, has it"
            except OSError:
                continue
    return ""


def _start(port, workers, name):
    demo = name == databases.RUN
    conf = instance.configure(
        "run", name, http_port=port, workers=workers, with_demo=demo
    )
    log = state.log(name + "_server")
    with say.step("Starting Odoo"), open(log, "wb") as file:
        child = subprocess.Popen(
            [str(word) for word in instance.command(conf)],
            stdin=subprocess.DEVNULL,
            stdout=file,
            stderr=subprocess.STDOUT,
            env=process.environment(),
            cwd=state.own(),
            start_new_session=True,
        )
        noted = {
            "pid": child.pid,
            "port": port,
            "workers": workers,
            "database": name,
            "clone": str(state.CLONE),
        }
        state.write_whole(_record(), json.dumps(noted))
        _await(child, f"http://localhost:{port}/web/login", log)


def _await(child, address, log):
    until = time.monotonic() + PATIENCE
    while time.monotonic() < until and child.poll() is None:
        try:
            with urllib.request.urlopen(address, timeout=PATIENCE) as answer:
                if answer.status == 200:
                    return
        except urllib.error.HTTPError:
            break
        except OSError:
            time.sleep(0.3)
    text = log.read_text(errors="replace")
    stop()
    raise say.Stop("Odoo does not serve its login page.", process.advice(text, log))


def _tell(port, name, already):
    print(f"Odoo {'already serves' if already else 'serves'} http://localhost:{port}")
    if name == databases.EMPTY:
        rows = [["Administrator", "admin", "admin", "Apps: search “Complaints”"]]
    else:
        rows = _logins() or [["Administrator", "admin", "admin", "menu Complaints"]]
    widths = [max(len(row[i]) for row in rows) for i in range(3)]
    for row in rows:
        print(
            "  "
            + " | ".join(c.ljust(w) for c, w in zip(row, [*widths, 0], strict=True))
        )
    print(f"Log: {state.log(name + '_server')}   Stop: ./dev stop", flush=True)


def stop():
    """Stop this clone's Odoo; True if one was running."""
    noted = _running()
    if not noted:
        return False
    _signal(noted["pid"], signal.SIGTERM)
    until = time.monotonic() + 15
    while _running() and time.monotonic() < until:
        _reap(noted["pid"])
        time.sleep(0.1)
    if _running():
        _signal(noted["pid"], signal.SIGKILL)
        _reap(noted["pid"])
    _record().unlink(missing_ok=True)
    return True


def _signal(pid, number):
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        pass


def _reap(pid):
    """Take leave of a child of ours; of a stranger's child the system does."""
    try:
        os.waitpid(pid, os.WNOHANG)
    except ChildProcessError:
        pass


def _logins():
    """Rows of role, login, password and what to click first, as the add-on tells."""
    if not LOGINS.exists():
        return []
    lines = [x for x in LOGINS.read_text().splitlines() if not x.startswith("#")]
    return [[part.strip() for part in x.split("|")] for x in lines if x.count("|") == 3]


def others():
    """Clones whose Odoo runs on the same PostgreSQL."""
    records = (state.folder() / "run").glob("*/server.json")
    running = filter(None, map(_running, records))
    return [noted["clone"] for noted in running if noted["clone"] != str(state.CLONE)]


def stop_all():
    """Stop Odoo of this clone, and PostgreSQL unless others or tests need it."""
    stopped = ["Odoo"] if stop() else []
    if others():
        say.line(f"  PostgreSQL stays for the Odoo of {', '.join(others())}")
    elif databases.are_tested():
        say.line("  PostgreSQL stays for tests that run")
    elif postgres.stop():
        stopped.append("PostgreSQL")
    print(f"Stopped: {' and '.join(stopped) or 'nothing was running'}")


def forget():
    """Remove the databases of `./dev run`; the next run makes a new one."""
    stop()
    for name in (databases.RUN, databases.EMPTY):
        if postgres.exists():
            postgres.start()
            databases.drop(name)
        _installed(name).unlink(missing_ok=True)
