"""Real transactions on the real database: what one cursor cannot show."""

import functools
import threading
import uuid
from contextlib import contextmanager

import pytest
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import freeze_time, get_db_name

FIRST_SECOND = "2033-02-28 16:00:00"  # 1 March, 00:00 in Shanghai


@contextmanager
def _transaction(uid=SUPERUSER_ID):
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, uid, {})


@pytest.fixture(name="company_id")
def _company_id():
    """A company in Shanghai, committed: each thread must see it."""
    with _transaction() as env:
        company = env["res.company"].create({"name": f"Tableware {uuid.uuid4()}"})
        company.resource_calendar_id.tz = "Asia/Shanghai"
        yield_id = company.id
    yield yield_id
    with _transaction() as env:
        env.cr.execute("DELETE FROM complaint_case WHERE company_id = %s", [yield_id])
        env.cr.execute("DELETE FROM complaint_trail WHERE company_id = %s", [yield_id])


def _at_once(count, work):
    """Run ``work(index)`` in ``count`` threads that start together; their results."""
    start, results = threading.Barrier(count), [None] * count

    def run(index):
        start.wait()
        try:
            results[index] = work(index)
        except Exception as error:
            results[index] = error

    threads = [threading.Thread(target=run, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def _register(company_id, count, index):
    """Registration as a request does it: its own transaction, run again on conflict."""
    with Registry(get_db_name()).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        vals = [{"title": f"Plate {index}", "company_id": company_id}] * count

        def create():
            return env["complaint.case"].create(vals).mapped("number")

        return retrying(create, env)


def test_r_i05_clerks_at_the_first_second_of_a_month_never_share_a_number(company_id):
    """R-I05: eight clerks at once, the month's sequence not made yet, midnight in
    Shanghai: every number is of the new month, none is given twice, none fails."""
    with freeze_time(FIRST_SECOND):
        results = _at_once(8, functools.partial(_register, company_id, 5))
    failed = [result for result in results if isinstance(result, Exception)]
    assert not failed, failed
    numbers = [number for result in results for number in result]
    assert len(numbers) == len(set(numbers)) == 40
    assert {number[:6] for number in numbers} == {"203303"}


def test_a_rolled_back_registration_leaves_a_gap_not_a_double(company_id):
    """R-I05: gaps are allowed, doubles never."""
    with Registry(get_db_name()).cursor() as cr:
        env = api.Environment(cr, SUPERUSER_ID, {})
        lost = env["complaint.case"].create({"title": "x", "company_id": company_id})
        lost_number = lost.number
        cr.rollback()
    [kept_number] = _register(company_id, 1, 0)
    assert kept_number > lost_number


def test_two_officers_accept_at_once_and_one_is_told(company_id):
    """Exactly one walks the arrow; the other reads where the case stands now."""
    with _transaction() as env:
        case = env["complaint.case"].create(
            {
                "title": "Kettle leaks",
                "company_id": company_id,
                "category_id": env.ref(
                    "complaint_management.complaint_category_quality"
                ).id,
            }
        )
        case_id = case.id
    read = threading.Barrier(2)

    def accept(_index):
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, SUPERUSER_ID, {})
            tries = []

            def walk():
                case = env["complaint.case"].browse(case_id)
                assert case.state
                if not tries:
                    tries.append(1)
                    read.wait()  # both have seen it new
                case.action_accept()

            return retrying(walk, env)

    results = _at_once(2, accept)
    told = [result for result in results if isinstance(result, UserError)]
    assert len(told) == 1 and "cannot become" in str(told[0]), results
    with _transaction() as env:
        trails = env["complaint.trail"].search(
            [("res_id", "=", case_id), ("field_name", "=", "state")]
        )
        assert len(trails) == 1
