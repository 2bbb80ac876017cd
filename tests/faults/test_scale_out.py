"""Two servers of two workers each on one PostgreSQL with a streaming replica: what is
decided is decided on the primary, and nothing is done twice (R-I05, R-A04, R-K01)."""

import statistics
import threading
import time

import pytest
import test_concurrent_approval as approvals
import test_concurrent_integration as systems
import test_concurrent_ladder as ladders
import test_concurrent_replies as replies
import test_faults_mail as mails
from test_concurrent_cases import _at_once, _company_id, _transaction
from two_servers import Caller, pair_of_clusters, paused, two_servers, wait_until

pytestmark = pytest.mark.whole
FILINGS = 400

system = systems._system
company_id, people, asked = _company_id, approvals._people, approvals._asked
late_company_id = pytest.fixture(name="late_company_id")(
    ladders._company_id.__wrapped__
)
reply_company_id = pytest.fixture(name="reply_company_id")(
    replies._company_id.__wrapped__
)
door = mails._door


@pytest.fixture(scope="module", name="pair")
def _pair():
    with pair_of_clusters() as pair:
        yield pair


@pytest.fixture(scope="module", name="servers")
def _both(pair, tmp_path_factory):
    with two_servers(pair, tmp_path_factory.mktemp("servers")) as made:
        yield made


def _file(caller, server, channel_id, *names):
    said = [{"external_id": name, **systems.SAID} for name in names]
    status, results = caller(
        server,
        "complaint.integration",
        "register",
        channel=channel_id,
        complaints=said,
    )
    assert status == 200, results
    return results


def _list(caller, server, channel_id):
    """Numbers as a list shows them: a read-only call."""
    with _transaction() as env:
        company = env["complaint.channel"].browse(channel_id).company_id
    status, rows = caller(
        server,
        "complaint.case",
        "search_read",
        domain=[("company_id", "=", company.id)],
        fields=["number"],
    )
    assert status == 200, rows
    return {row["number"] for row in rows}


def _serial(number):
    return int(number.rpartition("-")[2])


@pytest.fixture(name="reader")
def _reader(system):
    """Somebody who reads all complaints of that company."""
    with _transaction() as env:
        company = env["complaint.channel"].browse(system[1]).company_id
        user = systems.new_test_user(
            env,
            f"reader {company.name}",
            groups="complaint_management.group_complaint_supervisor",
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
        )
        user_id = user.id
    yield Caller(user_id)
    with _transaction() as env:
        env["res.users"].browse(user_id).active = False


def test_r_i05_numbers_and_claims_are_the_primarys(pair, servers, system, reader):
    """With the replica standing still: the number is there at once, who sends the same
    to the other server is told it, and the list shows it only afterwards."""
    first, second = servers
    caller = Caller(system[0])
    [before] = _file(caller, first, system[1], "wx-0")
    with paused(pair):
        [one] = _file(caller, first, system[1], "wx-1")
        [same] = _file(caller, second, system[1], "wx-1")
        [other] = _file(caller, second, system[1], "wx-2")
        assert one["created"] and not same["created"] and other["created"]
        assert one["number"] == same["number"]
        serials = [_serial(told["number"]) for told in (before, one, other)]
        assert serials == [serials[0] + count for count in range(3)]
        for server in servers:
            assert _list(reader, server, system[1]) == {before["number"]}
    for server in servers:
        assert len(_list(reader, server, system[1])) == 3


def test_r_a04_decisions_and_guards_are_the_primarys(pair, servers, people, asked):
    """Decided on one server; the other's list says that it is open still, and yet
    nobody decides it a second time there."""
    turn_id, request_id, _case_id, seen = asked
    one, two = (Caller(user_id) for user_id in people[1:])
    call = ("complaint.approval.turn", "action_decide")
    said = {"ids": [turn_id], "decision": "approve", "expected_hash": seen}
    with paused(pair):
        status, answer = one(servers[0], *call, **said)
        assert status == 200, answer
        status, rows = two(servers[1], call[0], "read", ids=[turn_id], fields=["state"])
        assert (status, rows[0]["state"]) == (200, "open")
        status, answer = two(servers[1], *call, **said)
        assert status == 422, answer
    with _transaction() as env:
        request = env["complaint.approval.request"].browse(request_id)
        request._check_untouched()
        signed = request.signature_ids.filtered(lambda s: s.decision == "approve")
        assert signed.user_id.ids == [people[1]]


def test_r_i05_filings_to_both_servers_at_once(pair, servers, system, reader):
    """Each complaint is sent to both; none is lost, none is there twice, and no number
    either. Printed: how long until a list shows what was answered."""
    caller, lags = Caller(system[0]), []

    def send(index):
        server, other = servers[index % 2], servers[1 - index % 2]
        order = range(FILINGS) if index < 2 else reversed(range(FILINGS))
        numbers = {}
        for number in order:
            [told] = _file(caller, server, system[1], f"wx-{number}")
            numbers[f"wx-{number}"] = told["number"]
            if number % 20 == 0:
                answered = time.monotonic()
                wait_until(
                    lambda told=told: told["number"] in _list(reader, other, system[1]),
                    "the list does not follow",
                )
                lags.append(time.monotonic() - answered)
        return numbers

    results = _at_once(4, send)
    assert not [one for one in results if isinstance(one, Exception)], results
    assert results[0] == results[1] == results[2] == results[3]
    assert len(set(results[0].values())) == FILINGS
    with _transaction() as env:
        cases = env["complaint.case"].search([("channel_id", "=", system[1])])
        assert sorted(cases.mapped("number")) == sorted(results[0].values())
    ms = sorted(1000 * lag for lag in lags)
    print(
        f"{FILINGS} filings sent by four to two servers: a list shows them after"
        f" {statistics.median(ms):.0f} ms (median), {ms[-1]:.0f} ms (longest)"
    )


def _wake(xml_id):
    with _transaction() as env:
        env.ref(f"complaint_management.{xml_id}")._trigger()


def test_r_k01_jobs_on_both_servers_do_nothing_twice(
    pair, tmp_path, door, late_company_id, reply_company_id
):
    """Both run the jobs of the database. Each reply left once; each limit was told of
    once."""
    door.listen(replies.CASES)
    mail = mails._Server(door)
    options = ("--max-cron-threads=2",)
    with two_servers(pair, tmp_path, *options):
        for _time in range(10):
            _wake("ir_cron_complaint_reply")
            _wake("ir_cron_complaint_ladder")
            time.sleep(0.3)
        told = (ladders.CASES,) * 3
        wait_until(lambda: ladders._count_told(late_company_id) == told, "no ladder")
        done = {"sent"}
        wait_until(
            lambda: set(replies._get_states(reply_company_id)) == done, "no reply"
        )
        _wake("ir_cron_complaint_reply")
        time.sleep(2)
    guests = {f"guest{number}@example.com" for number in range(replies.CASES)}
    left = [one for [one] in mail.left if one in guests]
    assert sorted(left) == sorted(guests)
    assert ladders._count_told(late_company_id) == told


def test_replica_that_is_gone_stops_nobody(pair, servers, system, reader):
    """Lists are read from the primary then."""
    caller = Caller(system[0])
    pair[1].kill()
    threading.Event().wait(0.5)
    [told] = _file(caller, servers[0], system[1], "wx-1")
    for server in servers:
        for _worker in range(6):
            assert told["number"] in _list(reader, server, system[1])
