"""Two servers of Odoo with two workers each, on one PostgreSQL with a replica; what
asks them, and what waits for the replica."""

import time
from contextlib import contextmanager

import requests
from odoo.tools import mute_logger
from own_cluster import clusters, odoo_on
from test_concurrent_cases import _transaction
from test_workers import _Server

PATIENCE = 180  # seconds; what is waited for comes much earlier


@contextmanager
def pair_of_clusters():
    """The primary and its replica."""
    with clusters(2) as [primary, replica]:
        primary.make()
        primary.fill_from_tests()
        replica.follow(primary)
        with odoo_on(primary), mute_logger("odoo.sql_db"):
            yield primary, replica


@contextmanager
def two_servers(pair, folder, *options):
    primary, replica = (str(one.folder) for one in pair)
    places = [f"--db_host={primary}", f"--db_replica_host={replica}"]
    made = []
    try:
        for name in "ab":
            made.append(_Server(folder / f"{name}.log", *places, *options))
        for one in made:
            one.wait()
        yield made
    finally:
        for one in made:
            one.stop()


class Caller:
    """A program with a key of one user, which speaks JSON-2 to whichever server."""

    def __init__(self, user_id):
        with _transaction() as env:
            user = env["res.users"].browse(user_id)
            keys = env["res.users.apikeys"].with_user(user).sudo()
            self.key = keys._generate("rpc", "scale-out", None)

    def __call__(self, server, model, method, **arguments):
        answer = requests.post(
            server.url(f"/json/2/{model}/{method}"),
            json=arguments,
            headers={"Authorization": f"bearer {self.key}"},
            timeout=120,
        )
        return answer.status_code, answer.json()


def wait_until(condition, what):
    until = time.monotonic() + PATIENCE
    while not (found := condition()):
        assert time.monotonic() < until, what
        time.sleep(0.02)
    return found


def await_replay(pair):
    """The replica has all that the primary has."""
    primary, replica = pair
    [now] = primary.sql("SELECT pg_current_wal_lsn()")
    question = f"SELECT pg_last_wal_replay_lsn() >= '{now}'"
    wait_until(lambda: replica.sql(question) == ["t"], "the replica does not follow")


@contextmanager
def paused(pair):
    """The replica shows what was, for as long as this lasts."""
    await_replay(pair)
    pair[1].sql("SELECT pg_wal_replay_pause()")
    state = "SELECT pg_get_wal_replay_pause_state()"
    wait_until(lambda: pair[1].sql(state) == ["paused"], "it does not pause")
    try:
        yield
    finally:
        pair[1].sql("SELECT pg_wal_replay_resume()")
        await_replay(pair)
