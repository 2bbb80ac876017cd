"""The clock of the server is set back: no limit is lost or ends before it begins,
nobody is told twice, no number is given twice (R-T01, R-T07, R-I05)."""

import functools
from datetime import datetime, timedelta

import pytest
import test_concurrent_cases as cases
import test_concurrent_ladder as ladders
from odoo.tests.common import freeze_time
from test_concurrent_cases import _transaction

# The ladder's cases came in on 5 January at eight; their limit is an hour.
TOLD = datetime(2026, 1, 5, 10)
BACK = [timedelta(minutes=-30), timedelta(hours=-3), timedelta(days=-40)]
MONTH = datetime(2033, 3, 1, 4)

late_company_id = pytest.fixture(name="late_company_id")(
    ladders._company_id.__wrapped__
)
company_id = cases._company_id


def _read_clocks(company_id):
    with _transaction() as env:
        clocks = env["complaint.clock"].search([("company_id", "=", company_id)])
        for clock in clocks:
            assert clock.started_on <= clock.due_on
            assert not clock.stopped_on or clock.stopped_on >= clock.started_on
        return clocks.ids, clocks.mapped("due_on")


def test_r_t07_clock_set_back_tells_nobody_twice(late_company_id):
    """Told at ten; whatever the clock says later, nobody is told of the same again,
    and no limit is another."""
    before = _read_clocks(late_company_id)
    told = (ladders.CASES,) * 3
    with freeze_time(TOLD):
        ladders._run()
    assert ladders._count_told(late_company_id) == told
    for back in (*BACK, timedelta()):
        with freeze_time(TOLD + back):
            ladders._run()
            ladders._run()
        assert ladders._count_told(late_company_id) == told
        assert _read_clocks(late_company_id) == before


def test_r_i05_clock_set_back_gives_no_number_twice(company_id):
    """Over the end of a month and back, and on again."""
    numbers = []
    for back in (timedelta(), *BACK, timedelta(), timedelta(days=-40)):
        with freeze_time(MONTH + back):
            numbers += cases._register(company_id, 3, 0)
            numbers += [
                number
                for got in cases._at_once(
                    2, functools.partial(cases._register, company_id, 2)
                )
                for number in got
            ]
    assert len(numbers) == len(set(numbers)) == 6 * 7


def test_r_t01_steps_under_a_clock_set_back_keep_their_limits(late_company_id):
    """What stops a limit is said to happen before it began: the limit is there, ends no
    earlier than it begins, and once the clock is right the next step goes on."""
    before, _due = _read_clocks(late_company_id)
    with freeze_time(TOLD - timedelta(days=40)), _transaction() as env:
        late = env["complaint.case"].search([("company_id", "=", late_company_id)])
        late.category_id = env.ref("complaint_management.complaint_category_quality").id
        late.action_accept()
    after, _due = _read_clocks(late_company_id)
    assert set(before) <= set(after)
    with freeze_time(TOLD), _transaction() as env:
        late = env["complaint.case"].browse(late.ids)
        late.action_investigate()
    assert set(after) <= set(_read_clocks(late_company_id)[0])
