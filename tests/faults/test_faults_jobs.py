"""Jobs and decisions whose worker is killed with signal 9: nothing is lost, nothing is
there twice (R-A05, R-K01, R-T07)."""

import random
import time
from unittest.mock import patch

import pytest
import test_concurrent_approval as approvals
import test_concurrent_ladder as ladders
import test_concurrent_replies as replies
from fault_worker import KILLS, kill_after
from odoo.addons.base.models.ir_mail_server import IrMail_Server
from odoo.tools import mute_logger
from test_concurrent_cases import _company_id, _transaction

late_company_id = pytest.fixture(name="late_company_id")(
    ladders._company_id.__wrapped__
)


def test_r_t07_escalation_killed_anywhere_tells_everybody_once(late_company_id):
    rng = random.Random(7)
    with _transaction() as env:
        ladder = type(env["complaint.ladder"])
    tell_them = ladder._tell

    def work(tell):
        def tell_and_say(self, due):
            tell_them(self, due)
            self.env.flush_all()
            tell("told")

        with patch.object(ladder, "_tell", tell_and_say):
            ladders._run()

    for _kill in range(KILLS):
        kill_after(work, rng.randint(1, 3), rng.random() / 50)
        told, cases, asked = ladders._count_told(late_company_id)
        assert told == cases == asked
    ladders._run()
    assert ladders._count_told(late_company_id) == (ladders.CASES,) * 3


reply_company_id = pytest.fixture(name="reply_company_id")(
    replies._company_id.__wrapped__
)


def test_r_k01_reply_run_killed_anywhere_sends_nothing_twice(reply_company_id):
    """What may have left is left to a person; all others leave, each once."""
    rng, left = random.Random(5), []

    def work(tell):
        def send_email(server, message, *args, **kwargs):
            tell(message["To"])
            return message["Message-Id"]

        with (
            replies._mail_server(),
            patch.object(IrMail_Server, "send_email", send_email),
        ):
            replies._run()

    for _kill in range(KILLS):
        told = kill_after(work, rng.randint(1, 6), rng.random() / 50)
        left += [line for line in told if "@" in line]
    with replies._mail_server() as sent, mute_logger(replies.SENDING):
        replies._run()
    left += sent
    assert len(left) == len(set(left))
    with _transaction() as env:
        ours = env["complaint.reply"].search([("company_id", "=", reply_company_id)])
        states = ours.mapped("state")
        assert set(states) <= {"sent", "failed"} and len(states) == replies.CASES
        kept = ours.filtered(lambda one: one.state == "sent").mapped("recipient")
        assert all(any(one in line for line in left) for one in kept)


# ----------------------------------------------------------------
# DECISIONS
# ----------------------------------------------------------------

company_id, people, asked = _company_id, approvals._people, approvals._asked


def test_r_a05_decision_killed_before_its_end_was_never_taken(people, asked):
    """No signature without its decision, and it can be taken anew."""
    turn_id, request_id, case_id, seen = asked

    def decide(tell):
        with _transaction(people[1]) as env:
            turn = env["complaint.approval.turn"].browse(turn_id)
            turn.action_decide("approve", "So be it.", False, seen)
            env.flush_all()
            tell("signed")
            time.sleep(60)

    def read():
        with _transaction() as env:
            request = env["complaint.approval.request"].browse(request_id)
            request._check_untouched()
            case = env["complaint.case"].browse(case_id)
            signed = request.signature_ids.mapped("decision")
            return signed, request.state, case.state

    before = read()
    for _kill in range(KILLS):
        assert kill_after(decide, 1) == ["signed"]
        assert read() == before
    with _transaction(people[1]) as env:
        turn = env["complaint.approval.turn"].browse(turn_id)
        turn.action_decide("approve", "So be it.", False, seen)
    assert read()[0] == [*before[0], "approve"]
