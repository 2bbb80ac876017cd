"""R-Q01 under real transactions: a block and a delivery in the same moment. Either the
delivery is refused, or it is among those that are listed."""

import threading
import time
import uuid

import pytest
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger
from test_concurrent_cases import _at_once, _company_id, _transaction  # noqa: F401


@pytest.fixture(name="stock")
def _stock(company_id):
    """A lot on the shelf, a delivery of it that is picked, a containment that is not
    blocked yet; committed."""
    with _transaction() as env:
        env = env(context={"allowed_company_ids": [company_id]})
        houses = env["stock.warehouse"]
        house = houses.search([("company_id", "=", company_id)]) or houses.create(
            {"name": "North", "code": "N", "company_id": company_id}
        )
        kettle = env["product.product"].create(
            {"name": f"Kettle {uuid.uuid4()}", "is_storable": True, "tracking": "lot"}
        )
        lot = env["stock.lot"].create({"name": "L-1", "product_id": kettle.id})
        env["stock.quant"]._update_available_quantity(
            kettle, house.lot_stock_id, 10, lot_id=lot
        )
        places = {
            "location_id": house.lot_stock_id.id,
            "location_dest_id": env.ref("stock.stock_location_customers").id,
        }
        move = {"product_id": kettle.id, "product_uom_qty": 4, **places}
        picking = env["stock.picking"].create(
            {
                "picking_type_id": house.out_type_id.id,
                "move_ids": [(0, 0, move)],
                **places,
            }
        )
        picking.action_confirm()
        picking.action_assign()
        picking.move_ids.picked = True
        assert picking.move_line_ids.lot_id == lot
        line = {"product_id": kettle.id, "lot_id": lot.id}
        containment = env["capa.containment"].create(
            {
                "company_id": company_id,
                "reason": "Leaks",
                "line_ids": [(0, 0, line)],
            }
        )
        found = {"picking": picking.id, "containment": containment.id}
    yield found
    with _transaction() as env:
        env.cr.execute(
            "DELETE FROM capa_containment_line WHERE company_id = %s", [company_id]
        )
        env.cr.execute(
            "DELETE FROM capa_containment WHERE company_id = %s", [company_id]
        )
        env.cr.execute("UPDATE capa_containment_gate SET version = version + 1")
    Registry(get_db_name()).clear_cache()


def _run(company_id, work, seen=None):
    """``work(env)`` as a request runs it, again on a conflict; ``seen`` is called once,
    when the first try has its picture of the database."""
    with Registry(get_db_name()).cursor() as cr:
        context = {"allowed_company_ids": [company_id]}
        env = api.Environment(cr, SUPERUSER_ID, context)
        tries = []

        def once():
            env.cr.execute("SELECT count(*) FROM capa_containment_line")
            if seen and not tries:
                tries.append(1)
                seen()
            return work(env)

        with mute_logger("odoo.sql_db", "odoo.service.model"):
            return retrying(once, env)


def _deliver(stock):
    return lambda env: env["stock.picking"].browse(stock["picking"]).button_validate()


def _block(stock):
    return lambda env: (
        env["capa.containment"].browse(stock["containment"]).action_block()
    )


def _check_held_or_listed(company_id, stock, result):
    with _transaction() as env:
        env = env(context={"allowed_company_ids": [company_id]})
        picking = env["stock.picking"].browse(stock["picking"])
        containment = env["capa.containment"].browse(stock["containment"])
        assert containment.state == "open"
        documents = [row["documents"] for row in containment.get_delivered()]
        if picking.state == "done":
            assert documents == [picking.name], (documents, result)
            assert picking not in containment.picking_ids
        else:
            assert documents == []
            assert picking in containment.picking_ids or isinstance(result, UserError)
        quants = env["stock.quant"].search(
            [
                ("lot_id", "=", containment.line_ids.lot_id.id),
                ("location_id.usage", "=", "internal"),
            ]
        )
        assert sum(quants.mapped("quantity")) == (6 if picking.state == "done" else 10)
        return picking.state


def test_r_q01_a_block_that_comes_between_stops_the_delivery(company_id, stock):
    """The delivery has begun and has seen nothing blocked; then it is blocked. It is
    run again and refused, although its process has not heard of the block."""
    with pytest.raises(UserError, match="L-1"):
        _run(
            company_id,
            lambda env: (_pick_again(env, stock), _deliver(stock)(env)),
            seen=lambda: _run(company_id, _block(stock)),
        )
    assert _check_held_or_listed(company_id, stock, None) != "done"


