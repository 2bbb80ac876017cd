"""R-A04, R-A05 under real transactions: exactly one decision, the other is told."""

import threading
import uuid

import pytest
from odoo import api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger
from test_concurrent_cases import _at_once, _company_id, _transaction  # noqa: F401


@pytest.fixture(name="people")
def _people(company_id):
    """An officer who asks and two members of a committee who decide, committed."""
    with _transaction() as env:
        group = env["res.groups"].create({"name": f"Committee {uuid.uuid4()}"})
        officer = env.ref("complaint_management.group_complaint_officer")
        users = env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"{name} {uuid.uuid4()}",
                    "company_id": company_id,
                    "company_ids": [(6, 0, [company_id])],
                    "group_ids": [(6, 0, groups.ids)],
                }
                for name, groups in (
                    ("officer", officer),
                    ("first", env.ref("base.group_user") | group),
                    ("second", env.ref("base.group_user") | group),
                )
            ]
        )
        steps = [
            (0, 0, {"name": "Committee", "asked": "group", "group_id": group.id}),
            (
                0,
                0,
                {
                    "name": "Again",
                    "asked": "group",
                    "group_id": group.id,
                    "sequence": 20,
                },
            ),
        ]
        env["complaint.approval.route"].create(
            {"name": "Committee", "company_id": company_id, "step_ids": steps}
        )
    yield users.ids
    with _transaction() as env:
        for table in ("signature", "turn", "text", "request"):
            where = "company_id = %s"
            if table == "text":
                where = (
                    "request_id IN (SELECT id FROM complaint_approval_request"
                    " WHERE company_id = %s)"
                )
            env.cr.execute(
                f"DELETE FROM complaint_approval_{table} WHERE {where}", [company_id]
            )
        env["complaint.approval.route"].search(
            [("company_id", "=", company_id)]
        ).unlink()
        # by hand: they leave with what they owe, which no screen allows
        env.cr.execute(
            "UPDATE res_users SET active = false WHERE id IN %s", [tuple(users.ids)]
        )


def _create_ready(env, **values):
    """A suggestion that can be put up for decision as it is."""
    case = env["complaint.case"].create(
        {"title": "Lid", "kind": "suggestion", "outcome": "Thank you.", **values}
    )
    case._write_guarded({"state": "deciding"})
    return case


@pytest.fixture(name="asked")
def _asked(people):
    """A request that waits for the committee: its first turn and its fingerprint."""
    with _transaction(people[0]) as env:
        case = _create_ready(env)
        case.action_request_approval("disposition")
        request = env["complaint.approval.request"].search([("case_id", "=", case.id)])
        turn = request.turn_ids.filtered(lambda one: one.state == "open")
        values = turn.id, request.id, case.id, request.snapshot_hash
    return values


def _decide_at_once(turn_id, seen, *decisions):
    """Each ``(uid, decision)`` in a transaction of its own; both have seen it open."""
    read = threading.Barrier(len(decisions))

    def decide(index):
        uid, decision = decisions[index]
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, uid, {})
            tries = []

            def act():
                turn = env["complaint.approval.turn"].browse(turn_id)
                assert turn.state
                if not tries:
                    tries.append(1)
                    assert turn.state == "open"
                    read.wait()
                turn.action_decide(decision, "So be it.", False, seen)

            return retrying(act, env)

    with mute_logger("odoo.sql_db"):
        return _at_once(len(decisions), decide)


def _check_one(results, request_id):
    told = [result for result in results if isinstance(result, Exception)]
    assert len(told) == len(results) - 1, results
    assert all(isinstance(error, UserError) for error in told), results
    with _transaction() as env:
        request = env["complaint.approval.request"].browse(request_id)
        decided = request.signature_ids.filtered(
            lambda one: one.decision in ("approve", "change", "return", "refuse")
        )
        assert len(decided) == 1
        assert not request.signature_ids._find_break()
        signed = decided.user_id.id, decided.decision
        return signed, results.index(None), request.state


