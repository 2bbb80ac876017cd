"""R-I15 under real transactions: who joins a group at the same moment."""

import threading

import pytest
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name
from test_concurrent_cases import _at_once, _company_id, _transaction  # noqa: F401


@pytest.fixture(name="case_ids")
def _case_ids(company_id):
    """Three complaints about one matter, committed."""
    vals = {"title": "Plate cracked", "company_id": company_id}
    with _transaction() as env:
        cases = env["complaint.case"].create([vals] * 3)
        case_ids = cases.ids
    yield case_ids
    with _transaction() as env:
        # by hand: nothing is deleted that leads others
        env.cr.execute(
            "UPDATE complaint_case SET lead_id = NULL WHERE id IN %s",
            [tuple(case_ids)],
        )


def _join_at_once(pairs):
    """Each case of ``pairs`` joins its lead in a transaction of its own; all have read
    before the first one writes."""
    read = threading.Barrier(len(pairs))

    def join(index):
        case_id, lead_id = pairs[index]
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            tries = []

            def handle():
                cases = env["complaint.case"].browse([case_id, lead_id])
                assert all(cases.mapped("state"))
                tries.append(1)
                if len(tries) == 1:
                    read.wait()
                return cases[0].action_handle_with(lead_id)

            return retrying(handle, env)

    return _at_once(len(pairs), join)


def test_r_i15_two_join_the_same_lead_at_once(case_ids):
    """Both are in, and the lead knows of both."""
    lead_id, *others = case_ids
    results = _join_at_once([(other, lead_id) for other in others])
    failed = [one for one in results if isinstance(one, Exception)]
    assert not failed, failed
    with _transaction() as env:
        lead = env["complaint.case"].browse(lead_id)
        assert lead.member_ids.ids and set(lead.member_ids.ids) == set(others)
        assert lead.member_count == 2


def test_r_i15_two_that_would_lead_each_other(case_ids):
    """One joins, the other is refused by name: no circle."""
    one, other, _third = case_ids
    results = _join_at_once([(one, other), (other, one)])
    refused = [result for result in results if isinstance(result, UserError)]
    assert len(refused) == 1, results
    with _transaction() as env:
        cases = env["complaint.case"].browse([one, other])
        assert len(cases.filtered("lead_id")) == 1
        assert sorted(cases.mapped("member_count")) == [0, 1]
