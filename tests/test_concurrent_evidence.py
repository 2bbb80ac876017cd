"""R-V04 under real concurrent transactions: nothing slips past the decision."""

import uuid
from contextlib import contextmanager

import pytest
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.tests.common import get_db_name
from odoo.tools import mute_logger
from psycopg2.errors import SerializationFailure


@contextmanager
def _transaction():
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, SUPERUSER_ID, {})


@pytest.fixture(name="case_id")
def _case_id():
    """A suggestion, committed: one step away from where its evidence is locked."""
    with _transaction() as env:
        company = env["res.company"].create({"name": f"Tableware {uuid.uuid4()}"})
        category = env.ref("complaint_management.complaint_category_suggestion")
        case = env["complaint.case"].create(
            {
                "title": "Green cups",
                "kind": "suggestion",
                "category_id": category.id,
                "company_id": company.id,
            }
        )
        case_id, company_id = case.id, company.id
    yield case_id
    with _transaction() as env:
        for table in ("complaint_evidence", "complaint_case", "complaint_trail"):
            env.cr.execute(f"DELETE FROM {table} WHERE company_id = %s", [company_id])


def test_r_v04_evidence_added_while_the_case_is_decided(case_id):
    """Who adds has read the case undecided; Odoo runs him again on the decided one."""
    vals = {"case_id": case_id, "description": "A sketch"}
    with mute_logger("odoo.sql_db"), pytest.raises(SerializationFailure):
        with _transaction() as adding:
            assert adding["complaint.case"].browse(case_id).state == "new"
            with _transaction() as deciding:
                deciding["complaint.case"].browse(case_id).action_confirm()
            adding["complaint.evidence"].create(vals)
            adding.flush_all()
    with _transaction() as again:
        late = again["complaint.evidence"].create(vals)
        assert late.locked and late.added_after_decision


def test_r_v04_evidence_changed_while_the_case_is_decided(case_id):
    with _transaction() as env:
        vals = {"case_id": case_id, "description": "A sketch"}
        evidence_id = env["complaint.evidence"].create(vals).id
    with mute_logger("odoo.sql_db"), pytest.raises(SerializationFailure):
        with _transaction() as changing:
            evidence = changing["complaint.evidence"].browse(evidence_id)
            assert not evidence.locked
            with _transaction() as deciding:
                deciding["complaint.case"].browse(case_id).action_confirm()
            evidence.description = "Another sketch"
            changing.flush_all()
