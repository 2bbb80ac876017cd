"""R-D02, R-D16 under real transactions: two who take a step of a duty at once."""

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
    """Officer, head and deputy of a department, committed: ids by name."""
    with _transaction() as env:
        users = {}
        for name, group in (
            ("officer", "complaint_management.group_complaint_officer"),
            ("head", "base.group_user"),
            ("deputy", "base.group_user"),
        ):
            users[name] = env["res.users"].create(
                {
                    "name": name,
                    "login": f"{name} of {company_id}",
                    "company_id": company_id,
                    "company_ids": [(6, 0, [company_id])],
                    "group_ids": [(6, 0, env.ref(group).ids)],
                }
            )
        employees = {
            name: env["hr.employee"].create(
                {"name": name, "user_id": user.id, "company_id": company_id}
            )
            for name, user in users.items()
        }
        department = env["hr.department"].create(
            {
                "name": "Plant",
                "company_id": company_id,
                "manager_id": employees["head"].id,
                "deputy_id": employees["deputy"].id,
            }
        )
        for name in ("head", "deputy"):
            employees[name].department_id = department
        ids = {name: user.id for name, user in users.items()}
        found = {**ids, "department": department.id}
    yield found
    with _transaction() as env:
        env.cr.execute(
            "DELETE FROM complaint_duty WHERE department_id = %s", [found["department"]]
        )
        env.cr.execute(
            "DELETE FROM complaint_case WHERE receiver_id = %s", [ids["officer"]]
        )
        env["res.users"].browse(list(ids.values())).active = False


def _ask(people, *steps):
    """Duties of one new case, one for each step; committed ids."""
    with _transaction(people["officer"]) as env:
        case = env["complaint.case"].create({"title": "Lid cracked"})
        return (
            env["complaint.duty"]
            .create(
                [
                    {
                        "case_id": case.id,
                        "department_id": people["department"],
                        "sequence": step,
                    }
                    for step in steps
                ]
            )
            .ids
        )


def _walk_at_once(duty_id, *steps):
    """Each step, ``(uid, method, *args)``, by a transaction that saw the duty before
    the other one walked."""
    read = threading.Barrier(len(steps))

    def walk(index):
        uid, method, *args = steps[index]
        with Registry(get_db_name()).cursor() as cr:
            env = api.Environment(cr, uid, {})
            tries = []

            def step():
                duty = env["complaint.duty"].browse(duty_id)
                assert duty.state
                if not tries:
                    tries.append(1)
                    read.wait()
                getattr(duty, method)(*args)

            return retrying(step, env)

    return _at_once(len(steps), walk)


def _refused(results):
    return [result for result in results if isinstance(result, UserError)]


def test_r_d03_two_answer_at_once(people):
    """One answer counts; the other reads that it was given."""
    [duty_id] = _ask(people, 10)
    with _transaction(people["head"]) as env:
        env["complaint.duty"].browse(duty_id).findings = "The seam is open."
    results = _walk_at_once(
        duty_id, (people["head"], "action_answer"), (people["deputy"], "action_answer")
    )
    assert len(_refused(results)) == 1, results
    with _transaction() as env:
        duty = env["complaint.duty"].browse(duty_id)
        assert duty.state == "answered"
        assert len(duty.activity_ids) == 1  # asked once whether it is enough


def test_r_d01_a_handler_is_named_while_it_is_given_back(people):
    """It is given back, or handled; never handled by somebody after it was given
    back."""
    [duty_id] = _ask(people, 10)
    results = _walk_at_once(
        duty_id,
        (people["head"], "action_name_handler", people["deputy"]),
        (people["deputy"], "action_return", "Made by Plant 2"),
    )
    with _transaction() as env:
        duty = env["complaint.duty"].browse(duty_id)
        if duty.state == "returned":  # naming came first, or was refused
            assert len(_refused(results)) == (0 if duty.handler_id else 1), results
            assert duty.activity_ids.user_id.id == people["officer"]
        else:
            assert duty.state == "handling" and len(_refused(results)) == 1, results
            assert not duty.return_reason


def test_r_d16_two_accept_the_answer_and_the_next_step_opens_once(people):
    first_id, second_id = _ask(people, 10, 20)
    with _transaction(people["head"]) as env:
        duty = env["complaint.duty"].browse(first_id)
        duty.findings = "The seam is open."
        duty.action_answer()
    accept = (people["officer"], "action_accept_answer")
    results = _walk_at_once(first_id, accept, accept)
    assert len(_refused(results)) == 1, results
    with _transaction() as env:
        second = env["complaint.duty"].browse(second_id)
        assert second.state == "open"
        assert second.activity_ids.user_id.id == people["head"]
        assert len(second.activity_ids) == 1
        opened = env["complaint.trail"].search_count(
            [
                ("res_model", "=", "complaint.duty"),
                ("res_id", "=", second_id),
                ("field_name", "=", "state"),
                ("new_value", "=", "open"),
            ]
        )
        assert opened == 1
