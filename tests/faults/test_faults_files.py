"""A worker killed in the middle of an import and of a register as XLSX: whole or not at
all, and nothing of it is left lying about (R-I04, R-F01)."""

import base64
import os
import random
import tempfile
from unittest.mock import patch

import pytest
from fault_worker import KILLS, WHOLE, kill_after, live
from odoo.addons.complaint_management.tests.register_files import as_csv
from odoo.fields import Domain
from test_concurrent_cases import _company_id, _transaction

ROWS = 5000 if WHOLE else 60
IMPORT = "odoo.addons.complaint_management.models.complaint_register_import"
company_id = _company_id


@pytest.fixture(name="waiting")
def _waiting(company_id):
    """A register that waits for the job: its id."""
    headings = ("number", "received_on", "channel", "title")
    rows = [(f"KS-{n}", "2011-03-05", "Hotline", f"Plate {n}") for n in range(ROWS)]
    with _transaction() as env:
        imports = env["complaint.register.import"].with_company(company_id)
        register = imports.create(
            {
                "name": "old.csv",
                "data": base64.b64encode(as_csv(rows, headings)),
                "company_id": company_id,
            }
        )
        register._write_guarded({"state": "queued"})
        register_id = register.id
    yield register_id
    with _transaction() as env:
        env.cr.execute("DELETE FROM complaint_case WHERE import_id = %s", [register_id])
        env.cr.execute(
            "DELETE FROM complaint_register_import WHERE id = %s", [register_id]
        )


def _count(register_id):
    with _transaction() as env:
        register = env["complaint.register.import"].browse(register_id)
        domain = [("import_id", "=", register_id)]
        return register.state, env["complaint.case"].search_count(domain)


def _import(tell=lambda text: None):
    with _transaction() as env, patch(f"{IMPORT}.BATCH", ROWS // 5):
        cases = type(env["complaint.case"])
        create = cases._create_guarded

        def create_and_tell(self, vals_list):
            result = create(self, vals_list)
            self.env.flush_all()
            tell("batch")
            return result

        with patch.object(cases, "_create_guarded", create_and_tell):
            env["complaint.register.import"]._cron_import()


def test_r_i04_import_killed_anywhere_is_whole_or_not_there(waiting):
    rng = random.Random(3)
    for _kill in range(KILLS):
        told = kill_after(_import, rng.randint(1, 5), rng.random() / 50)
        assert "batch" in told
        state = _count(waiting)
        assert state in (("queued", 0), ("done", ROWS))
        if state[0] == "done":
            break
    _import()
    _import()
    assert _count(waiting) == ("done", ROWS)


def test_r_f01_register_killed_while_it_is_written_leaves_nothing(waiting, tmp_path):
    """What it had written is cleared away by the next one; no complaint is another."""
    _import()

    def write(tell):
        tempfile.tempdir = str(tmp_path)
        with _transaction() as env, tempfile.TemporaryFile() as stream:
            registers = env["complaint.register"]
            reader = type(env["complaint.register.reader"])
            read = reader._read_chunks

            def read_and_tell(self, *args):
                for rows in read(self, *args):
                    yield rows
                    tell(f"rows {len(rows)}")

            with patch.object(reader, "_read_chunks", read_and_tell):
                register = registers._get("cases")
                domain = Domain("import_id", "=", waiting)
                registers._write_sheet(register, domain, stream)
            tell(f"bytes {stream.tell()}")

    for _kill in range(KILLS):
        assert kill_after(write, 1), "nothing was written"
        assert _list(tmp_path), "it was killed too late"
    told = live(write)
    assert sum(int(line[5:]) for line in told if line.startswith("rows")) == ROWS
    assert not _list(tmp_path)
    assert _count(waiting) == ("done", ROWS)


def _list(folder):
    return [name for _path, _folders, names in os.walk(folder) for name in names]
