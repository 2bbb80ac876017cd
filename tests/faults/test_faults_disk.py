"""The disk is full: said in words, nothing half written, and gone with the disk's
being full (R-I04). A worker whose files may not grow meets what a full disk does."""

import base64
import resource
import uuid

import test_concurrent_integration as systems
from fault_worker import live
from odoo.exceptions import UserError
from test_concurrent_cases import _transaction

ROOM = 4096  # bytes in a file

system = systems._system


def _file(system, content):
    said = {
        "external_id": "wx-1",
        **systems.SAID,
        "files": [{"name": "photo.txt", "content": base64.b64encode(content).decode()}],
    }
    with _transaction(system[0]) as env:
        return env["complaint.integration"].register(system[1], [said])


def _count(system):
    with _transaction() as env:
        cases = env["complaint.case"].search([("channel_id", "=", system[1])])
        evidences = cases.evidence_ids
        kept = evidences.mapped("file") if evidences else []
        return len(cases), [base64.b64decode(one) for one in kept]


def test_r_i04_disk_full_says_so_and_keeps_nothing(system):
    """Of the complaint with a file there is nothing; the same is sent again when there
    is room, and is there once, to the last byte."""
    content = uuid.uuid4().bytes * ROOM

    def work(tell):
        resource.setrlimit(resource.RLIMIT_FSIZE, (ROOM, ROOM))
        for _try in range(3):
            try:
                _file(system, content)
            except UserError as error:
                tell(str(error).replace("\n", " "))

    told = live(work)
    assert len(told) == 3
    assert all("disk of the server is full" in line for line in told), told
    assert _count(system) == (0, [])
    [result] = _file(system, content)
    assert result["created"]
    assert _count(system) == (1, [content])
    with _transaction() as env:
        case = env["complaint.case"].search([("channel_id", "=", system[1])])
        ids = tuple(case.evidence_ids.ids)
        env.cr.execute(
            "DELETE FROM ir_attachment WHERE res_model = 'complaint.evidence'"
            " AND res_id IN %s",
            [ids],
        )
        env.cr.execute("DELETE FROM complaint_evidence WHERE id IN %s", [ids])
