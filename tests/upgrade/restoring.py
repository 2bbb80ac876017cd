"""A backup and what must be the same after it was restored."""

import shutil
import subprocess
from datetime import date, timedelta
from pathlib import Path

from odoo import tools

GROWING = ("hours_late",)


def copy_as_the_guide_says(database):
    """The page Operation, “Backup and restore”: `pg_dump -Fc`, then the filestore."""
    target = f"{database}_restored"
    store = Path(tools.config.filestore(database))
    dump = store.with_name(f"{database}.dump")
    try:
        _run("pg_dump", "-Fc", "-f", dump, database)
        _run("createdb", "-T", "template0", target)
        _run("pg_restore", "--no-owner", "--exit-on-error", "-d", target, dump)
        shutil.copytree(store, store.with_name(target))
    finally:
        dump.unlink(missing_ok=True)
    return target


def drop(target):
    """The restored database with its files."""
    _run("dropdb", "--if-exists", "--force", target)
    shutil.rmtree(tools.config.filestore(target), ignore_errors=True)


def _run(*words):
    subprocess.run([str(word) for word in words], check=True)


def measure(env):
    """Every figure, fingerprint and number."""
    cases = env["complaint.case"].search([("id", "!=", 0)])
    return {
        "figures": _get_figures(env),
        "numbers": sorted(cases.mapped("number")),
        "chains": _get_chains(env),
        "archives": {
            one.id: one._is_unchanged()
            for one in env["complaint.archive"].search([("id", "!=", 0)])
        },
        "files": {
            one.id: one.checksum == one._compute_checksum(one.raw or b"")
            for one in env["ir.attachment"]
            .with_context(skip_res_field_check=True)
            .search([("res_model", "=like", "complaint.%"), ("type", "=", "binary")])
        },
        "trails": env["complaint.trail"]
        .search([("id", "!=", 0)], order="id")
        .mapped(lambda one: (one.id, str(one.changed_on))),
    }


def _get_figures(env):
    figures = env["complaint.figure"].search([("id", "!=", 0)])
    today = date.today()
    found = {}
    for company in env["res.company"].search([]):
        values = figures._get_values(
            figures.mapped("code"), company, today - timedelta(days=400), today
        )
        found.update(
            # sums in another order; how late open limits are grows while we measure
            {
                (company.id, code): v and round(v, 6)
                for code, v in values.items()
                if code not in GROWING
            }
        )
    return found


def _get_chains(env):
    found = {}
    for request in env["complaint.approval.request"].search([("id", "!=", 0)]):
        request._check_untouched()
        found[request.id] = (request.last_hash, request.snapshot_hash)
    return found


def next_numbers(env):
    """The numbers that the next complaint of each company gets."""
    companies = env["complaint.case"]._read_group([("id", "!=", 0)], ["company_id"])
    made = [
        env["complaint.case"].create(
            {"title": "After the restore", "company_id": company.id}
        )
        for (company,) in companies
    ]
    return [case.number for case in made]
