"""PostgreSQL killed with signal 9 in the middle of filings and of decisions, on a
cluster of its own; Odoo's processes live on (R-I01, R-A05)."""

import random
import time

import psycopg2
import pytest
import test_concurrent_approval as approvals
import test_concurrent_integration as systems
from fault_worker import KILLS, worker
from odoo.tools import mute_logger
from own_cluster import clusters, odoo_on
from test_concurrent_cases import _company_id, _transaction

pytestmark = pytest.mark.whole
FILINGS = 1000
GONE = (psycopg2.OperationalError, psycopg2.InterfaceError)
QUIET = mute_logger("odoo.sql_db")

system = systems._system
company_id, people = _company_id, approvals._people


@pytest.fixture(scope="module", name="postgres")
def _postgres():
    with clusters(1) as [cluster]:
        cluster.make()
        cluster.fill_from_tests()
        with odoo_on(cluster), QUIET:
            yield cluster


def _insist(act, tell):
    """Do it until it is answered, as a sender does who never heard whether it was."""
    while True:
        try:
            return act()
        except GONE:
            tell("lost")
            time.sleep(0.05)


def _kill_along(postgres, work, rng, kills, of):
    """Kill PostgreSQL while ``work`` goes on, after ``kills`` ``of`` what it told."""
    moments = set(rng.sample(range(of), kills))
    told = []
    with worker(work) as lines:
        for line in lines:
            told.append(line.strip())
            if told[-1] == "done":
                break
            if told[-1] != "lost" and len(told) - told.count("lost") - 1 in moments:
                time.sleep(rng.random() / 50)
                postgres.kill()
                postgres.start()
    return told


def test_r_i01_postgresql_killed_in_the_middle_of_filings(postgres, system):
    """Each complaint that was sent is there once, with a number of its own."""

    def work(tell):
        for number in range(FILINGS):

            def send(number=number):
                with _transaction(system[0]) as env:
                    said = [{"external_id": f"wx-{number}", **systems.SAID}]
                    env["complaint.integration"].register(system[1], said)

            _insist(send, tell)
            tell("filed")

    told = _kill_along(postgres, work, random.Random(13), KILLS, FILINGS)
    assert told.count("filed") == FILINGS
    print(f"{FILINGS} filings, {KILLS} kills, {told.count('lost')} sent again")
    with _transaction() as env:
        cases = env["complaint.case"].search([("channel_id", "=", system[1])])
        assert len(cases) == len(set(cases.mapped("number"))) == FILINGS
        claimed = env["complaint.system.case"].search([("channel_id", "=", system[1])])
        assert len(set(claimed.mapped("external_id"))) == FILINGS
        assert claimed.case_id == cases and len(claimed) == FILINGS


def test_r_a05_postgresql_killed_in_the_middle_of_decisions(postgres, people):
    """What was answered is signed; what was not is signed wholly or not at all, and
    once in the end."""
    asked = []
    for _number in range(KILLS):
        with _transaction(people[0]) as env:
            case = approvals._create_ready(env)
            case.action_request_approval("disposition")
            domain = [("case_id", "=", case.id)]
            request = env["complaint.approval.request"].search(domain)
            turn = request.turn_ids.filtered(lambda one: one.state == "open")
            asked.append((request.id, turn.id, request.snapshot_hash))

    def work(tell):
        for request_id, turn_id, seen in asked:

            def decide(turn_id=turn_id, seen=seen):
                with _transaction(people[1]) as env:
                    turn = env["complaint.approval.turn"].browse(turn_id)
                    if turn.state == "open":
                        turn.action_decide("approve", "So be it.", False, seen)
                        env.flush_all()
                        tell("signed")

            _insist(decide, tell)
            tell(f"decided {request_id}")

    told = _kill_along(postgres, work, random.Random(5), KILLS // 2, KILLS)
    print(f"{KILLS} decisions, {told.count('lost')} begun again")
    with _transaction() as env:
        for request_id, _turn, _seen in asked:
            request = env["complaint.approval.request"].browse(request_id)
            request._check_untouched()
            signed = request.signature_ids.mapped("decision")
            assert f"decided {request_id}" in told
            assert signed.count("approve") == 1, signed
