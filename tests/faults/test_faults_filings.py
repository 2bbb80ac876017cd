"""Filings whose worker is killed with signal 9 when chance says so (R-I01)."""

import random

import test_concurrent_integration as systems
from fault_worker import KILLS, WHOLE, kill_after
from test_concurrent_cases import _transaction

FILINGS = 1000 if WHOLE else 40

system = systems._system


def file_all(user_id, channel_id):
    """The other system sends all that it has, one by one, from the beginning."""

    def work(tell):
        for number in range(FILINGS):
            with _transaction(user_id) as env:
                said = [{"external_id": f"wx-{number}", **systems.SAID}]
                env["complaint.integration"].register(channel_id, said)
                if number % 3 == 0:
                    env.flush_all()
                    tell("written")
            tell("filed")

    return work


def test_r_i01_worker_killed_in_the_middle_of_filings_loses_and_doubles_none(system):
    """What was answered is there, what was not is sent again and is there once."""
    rng = random.Random(13)
    work, filed = file_all(*system), 0
    for _kill in range(KILLS):
        told = kill_after(work, rng.randrange(FILINGS), rng.random() / 50)
        filed = max(filed, told.count("filed"))
        with _transaction() as env:
            assert env["complaint.case"].search_count(of(system)) >= filed
    work(lambda text: None)
    with _transaction() as env:
        cases = env["complaint.case"].search(of(system))
        assert len(cases) == len(set(cases.mapped("number"))) == FILINGS
        env.cr.execute(
            "SELECT count(*), count(DISTINCT external_id), count(DISTINCT case_id)"
            " FROM complaint_system_case WHERE channel_id = %s",
            [system[1]],
        )
        assert env.cr.fetchone() == (FILINGS, FILINGS, FILINGS)


def of(one):
    return [("channel_id", "=", one[1])]
