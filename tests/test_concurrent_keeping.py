"""R-S03, R-S04 under real concurrent transactions: archived once, erased once."""

import uuid
from contextlib import contextmanager

import pytest
from odoo import SUPERUSER_ID, api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name


@contextmanager
def _transaction():
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@pytest.fixture(name="case_id")
def _case_id():
    """A case that has ended, committed."""
    with _transaction() as env:
        company = env["res.company"].create({"name": f"Tableware {uuid.uuid4()}"})
        vals = {"title": "Green cups", "company_id": company.id}
        case = env["complaint.case"].create(vals)
        case.action_cancel("He takes it back.")
        case_id, company_id = case.id, company.id
    yield case_id
    with _transaction() as env:
        env.cr.execute("UPDATE complaint_case SET erasure_id = NULL")
        for table in ("archive", "erasure", "case", "trail"):
            env.cr.execute(
                f"DELETE FROM complaint_{table} WHERE company_id = %s", [company_id]
            )


def _count(env, case_id):
    return env["complaint.archive"].search_count([("case_id", "=", case_id)])


def test_r_s03_two_who_archive_one_case_at_once(case_id):
    with _transaction() as first:
        first["complaint.case"].browse(case_id).action_make_archive()
        first.flush_all()
        with _transaction() as job:
            assert case_id not in job["complaint.archive"]._get_due().ids
        with pytest.raises(UserError, match="very moment"), _transaction() as second:
            second["complaint.case"].browse(case_id).action_make_archive()
    with _transaction() as later:
        later["complaint.case"].browse(case_id).action_make_archive()
        assert _count(later, case_id) == 1


def test_r_s04_two_who_erase_one_case_at_once(case_id):
    with _transaction() as env:
        erasures = env["complaint.erasure"]
        for _number in range(2):
            cases = env["complaint.case"].browse(case_id)
            erasure = erasures.browse(cases.action_prepare_erasure()["res_id"])
            erasure.write({"reason": "On demand.", "confirmation": 1})
            erasure.action_ask()
            erasures += erasure
        ids = erasures.ids
    with _transaction() as first:
        first["complaint.erasure"].browse(ids[0]).action_erase()
        first.flush_all()
        with pytest.raises(UserError, match="very moment"), _transaction() as second:
            second["complaint.erasure"].browse(ids[1]).action_erase()
    with _transaction() as later:
        erasure = later["complaint.erasure"].browse(ids[1])
        erasure.action_erase()
        assert (erasure.state, erasure.erased_count) == ("done", 0)
        assert later["complaint.case"].browse(case_id).erasure_id.id == ids[0]


def test_r_s04_taken_up_again_while_it_is_erased(case_id):
    with _transaction() as env:
        case = env["complaint.case"].browse(case_id)
        erasure = env["complaint.erasure"].browse(
            case.action_prepare_erasure()["res_id"]
        )
        erasure.write({"reason": "On demand.", "confirmation": 1})
        erasure.action_ask()
        erasure_id = erasure.id
    with _transaction() as again:
        again["complaint.case"].browse(case_id).action_take_up_again("He is back.")
        again.flush_all()
        with pytest.raises(UserError, match="very moment"), _transaction() as erasing:
            erasing["complaint.erasure"].browse(erasure_id).action_erase()
    with pytest.raises(UserError, match="is open"), _transaction() as later:
        later["complaint.erasure"].browse(erasure_id).action_erase()
