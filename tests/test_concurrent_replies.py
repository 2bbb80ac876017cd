"""The job that sends replies, on the real database: killed, run again, run twice."""

import threading
import uuid
from contextlib import contextmanager
from unittest.mock import patch

import pytest
from odoo import SUPERUSER_ID, api
from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger

CASES, BATCH = 12, 5
SENDING = "odoo.addons.complaint_management.models.complaint_reply_sending"


class _Killed(BaseException):
    """The worker is gone; no handler of errors sees it."""


@contextmanager
def _transaction():
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@pytest.fixture(name="company_id")
def _company_id():
    """A company with twelve queued replies, committed."""
    with _transaction() as env:
        name = f"Replies {uuid.uuid4()}"
        company = env["res.company"].create({"name": name, "email": "us@example.com"})
        company_id = company.id
        for number in range(CASES):
            case = env["complaint.case"].create(
                {
                    "title": f"Plate {number}",
                    "company_id": company_id,
                    "partner_name": f"Guest {number}",
                    "partner_email": f"guest{number}@example.com",
                }
            )
            env["complaint.reply"]._queue(case, "acknowledgement")
    yield company_id
    with _transaction() as env:
        ours = "(SELECT id FROM complaint_case WHERE company_id = %s)"
        for table in ("complaint_reply", "complaint_clock", "complaint_trail"):
            env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [company_id])
        env.cr.execute(
            "DELETE FROM mail_message WHERE model = 'complaint.case' AND res_id IN"
            f" {ours}",
            [company_id],
        )
        env.cr.execute("DELETE FROM complaint_case WHERE company_id = %s", [company_id])


@contextmanager
def _mail_server(die_at=0):
    """What left, by address; the worker dies when it hands over mail ``die_at``."""
    sent = []

    def send_email(server, message, *args, **kwargs):
        sent.append(message["To"])
        if len(sent) == die_at:
            raise _Killed
        return message["Message-Id"]

    with (
        patch.object(IrMail_Server, "_disable_send", lambda *args: False),
        patch.object(IrMail_Server, "_connect__", lambda *args, **kwargs: None),
        patch.object(IrMail_Server, "send_email", send_email),
    ):
        yield sent


def _run():
    with _transaction() as env, patch(f"{SENDING}.BATCH", BATCH):
        env["complaint.reply"]._cron_send()


def _get_states(company_id):
    with _transaction() as env:
        replies = env["complaint.reply"].search([("company_id", "=", company_id)])
        return sorted(replies.mapped("state"))


def test_r_k01_a_job_that_was_killed_sends_nothing_twice(company_id):
    """In the middle of the second batch, while the server took a mail. What the batch
    had started is shown as failed, nothing is lost, nobody gets two."""
    with _mail_server(die_at=BATCH + 3) as sent:
        with mute_logger("odoo.sql_db"), pytest.raises(_Killed):
            _run()
        _run()
        _run()
    assert len(sent) == len(set(sent))
    failed = ["failed"] * BATCH
    assert _get_states(company_id) == failed + ["sent"] * (CASES - BATCH)


def test_r_k01_two_workers_at_once_send_nothing_twice(company_id):
    start = threading.Barrier(2)

    def work():
        start.wait()
        _run()

    with _mail_server() as sent:
        threads = [threading.Thread(target=work) for _worker in range(2)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        _run()  # what one worker had locked while the other looked
    assert len(sent) == len(set(sent))
