"""R-I12 under real transactions: two who answer the same hand-over at once."""

import threading

import pytest
from odoo import api
from odoo.exceptions import UserError
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name
from test_concurrent_cases import _at_once, _company_id, _transaction  # noqa: F401


@pytest.fixture(name="people")
def _people(company_id):
    """The clerk who received a case and the colleague he asked, committed."""
    with _transaction() as env:
        users = env["res.users"].create(
            [
                {
                    "name": name,
                    "login": f"{name} of {company_id}",
                    "company_id": company_id,
                    "company_ids": [(6, 0, [company_id])],
                    "group_ids": [(6, 0, env.ref("base.group_user").ids)],
                }
                for name in ("clerk", "colleague")
            ]
        )
    yield users.ids
    with _transaction() as env:
        # by hand: they leave with what they owe, which no screen allows
        env.cr.execute(
            "UPDATE res_users SET active = false WHERE id IN %s", [tuple(users.ids)]
        )


def test_r_i12_accepting_and_taking_back_at_once(people):
    """Exactly one of the two counts; the other reads what became of it."""
    clerk_id, colleague_id = people
    with _transaction(clerk_id) as env:
        case_id = env["complaint.case"].create({"title": "Lid cracked"}).id
        values = {"case_id": case_id, "to_user_id": colleague_id, "reason": "Leave"}
        handover_id = env["complaint.handover"].create(values).id
    read = threading.Barrier(2)

    def answer(index):
        """The colleague accepts while the clerk takes it back."""
        uid, method = [(colleague_id, "action_accept"), (clerk_id, "action_withdraw")][
            index
        ]
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, uid, {})
            tries = []

            def walk():
                handover = env["complaint.handover"].browse(handover_id)
                assert handover.state
                if not tries:
                    tries.append(1)
                    read.wait()  # both have seen it waiting
                getattr(handover, method)()

            return retrying(walk, env)

    results = _at_once(2, answer)
    told = [result for result in results if isinstance(result, UserError)]
    assert len(told) == 1 and "settled already" in str(told[0]), results
    with _transaction() as env:
        case = env["complaint.case"].browse(case_id)
        accepted = results[0] is None
        assert case.receiver_id.id == (colleague_id if accepted else clerk_id)
        assert not case.handover_id and not case.activity_ids