@pytest.mark.parametrize("run", range(3))
def test_r_a04_two_approvers_at_once(people, asked, run):
    turn_id, request_id, _case, seen = asked
    decisions = [(people[1], "approve"), (people[2], "approve")]
    results = _decide_at_once(turn_id, seen, *decisions)
    signed, winner, _state = _check_one(results, request_id)
    # never one person's name with the other's text
    assert signed == decisions[winner]


@pytest.mark.parametrize("other", ["return", "refuse", "change"])
def test_r_a04_approve_against_another_decision(people, asked, other):
    turn_id, request_id, _case, seen = asked
    decisions = [(people[1], "approve"), (people[2], other)]
    results = _decide_at_once(turn_id, seen, *decisions)
    signed, winner, state = _check_one(results, request_id)
    assert signed == decisions[winner]
    ends = {"return": "returned", "refuse": "refused"}
    assert state == ends.get(signed[1], "open")


def test_r_a04_double_click(people, asked):
    turn_id, request_id, _case, seen = asked
    results = _decide_at_once(turn_id, seen, *[(people[1], "approve")] * 3)
    _check_one(results, request_id)


def test_r_a05_stale_page(people, asked):
    """Who opened the page before the instruction was changed does not approve it."""
    turn_id, request_id, _case, seen = asked
    with _transaction(people[1]) as env:
        env["complaint.approval.turn"].browse(turn_id).action_decide(
            "change", "Half of it.", False, seen
        )
    with _transaction(people[2]) as env:
        request = env["complaint.approval.request"].browse(request_id)
        turn = request.turn_ids.filtered(lambda one: one.state == "open")
        with pytest.raises(UserError, match="was changed since"):
            turn.action_decide("approve", False, False, seen)
        turn.action_decide("approve", False, False, request.snapshot_hash)
        assert request.state == "granted"


def test_r_a05_locked_row_is_told_as_such(people, asked):
    """Somebody is deciding at this very moment: said so, nothing waits for ever."""
    turn_id, request_id, _case, seen = asked
    with _transaction() as deciding:
        deciding["complaint.approval.request"].browse(request_id).lock_for_update()
        with _transaction(people[1]) as env:
            turn = env["complaint.approval.turn"].browse(turn_id)
            with pytest.raises(UserError, match="at this very moment"):
                turn.action_decide("approve", False, False, seen)


def test_r_a05_asked_twice_at_once(people):
    """One request of one subject, whoever is first."""
    with _transaction(people[0]) as env:
        case_id = _create_ready(env).id
    read = threading.Barrier(2)

    def ask(_index):
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, people[0], {})
            tries = []

            def act():
                case = env["complaint.case"].browse(case_id)
                assert case.title
                if not tries:
                    tries.append(1)
                    read.wait()
                case.action_request_approval("disposition")

            return retrying(act, env)

    with mute_logger("odoo.sql_db"):
        results = _at_once(2, ask)
    assert sorted(map(bool, results)) == [False, True], results
    with _transaction() as env:
        found = env["complaint.approval.request"].search([("case_id", "=", case_id)])
        assert len(found) == 1


def test_r_a05_line_changed_while_the_case_is_put_up(people):
    """Whoever is later runs again and sees what the earlier did: no line changes
    behind a snapshot."""
    with _transaction(people[0]) as env:
        case = _create_ready(env, line_ids=[(0, 0, {"item_number": "7"})])
        case_id, line_id = case.id, case.line_ids.id
    read = threading.Barrier(2)

    def act(index):
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, people[0], {})
            tries = []

            def work():
                case = env["complaint.case"].browse(case_id)
                assert case.line_ids
                if not tries:
                    tries.append(1)
                    read.wait()
                if index:
                    env["complaint.line"].browse(line_id).defective_qty = 5
                else:
                    case.action_request_approval("disposition")

            return retrying(work, env)

    with mute_logger("odoo.sql_db"):
        results = _at_once(2, act)
    assert results[0] is None
    with _transaction() as env:
        request = env["complaint.approval.request"].search([("case_id", "=", case_id)])
        [row] = request.snapshot["facts"]["line_ids"]
        now = env["complaint.line"].browse(line_id).defective_qty
        assert row["defective_qty"] == ("5" if now else "0")
        assert (results[1] is None) == bool(now)
