"""The job of the ladders on the real database: killed, run again, run twice at once."""

import threading
import uuid
from contextlib import contextmanager
from unittest.mock import patch

import psycopg2
import pytest
from odoo import SUPERUSER_ID, Command, api
from odoo.modules.registry import Registry
from odoo.tests.common import freeze_time, get_db_name
from odoo.tools import mute_logger

CASES, BATCH = 12, 5
LADDER = "odoo.addons.complaint_management.models.complaint_ladder"


@contextmanager
def _transaction():
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@pytest.fixture(name="company_id")
def _company_id():
    """A company with twelve cases whose limit is due, committed."""
    with _transaction() as env:
        company = env["res.company"].create({"name": f"Ladder {uuid.uuid4()}"})
        company_id = company.id
        gm = env.ref("base.user_admin")
        gm.company_ids = [Command.link(company_id)]
        env["complaint.post"].create(
            {"kind": "gm", "user_id": gm.id, "company_id": company_id}
        )
        env["complaint.policy"].create(
            {
                "name": "Procedure",
                "company_id": company_id,
                "valid_from": "2020-01-01",
                "limit_ids": [
                    Command.create(
                        {
                            "name": "Answer",
                            "amount": 1,
                            "unit": "hour",
                            "start_event": "received_on",
                            "stop_event": "judged_on",
                            "rung_ids": [Command.create({"role": "gm"})],
                        }
                    )
                ],
            }
        )
        with freeze_time("2026-01-05 08:00:00"):
            env["complaint.case"].create(
                [
                    {"title": f"Plate {n}", "company_id": company_id}
                    for n in range(CASES)
                ]
            )
    yield company_id
    with _transaction() as env:
        for table in ("complaint_escalation", "complaint_clock", "complaint_trail"):
            env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [company_id])
        env.cr.execute(
            "DELETE FROM mail_activity WHERE res_model = 'complaint.case' AND res_id IN"
            " (SELECT id FROM complaint_case WHERE company_id = %s)",
            [company_id],
        )
        env.cr.execute("DELETE FROM complaint_case WHERE company_id = %s", [company_id])


def _run():
    """The job as a worker runs it: batches, each committed."""
    with _transaction() as env, patch(f"{LADDER}.BATCH", BATCH):
        env["complaint.ladder"]._cron_climb()


def _count_told(company_id):
    """Escalations, cases told of, activities."""
    with _transaction() as env:
        told = env["complaint.escalation"].search([("company_id", "=", company_id)])
        asked = env["mail.activity"].search_count(
            [("res_model", "=", "complaint.case"), ("res_id", "in", told.case_id.ids)]
        )
        return len(told), len(told.case_id), asked


def test_r_t07_a_job_that_was_killed_is_run_again_without_loss_or_doubles(company_id):
    """Its connection is cut in the middle of the second batch, after the rows were
    written and before they were committed."""
    with _transaction() as env:
        ladder = type(env["complaint.ladder"])
    tell, batches = ladder._tell, []

    def tell_and_die(self, due):
        tell(self, due)
        batches.append(len(due))
        if len(batches) == 2:
            self.env.flush_all()
            pid = self.env.cr._cnx.get_backend_pid()
            with _transaction() as other:
                other.cr.execute("SELECT pg_terminate_backend(%s)", [pid])

    with (
        patch.object(ladder, "_tell", tell_and_die),
        mute_logger("odoo.sql_db", LADDER),
        pytest.raises((psycopg2.OperationalError, psycopg2.InterfaceError)),
    ):
        _run()
    assert _count_told(company_id) == (BATCH, BATCH, BATCH)
    _run()
    assert _count_told(company_id) == (CASES, CASES, CASES)
    _run()
    assert _count_told(company_id) == (CASES, CASES, CASES)


def test_r_t07_two_workers_at_once_tell_nobody_twice(company_id):
    start = threading.Barrier(2)

    def work():
        start.wait()
        _run()

    threads = [threading.Thread(target=work) for _worker in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    _run()  # what one worker had locked while the other looked
    assert _count_told(company_id) == (CASES, CASES, CASES)
