"""A PostgreSQL cluster of our own: no port, no password, a socket of our own."""

import os
import pwd
import re
import shutil
import subprocess
import time
from functools import cache
from pathlib import Path

from . import apt, process, say, state

OLDEST = 13
ROLE = "odoo"
# LLVM (130 MB) is only for just-in-time compiling, which is off.
WANTED = re.compile(r"postgresql-(client-)?\d+$|lib(?!llvm|z3|perl|c-l10n|.*-perl$)")
SETTINGS = """
# The data can be made again at any time: speed before safety.
listen_addresses = ''
unix_socket_directories = '{socket}'
fsync = off
synchronous_commit = off
full_page_writes = off
wal_level = minimal
max_wal_senders = 0
shared_buffers = 256MB
max_connections = 200
jit = off
timezone = 'UTC'
"""
CONTROL = """Ask PostgreSQL's log. Other ways out: ./dev stop, then start again;
./dev reset --all makes everything anew."""


def _data():
    return state.folder() / "pg" / "data"


def account():
    """PostgreSQL refuses to run as root, so it runs as nobody there."""
    if os.geteuid():
        return {}
    nobody = pwd.getpwnam("nobody")
    return {"user": nobody.pw_uid, "group": nobody.pw_gid, "extra_groups": []}


def environment():
    """What libpq needs to reach the cluster."""
    path = f"{bin_folder()}:{os.environ.get('PATH', '')}"
    return {
        "PGHOST": str(state.socket_folder()),
        "PGPORT": "5432",
        "PGUSER": ROLE,
        "PATH": path,
    }


def _tools():
    return {**environment(), **libraries()}


def libraries():
    """What its programs need to find their libraries."""
    unpacked = state.folder() / "postgres"
    if unpacked not in bin_folder().parents:
        return {}
    folders = {str(lib.parent) for lib in unpacked.glob("usr/lib/*/*.so*")}
    return {"LD_LIBRARY_PATH": ":".join(sorted(folders))}


@cache
def bin_folder():
    """Where initdb and psql are: the machine's, else out of Debian's packages."""
    unpacked = state.folder() / "postgres"
    for root in (Path("/"), unpacked):
        found = sorted(root.glob("usr/lib/postgresql/*/bin/initdb"), key=_version)
        if found and _version(found[-1]) >= OLDEST:
            return found[-1].parent
    with state.whole(unpacked) as part:
        names = [n for n in apt.missing(_newest()) if WANTED.match(n)]
        for deb in apt.download(names, part / "debs"):
            apt.unpack(deb, part, "--exclude=./usr/share/doc", "--exclude=*/bitcode/*")
            deb.unlink()
    bin_folder.cache_clear()
    return bin_folder()


def _version(initdb):
    number = initdb.parts[-3]
    return int(number) if number.isdigit() else 0


def _newest():
    """Name of the server package behind `postgresql` in the machine's suite."""
    apt.update()
    rows = process.output(
        ["apt-cache", "depends", "postgresql"],
        "apt-cache fails.",
        env=apt.environment(),
    )
    return re.search(r"postgresql-\d+", rows)[0]


def start():
    """See to it that the cluster answers; make one anew that died."""
    if _answers():
        return
    bin_folder()
    socket = state.socket_folder()
    data = _data()
    if not exists() or _died(data):
        with say.step("Making the PostgreSQL cluster"):
            _make(data, socket)
    _own(socket)
    with say.step("Starting PostgreSQL"):
        _start(data)


def _died(data):
    """Whether the server ended without having been stopped.

    Without fsync and full page writes nothing of it can be trusted: recovery has been
    seen to leave sequences behind the rows that they numbered.
    """
    return (data / "postmaster.pid").is_file() and not _lives(data)


def _lives(data):
    """Whether the process that its pid file names is this server, not a stranger."""
    pid = (data / "postmaster.pid").read_text().split("\n")[0].strip()
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().decode(errors="replace")
    except OSError:
        return False
    return str(data) in command


def _own(path):
    path.mkdir(mode=0o700, parents=True, exist_ok=True)
    runs_as = account()
    if runs_as:
        os.chown(path, runs_as["user"], runs_as["group"])
    elif path.stat().st_uid != os.geteuid():
        raise say.Stop(f"{path} belongs to somebody else.", "Remove it, or set TMPDIR.")


def _make(data, socket):
    shutil.rmtree(data, ignore_errors=True)
    _own(data.parent)
    command = [bin_folder() / "initdb", "-D", data, "-U", ROLE, "--auth=trust"]
    command += ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync"]
    _check_reachable(data.parent)
    process.logged(
        command,
        state.log("initdb"),
        "the PostgreSQL cluster cannot be made.",
        env=libraries(),
        **account(),
    )
    with open(data / "postgresql.conf", "a") as conf:
        conf.write("include = 'complaint-dev.conf'\n")
    state.write_whole(data / "complaint-dev.conf", SETTINGS.format(socket=socket))
    if account():
        shutil.chown(data / "complaint-dev.conf", account()["user"], account()["group"])


def _check_reachable(folder):
    if subprocess.run(["test", "-x", folder], cwd="/", **account()).returncode:
        raise say.Stop(
            f"PostgreSQL runs as nobody, who cannot enter {folder}.",
            "Name a state folder outside of /root in COMPLAINT_DEV_STATE.",
        )


def _start(data):
    log = data / "server.log"
    control = [bin_folder() / "pg_ctl", "-D", data, "-l", log, "-w", "-t", "60"]
    done = subprocess.run(
        [*map(str, control), "start"],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=process.environment(libraries()),
        cwd="/",
        start_new_session=True,
        **account(),
    )
    if done.returncode or not _answers(seconds=10):
        lines = log.read_text(errors="replace").splitlines() if log.is_file() else []
        tail = "\n".join(f"  | {line[:160]}" for line in lines[-6:])
        raise say.Stop(
            "PostgreSQL does not start.", f"{tail}\nWhole log: {log}\n{CONTROL}"
        )


def _answers(seconds=0):
    if not (state.socket_folder() / ".s.PGSQL.5432").exists():
        return False
    until = time.monotonic() + seconds
    while True:
        ready = subprocess.run(
            [bin_folder() / "pg_isready", "-q"],
            env=process.environment(_tools()),
            cwd="/",
        )
        if ready.returncode == 0 or time.monotonic() >= until:
            return ready.returncode == 0
        time.sleep(0.1)


def exists():
    """Whether there is a cluster, running or not."""
    return (_data() / "complaint-dev.conf").is_file()


def stop():
    """Stop the cluster; True if one was running."""
    data = _data()
    if not (data / "postmaster.pid").is_file() or _died(data):
        return False
    process.logged(
        [bin_folder() / "pg_ctl", "-D", data, "-m", "fast", "-w", "stop"],
        state.log("postgres-stop"),
        "PostgreSQL does not stop.",
        env=libraries(),
        **account(),
    )
    return True


def psql(database, arguments):
    """Become psql on that database."""
    program = str(bin_folder() / "psql")
    os.execve(program, [program, *arguments, database], {**os.environ, **_tools()})


def sql(query, database="postgres"):
    """Rows of a query as lines of text."""
    return process.output(
        [bin_folder() / "psql", "-XtAqc", query, "-v", "ON_ERROR_STOP=1", database],
        f"PostgreSQL refused: {query}",
        env=_tools(),
    ).splitlines()
