"""R-I01 under real concurrent transactions: what two send is registered once."""

import threading
import uuid
from contextlib import contextmanager

import pytest
from odoo import SUPERUSER_ID, api
from odoo.modules.registry import Registry
from odoo.service.model import retrying
from odoo.tests.common import get_db_name, new_test_user

GROUP = "complaint_management.group_complaint_integration"
SAID = {"what": "The kettle leaks.", "name": "Deng", "phone": "+8613912345678"}


@contextmanager
def _transaction(uid=SUPERUSER_ID):
    with Registry(get_db_name()).cursor() as cr:
        yield api.Environment(cr, uid, {})


@pytest.fixture(name="system")
def _system():
    """A system and its channel, committed: ``(user id, channel id)``."""
    with _transaction() as env:
        name = f"Mini {uuid.uuid4()}"
        company = env["res.company"].create({"name": name})
        own = {"company_id": company.id, "company_ids": [(6, 0, company.ids)]}
        user = new_test_user(env, name, groups=GROUP, **own)
        channel = env["complaint.channel"].create(
            {"name": name, "company_id": company.id, "system_user_ids": user.ids}
        )
        ids = user.id, channel.id, company.id
    yield ids[:2]
    with _transaction() as env:
        env.cr.execute(
            "DELETE FROM complaint_system_case WHERE channel_id = %s", [ids[1]]
        )
        for table in ("case", "trail"):
            env.cr.execute(
                f"DELETE FROM complaint_{table} WHERE company_id = %s", [ids[2]]
            )
        env["complaint.channel"].browse(ids[1]).unlink()
        env["res.users"].browse(ids[0]).active = False


def _send(user_id, channel_id, numbers, gate):
    """One request, run again where PostgreSQL says so, as Odoo's server does."""
    with _transaction(user_id) as env:
        api_model = env["complaint.integration"]
        env.cr.execute("SELECT 1")  # both have begun before either is done
        gate.wait(timeout=20)
        said = [{"external_id": "wx-1", **SAID}]
        numbers.extend(retrying(lambda: api_model.register(channel_id, said), env=env))


def test_r_i01_sent_by_two_at_once_is_registered_once(system):
    results, gate = [], threading.Barrier(2)
    senders = [
        threading.Thread(target=_send, args=(*system, results, gate)) for _n in range(2)
    ]
    for sender in senders:
        sender.start()
    for sender in senders:
        sender.join(timeout=60)
    assert len({one["number"] for one in results}) == 1
    assert sorted(one["created"] for one in results) == [False, True]
    with _transaction() as env:
        cases = env["complaint.case"].search([("channel_id", "=", system[1])])
        assert len(cases) == 1
