"""Workers killed with signal 9 while complaints are settled: each remedy has one
document, for what was approved and not a cent more (R-S01)."""

import random
import time
from unittest.mock import patch

import pytest
from fault_worker import KILLS, kill_after
from odoo.exceptions import UserError
from odoo.tools import mute_logger
from settlement_world import MONEY, REMEDIES, put_up
from test_concurrent_cases import _transaction

MEMBERS = 3


def read(case_id):
    """State of the case, and by kind of remedy its state and how many documents."""
    with _transaction() as env:
        case = env["complaint.case"].browse(case_id)
        found = {}
        for remedy in case.remedy_ids:
            rows = [remedy.move_ids, remedy.picking_ids, remedy.repair_ids]
            found[remedy.kind] = remedy.state, sum(map(len, rows))
        assert set(found) == set(REMEDIES) and len(case.remedy_ids) == len(REMEDIES)
        return case.state, found


def is_every(found, state, documents):
    return set(found.values()) == {(state, documents)}


def check_given(case_id):
    """Each remedy gave what was approved, counted from the documents themselves."""
    with _transaction() as env:
        for remedy in env["complaint.case"].browse(case_id).remedy_ids:
            if remedy.kind in MONEY:
                assert remedy.move_ids.amount_total == MONEY[remedy.kind]
            else:
                moves = remedy.picking_ids.move_ids
                given = sum(moves.mapped("product_uom_qty"))
                given += sum(remedy.repair_ids.mapped("product_qty"))
                assert given == REMEDIES[remedy.kind]["quantity"]


def told_after(env, model, name, tell):
    """Patch method ``name`` of a model: its writing is told, before it is committed."""
    kind = type(env[model])
    do = getattr(kind, name)

    def do_and_tell(self, *args, **kwargs):
        result = do(self, *args, **kwargs)
        self.env.flush_all()
        tell(name)
        return result

    return patch.object(kind, name, do_and_tell)


# ----------------------------------------------------------------
# BY THE SYSTEM, WITH THE APPROVAL
# ----------------------------------------------------------------


@pytest.fixture(name="by_system")
def _by_system():
    with put_up() as ids:
        yield ids


def test_r_s01_approval_killed_amid_its_documents_makes_each_once(by_system):
    """One transaction: no signature, no document, until all of it is there."""
    [case_id], executive_id, doer_id = by_system

    def approve(tell):
        with _transaction(executive_id) as env:
            with told_after(env, "complaint.remedy", "_try_document", tell):
                env["complaint.case"].browse(case_id).action_approve()
            time.sleep(60)  # killed before it is committed, at the latest

    before = read(case_id)
    assert before[0] == "deciding" and is_every(before[1], "proposed", 0)
    for kill in range(KILLS):
        count = 1 + kill % len(REMEDIES)
        assert len(kill_after(approve, count)) == count
        assert read(case_id) == before
    with _transaction(executive_id) as env:
        env["complaint.case"].browse(case_id).action_approve()
    state, found = read(case_id)
    assert state == "approved" and is_every(found, "started", 1), found
    check_given(case_id)
    with _transaction() as env:
        made = env["complaint.case"].browse(case_id).remedy_ids
        assert made.move_ids.create_uid.ids == [doer_id]
        assert not any(made.mapped("document_error"))


# ----------------------------------------------------------------
# BY HAND, ONE AFTER THE OTHER
# ----------------------------------------------------------------


@pytest.fixture(name="by_hand")
def _by_hand():
    with put_up(by_system=False) as ids:
        [case_id], executive_id, _doer = ids
        with _transaction(executive_id) as env:
            env["complaint.case"].browse(case_id).action_approve()
        yield ids


def make_all(case_id, doer_id):
    """He makes a document of each remedy that he finds without one, each its own
    transaction; what was made is refused."""

    def work(tell):
        for kind in REMEDIES:
            with _transaction(doer_id) as env:
                with told_after(env, "complaint.remedy", "_walk", tell):
                    _press(env, case_id, kind)
            tell("made")

    return work


