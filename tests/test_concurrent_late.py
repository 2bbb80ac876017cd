"""R-T07: turns of approvals that are late, on the real database: the job is killed, run
again, run twice at once; nobody is forgotten, nobody told twice."""

import threading
import uuid
from unittest.mock import patch

import psycopg2
import pytest
from odoo import Command
from odoo.tests.common import freeze_time
from odoo.tools import mute_logger
from test_concurrent_cases import _at_once, _company_id, _transaction  # noqa: F401

TURNS, BATCH = 12, 5
LATE = "odoo.addons.complaint_management.models.complaint_approval_late"
TABLES = ("signature", "turn", "text", "request")


@pytest.fixture(name="late_of")
def _late_of(company_id):
    """Twelve turns of one person that were to be decided months ago, committed."""
    with _transaction() as env:
        decider = env["res.users"].create(
            {
                "name": "decider",
                "login": f"decider {uuid.uuid4()}",
                "company_id": company_id,
                "company_ids": [Command.set([company_id])],
                "group_ids": [Command.set(env.ref("base.group_user").ids)],
            }
        )
        step = {
            "name": "Decision",
            "asked": "user",
            "named_user_id": decider.id,
            "days": 1,
            "unit": "day",
            "exclude_requester": False,
        }
        env["complaint.approval.route"].create(
            {
                "name": "One person",
                "company_id": company_id,
                "step_ids": [Command.create(step)],
            }
        )
        with freeze_time("2026-01-05 08:00:00"):
            cases = env["complaint.case"].create(
                [
                    {"title": f"Plate {n}", "company_id": company_id}
                    for n in range(TURNS)
                ]
            )
            cases.action_request_approval("disposition")
            env.flush_all()
    yield company_id
    with _transaction() as env:
        requests = (
            "(SELECT id FROM complaint_approval_request"
            f" WHERE company_id = {int(company_id)})"
        )
        env.cr.execute(
            "DELETE FROM mail_activity WHERE res_model = 'complaint.approval.request'"
            f" AND res_id IN {requests}"
        )
        env.cr.execute(
            f"DELETE FROM complaint_approval_told_rel WHERE request_id IN {requests}"
        )
        for table in TABLES:
            key = "id" if table == "request" else "request_id"
            env.cr.execute(
                f"DELETE FROM complaint_approval_{table} WHERE {key} IN {requests}"
            )
        routes = env["complaint.approval.route"]
        routes.search([("company_id", "=", company_id)]).unlink()


def _run():
    """The job as a worker runs it: batches, each committed."""
    with _transaction() as env, patch(f"{LATE}.BATCH", BATCH):
        env["complaint.ladder"]._cron_climb()


def _count_told(company_id):
    """Turns that were told, those told of twice, activities besides the askings."""
    with _transaction() as env:
        turns = env["complaint.approval.turn"].search([("company_id", "=", company_id)])
        assert len(turns) == TURNS
        told = turns.filtered("told")
        twice = [
            turn
            for turn in told
            if len({(one["rung"], one["user"]) for one in turn.told}) < len(turn.told)
        ]
        assert not told.filtered("alarm_error"), told.mapped("alarm_error")
        activities = env["mail.activity"].search_count(
            [
                ("res_model", "=", "complaint.approval.request"),
                ("res_id", "in", turns.request_id.ids),
                ("id", "not in", turns.activity_id.ids),
            ]
        )
        people = {one["user"] for turn in told for one in turn.told if one["user"]}
        return len(told), len(twice), activities / max(len(people), 1)


def test_r_t07_a_run_that_was_killed_is_made_up_for(late_of):
    """Its connection is cut in the second batch, after the rows were written and before
    they were committed."""
    with _transaction() as env:
        turn_class = type(env["complaint.approval.turn"])
    climb, batches = turn_class._climb_ladder, []

    def climb_and_die(self):
        climb(self)
        batches.append(len(self))
        if len(batches) == 2:
            self.env.flush_all()
            pid = self.env.cr._cnx.get_backend_pid()
            with _transaction() as other:
                other.cr.execute("SELECT pg_terminate_backend(%s)", [pid])

    with (
        patch.object(turn_class, "_climb_ladder", climb_and_die),
        mute_logger("odoo.sql_db", LATE),
        pytest.raises((psycopg2.OperationalError, psycopg2.InterfaceError)),
    ):
        _run()
    assert _count_told(late_of) == (BATCH, 0, BATCH)
    _run()
    assert _count_told(late_of) == (TURNS, 0, TURNS)
    _run()
    assert _count_told(late_of) == (TURNS, 0, TURNS)


def test_r_t07_two_runs_at_once_tell_once(late_of):
    with mute_logger("odoo.sql_db"):
        results = _at_once(2, lambda _run_number: _run())
    assert results == [None, None]
    _run()  # what one run had locked while the other looked
    assert _count_told(late_of) == (TURNS, 0, TURNS)


def test_r_t07_decided_while_the_job_tells(late_of):
    """Who decides in the moment in which the job tells goes through; nobody is asked
    for it afterwards."""
    with _transaction() as env:
        turn = env["complaint.approval.turn"].search(
            [("company_id", "=", late_of)], limit=1, order="id"
        )
        turn_id, uid = turn.id, turn.user_id.id
    begin = threading.Barrier(2)

    def act(index):
        begin.wait()
        if not index:
            return _run()
        with _transaction(uid) as env:
            mine = env["complaint.approval.turn"].browse(turn_id)
            mine.action_decide("approve", "Yes.", False, mine.request_id.snapshot_hash)
            return None

    with mute_logger("odoo.sql_db"):
        results = _at_once(2, act)
    if results[1]:  # as the web client does it: once more
        with _transaction(uid) as env:
            mine = env["complaint.approval.turn"].browse(turn_id)
            mine.action_decide("approve", "Yes.", False, mine.snapshot_hash)
    _run()
    with _transaction() as env:
        turn = env["complaint.approval.turn"].browse(turn_id)
        assert turn.state == "approved"
        assert not turn.next_alarm_on
        assert not turn.request_id.activity_ids
