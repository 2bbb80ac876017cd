"""PostgreSQL clusters of a test's own, to be killed, stopped and followed: in temporary
folders, reached by a socket there, so no port is taken."""

import contextlib
import os
import shutil
import signal
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

from odoo import sql_db
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from odoo.tools import config

from devtools import postgres

# A killed process loses nothing that the system was given: fsync is for its power.
SETTINGS = """
listen_addresses = ''
unix_socket_directories = '{folder}'
fsync = off
synchronous_commit = on
wal_level = replica
max_wal_senders = 5
shared_buffers = 128MB
jit = off
timezone = 'UTC'
"""


class Cluster:
    """One server with its data in ``folder``, which is its socket's too."""

    def __init__(self, folder):
        self.folder, self.data = Path(folder), Path(folder) / "data"

    def make(self):
        self._do("initdb", "-D", self.data, "-U", postgres.ROLE, "--auth=trust")
        self._configure()
        self.start()

    def follow(self, primary):
        """A replica of ``primary`` that streams."""
        words = ["-D", self.data, "-h", primary.folder, "-U", postgres.ROLE]
        self._do("pg_basebackup", *words, "-R", "-X", "stream", "-c", "fast")
        self._configure()
        self.start()

    def _configure(self):
        text = SETTINGS.format(folder=self.folder)
        with open(self.data / "postgresql.conf", "a") as conf:
            conf.write(text)

    def start(self):
        log = self.folder / "server.log"
        words = ["-D", self.data, "-l", log, "-w", "-t", "120", "start"]
        try:
            self._do("pg_ctl", *words)
        except AssertionError as error:
            raise AssertionError(log.read_text()[-2000:]) from error

    def stop(self):
        if (self.data / "postmaster.pid").exists():
            self._do("pg_ctl", "-D", self.data, "-m", "immediate", "-w", "stop")

    def kill(self):
        """Signal 9 to the server and to each of its processes."""
        server = int((self.data / "postmaster.pid").read_text().split()[0])
        os.kill(server, signal.SIGSTOP)  # it has no more children than these
        children = [pid for pid, parent in _parents() if parent == server]
        pids = [server, *children]
        for pid in pids:
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        while any(map(_lives, pids)):
            time.sleep(0.01)
        # they name a process that may wait for its parent to note its end
        (self.data / "postmaster.pid").unlink()
        (self.folder / ".s.PGSQL.5432.lock").unlink()

    def sql(self, query, database=None):
        """Rows as lines of text."""
        words = ["-XtAqc", query, "-v", "ON_ERROR_STOP=1", database or get_db_name()]
        return self._client("psql", *words).splitlines()

    def fill_from_tests(self):
        """A copy of the database of the tests, by the same name."""
        name, dump = get_db_name(), self.folder / "dump"
        self.sql(
            f"CREATE DATABASE \"{name}\" TEMPLATE template0 LC_COLLATE 'C'", "postgres"
        )
        words = ["-Fd", "-j2", "-Z0", "-f", dump, name]
        _run([postgres.bin_folder() / "pg_dump", *words], postgres.environment())
        self._client("pg_restore", "-j2", "-d", name, dump)
        shutil.rmtree(dump)
        self.sql("ANALYZE")

    def _client(self, program, *words):
        place = {**postgres.environment(), "PGHOST": str(self.folder)}
        return _run([postgres.bin_folder() / program, *words], place)

    def _do(self, program, *words):
        """As the account that PostgreSQL runs as."""
        path = postgres.bin_folder() / program
        _run([path, *words], {}, start_new_session=True, **postgres.account())


def _run(words, place, **options):
    done = subprocess.run(
        [str(word) for word in words],
        env={**os.environ, **postgres.libraries(), **place},
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=(out := tempfile.TemporaryFile("w+")),
        stderr=subprocess.STDOUT,
        **options,
    )
    out.seek(0)
    text = out.read()
    out.close()
    assert not done.returncode, f"{words}: {text[-2000:]}"
    return text


def _parents():
    for folder in Path("/proc").glob("[0-9]*"):
        with contextlib.suppress(OSError):  # ended meanwhile
            state, parent = _read_state(folder.name)
            yield int(folder.name), parent if state != "Z" else 0


def _read_state(pid):
    fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
    return fields[0], int(fields[1])


def _lives(pid):
    with contextlib.suppress(OSError):
        return _read_state(pid)[0] != "Z"
    return False


@contextmanager
def clusters(count):
    """So many, not made yet; whatever of them runs is stopped afterwards."""
    folder = Path(tempfile.mkdtemp(prefix="complaint-pg-"))
    account = postgres.account()
    made = [Cluster(folder / str(number)) for number in range(count)]
    try:
        for path in (folder, *(one.folder for one in made)):
            path.mkdir(mode=0o700, exist_ok=True)
            if account:
                os.chown(path, account["user"], account["group"])
        yield made
    finally:
        for one in reversed(made):
            one.stop()
        shutil.rmtree(folder)


@contextmanager
def odoo_on(cluster):
    """This process, and what it forks, works on ``cluster``."""
    registry = Registry(get_db_name())
    was = registry._db, config["db_host"]
    config["db_host"] = str(cluster.folder)
    try:
        registry._db = sql_db.db_connect(get_db_name())
        registry.clear_all_caches()
        yield
    finally:
        sql_db.close_db(get_db_name())
        registry._db, config["db_host"] = was
        registry.clear_all_caches()