def _press(env, case_id, kind):
    remedies = env["complaint.remedy"].search([("case_id", "=", case_id)])
    remedy = remedies.filtered(lambda one: one.kind == kind)
    if remedy.state == "approved":
        remedy.action_make_document()
        return
    with pytest.raises(UserError, match="has its document already"):
        remedy.action_make_document()


def carry_out_all(case_id, doer_id):
    """He posts and validates what was made and is not carried out yet."""

    def work(tell):
        for kind in REMEDIES:
            with _transaction(doer_id) as env:
                with told_after(env, "complaint.remedy", "_note_document_done", tell):
                    mine = [("case_id", "=", case_id), ("kind", "=", kind)]
                    _carry_out(env["complaint.remedy"].search(mine))
            tell("carried out")

    return work


def _carry_out(remedy):
    if remedy.state == "done":
        return
    if remedy.kind in MONEY:
        remedy.move_ids.action_post()
    elif remedy.kind == "repair":
        remedy.repair_ids.action_repair_start()
        remedy.repair_ids.action_repair_end()
    else:
        remedy.picking_ids.move_ids.picked = True
        remedy.picking_ids.button_validate()


def kill_often(work, rng):
    """Killed anywhere; how many steps were answered, at the best."""
    most = 0
    for _kill in range(KILLS):
        told = kill_after(work, rng.randint(1, 2 * len(REMEDIES)), rng.random() / 50)
        answered = [line for line in told if line in ("made", "carried out")]
        most = max(most, len(answered))
        yield most
    work(lambda text: None)


def test_r_s01_documents_made_and_carried_out_by_who_is_killed(by_hand):
    """What was answered is there, what was not can be made; then the case goes on."""
    [case_id], _executive, doer_id = by_hand
    rng = random.Random(23)
    for made in kill_often(make_all(case_id, doer_id), rng):
        found = read(case_id)[1].values()
        assert set(found) <= {("approved", 0), ("started", 1)}
        assert list(found).count(("started", 1)) >= made
    assert is_every(read(case_id)[1], "started", 1)
    for done in kill_often(carry_out_all(case_id, doer_id), rng):
        found = read(case_id)[1].values()
        assert set(found) <= {("started", 1), ("done", 1)}
        assert list(found).count(("done", 1)) >= done
    assert is_every(read(case_id)[1], "done", 1)
    check_given(case_id)
    with _transaction() as env:
        case = env["complaint.case"].browse(case_id)
        assert case.settled_on and not case.remedy_ids._get_to_do()
        case.action_confirm()
        assert case.state == "confirming"


# ----------------------------------------------------------------
# BY THE JOB, FOR ALL WHO ARE HANDLED TOGETHER
# ----------------------------------------------------------------


@pytest.fixture(name="group")
def _group():
    with put_up(members=MEMBERS) as ids:
        yield ids


def test_r_s01_job_killed_amid_the_settlement_of_a_group(group):
    """Whoever was reached has his documents, the others get theirs by the next run."""
    case_ids, executive_id, _doer = group
    with _transaction(executive_id) as env:
        env["complaint.case"].browse(case_ids[0]).action_approve()
    rng = random.Random(29)

    def follow(tell):
        with _transaction() as env:
            with told_after(env, "complaint.remedy", "_try_document", tell):
                job = env.ref("complaint_management.ir_cron_complaint_group")
                job.method_direct_trigger()

    for _kill in range(KILLS):
        kill_after(follow, rng.randint(1, MEMBERS * len(REMEDIES)), rng.random() / 50)
        for case_id in case_ids[1:]:
            state, found = read(case_id)
            whole = state == "approved" and is_every(found, "started", 1)
            assert whole or is_every(found, "proposed", 0), (state, found)
    with mute_logger("odoo.addons.base.models.ir_cron"):
        follow(lambda text: None)
    for case_id in case_ids:
        state, found = read(case_id)
        assert state == "approved" and is_every(found, "started", 1), found
        check_given(case_id)
