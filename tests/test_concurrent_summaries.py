"""R-F02 under real concurrent transactions: a summary is made once."""

import threading
import uuid
from contextlib import contextmanager
from datetime import date

import pytest
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name

DAYS = (date(2026, 10, 1), date(2026, 10, 31))


@contextmanager
def _transaction():
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@pytest.fixture(name="ids")
def _ids():
    """A kind of summary and its company, committed."""
    with _transaction() as env:
        company = env["res.company"].create({"name": f"Tableware {uuid.uuid4()}"})
        kind = env["complaint.summary.kind"].create({"name": "Monthly"})
        ids = kind.id, company.id
    yield ids
    with _transaction() as env:
        env.cr.execute("DELETE FROM complaint_summary WHERE kind_id = %s", [ids[0]])
        env["complaint.summary.kind"].browse(ids[0]).unlink()


def _make(env, ids):
    from odoo.addons.complaint_reports.tools.summary_periods import Period

    kind = env["complaint.summary.kind"].browse(ids[0])
    company = env["res.company"].browse(ids[1])
    return env["complaint.summary.planner"]._make(kind, company, Period(*DAYS))


def _count(env, ids):
    return env["complaint.summary"].search_count([("kind_id", "=", ids[0])])


def test_r_f02_two_workers_make_one_summary_at_once(ids):
    """The second waits for the row of the first, finds it, and counts nothing."""
    made = []

    def work():
        with _transaction() as env:
            made.append(bool(_make(env, ids)))

    with _transaction() as first:
        assert _make(first, ids)
        first.flush_all()
        second = threading.Thread(target=work)
        second.start()
        second.join(1)
        assert second.is_alive(), "it waits for the first"
    second.join(20)
    assert made == [False]
    with _transaction() as later:
        assert _count(later, ids) == 1


def test_r_f02_a_run_that_is_killed_leaves_nothing_half_made(ids):
    with pytest.raises(RuntimeError), _transaction() as env:
        _make(env, ids)
        env.flush_all()
        raise RuntimeError("killed")
    with _transaction() as env:
        assert _count(env, ids) == 0
        assert _make(env, ids)
    with _transaction() as env:
        assert _count(env, ids) == 1
