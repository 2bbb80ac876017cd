"""Workers to be killed: processes of their own, forked as Odoo's own server forks them,
with connections of their own."""

import os
import signal
import sys
import time
import traceback
from contextlib import contextmanager

from odoo import sql_db
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from test_concurrent_cases import _transaction

WHOLE = "COMPLAINT_FAULTS" in os.environ
KILLS = 20 if WHOLE else 2


@contextmanager
def worker(work):
    """A process that does ``work(tell)``; each ``tell(text)`` is a line that is read
    here. It is killed when it was read from for long enough."""
    ours, theirs = os.pipe()
    pid = os.fork()
    if not pid:
        _live(work, theirs)
    os.close(theirs)
    with open(ours) as lines:
        try:
            yield lines
        finally:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            _await_end()


def _live(work, theirs):
    """What the process does; it never comes back to the tests."""
    try:
        sql_db._Pool = sql_db._Pool_readonly = None  # those belong to who forked us
        registry = Registry(get_db_name())
        registry._db = sql_db.db_connect(get_db_name())
        registry._db_readonly = None
        work(lambda text: os.write(theirs, f"{text}\n".encode()))
        os.write(theirs, b"done\n")
        time.sleep(60)  # until it is killed
    except Exception:
        traceback.print_exc()  # shown where the test fails
        sys.stderr.flush()
    finally:
        os._exit(0)


def _await_end():
    """PostgreSQL rolls back what a killed worker had not committed."""
    for _try in range(100):
        with _transaction() as env:
            env.cr.execute(
                "SELECT count(*) FROM pg_stat_activity WHERE datname = %s AND pid !="
                " pg_backend_pid() AND state LIKE 'idle in transaction%%'",
                [get_db_name()],
            )
            if not env.cr.fetchone()[0]:
                return
        time.sleep(0.05)


def kill_after(work, count, pause=0.0):
    """What a worker told before it was killed, at line ``count`` at the latest."""
    told = []
    with worker(work) as lines:
        for line in lines:
            told.append(line.strip())
            if len(told) >= count or told[-1] == "done":
                break
        time.sleep(pause)
    return told


def live(work):
    """What a worker told that nobody kills."""
    told = kill_after(work, 10**9)
    assert told and told[-1] == "done", told
    return told[:-1]