def _pick_again(env, stock):
    """What the block gave back lies in the crate all the same."""
    picking = env["stock.picking"].browse(stock["picking"])
    move = picking.move_ids
    if not move.move_line_ids:
        lot = env["stock.lot"].search([("product_id", "=", move.product_id.id)])
        line = {
            "picking_id": picking.id,
            "product_id": move.product_id.id,
            "lot_id": lot.id,
            "quantity": 4,
            "picked": True,
        }
        move.move_line_ids = [(0, 0, line)]


def test_r_q01_a_delivery_that_comes_between_is_listed(company_id, stock):
    """The block has begun; then the delivery leaves. It is run again and lists it."""
    _run(
        company_id,
        _block(stock),
        seen=lambda: _run(company_id, _deliver(stock)),
    )
    assert _check_held_or_listed(company_id, stock, None) == "done"


@pytest.mark.parametrize("turn", range(4))
def test_r_q01_both_at_once(company_id, stock, turn):
    """Whoever is first: held, or listed; never neither."""
    read = threading.Barrier(2, timeout=20)
    works = (_deliver(stock), _block(stock))
    results = _at_once(2, lambda index: _run(company_id, works[index], seen=read.wait))
    assert not isinstance(results[1], Exception), results
    _check_held_or_listed(company_id, stock, results[0])


@pytest.mark.parametrize("kept", [True, False])
def test_r_q01_a_block_that_is_not_committed_yet_is_waited_for(company_id, stock, kept):
    """The block stands in a transaction that is still open: the delivery waits for it
    and is refused; where the block is taken back, it leaves."""
    blocked, seen, results = threading.Event(), threading.Event(), []

    def block():
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(
                cr, SUPERUSER_ID, {"allowed_company_ids": [company_id]}
            )
            _block(stock)(env)
            env.flush_all()
            blocked.set()
            assert _wait_for_waiting()
            seen.set()
            if not kept:
                cr.rollback()

    def deliver(env):
        _pick_again(env, stock)
        return _deliver(stock)(env)

    blocking = threading.Thread(target=block)
    blocking.start()
    assert blocked.wait(20)
    try:
        _run(company_id, deliver)
    except UserError as error:
        results.append(str(error))
    blocking.join()
    assert seen.is_set()
    if kept:
        assert "L-1" in results[0]
        assert _check_held_or_listed(company_id, stock, UserError("")) != "done"
    else:
        assert not results
        assert _get_states(stock) == ("draft", "done")


def _wait_for_waiting():
    """Somebody waits for a lock, in a query of his own; else the test shows nothing."""
    with _transaction() as env:
        for _turn in range(200):
            env.cr.execute(
                """SELECT count(*) FROM pg_locks l
                     JOIN pg_stat_activity a USING (pid)
                    WHERE NOT l.granted AND a.datname = current_database()"""
            )
            if env.cr.fetchone()[0]:
                return True
            env.cr.commit()
            time.sleep(0.05)
    return False


def _get_states(stock):
    with _transaction() as env:
        containment = env["capa.containment"].browse(stock["containment"])
        picking = env["stock.picking"].browse(stock["picking"])
        return containment.state, picking.state


def test_r_q01_two_blocks_at_once_hold_it_once(company_id, stock):
    """One holds, the other joins; when the first is lifted the lot stays blocked."""
    with _transaction() as env:
        first = env["capa.containment"].browse(stock["containment"])
        other = first.create(
            {
                "company_id": company_id,
                "reason": "The handle breaks",
                "line_ids": [
                    (0, 0, {"product_id": line.product_id.id, "lot_id": line.lot_id.id})
                    for line in first.line_ids
                ],
            }
        ).id
    read = threading.Barrier(2, timeout=20)
    works = [_block(stock), _block({"containment": other})]
    results = _at_once(2, lambda index: _run(company_id, works[index], seen=read.wait))
    assert not any(isinstance(one, Exception) for one in results), results
    with _transaction() as env:
        both = env["capa.containment"].browse([stock["containment"], other])
        assert both.mapped("state") == ["open", "open"]
        assert sorted(both.line_ids.mapped("state")) == ["blocked", "joined"]
        assert both.mapped("picking_count") == [1, 1]
        holding = both.line_ids.filtered(lambda line: line.state == "blocked")
        holding.write({"disposition": "released", "lift_reason": "x", "evidence": "x"})
        holding.action_lift()
        assert (both.line_ids - holding).state == "blocked"
