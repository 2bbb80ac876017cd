"""One trial of `./dev upgrade` on a database of its own; its exit code says the rest.

``python main.py CONFIGURATION DATABASE TRIAL BASE``: BASE is a database without our
modules, to compare with what is left after they were uninstalled.
"""

import sys
from contextlib import contextmanager

import catalogue
import odoo
import restoring
import taking_over
from company import change_all
from odoo import api
from odoo.modules.registry import Registry

OURS = [
    "complaint_reports",
    "complaint_helpdesk_mgmt",
    "complaint_repair",
    "complaint_quality_capa",
    "complaint_management",
]
# what remedies make, and what our columns stood on: all must open afterwards
LOOKED_AT = """sale.order account.move stock.picking stock.lot product.template
    res.partner hr.department hr.employee res.users res.company repair.order
    helpdesk.ticket complaint.case complaint.duty complaint.approval.request
    complaint.approval.turn complaint.trail capa.plan""".split()


@contextmanager
def environment(database):
    """As the superuser; written at the end."""
    with Registry(database).cursor() as cr:
        yield api.Environment(cr, api.SUPERUSER_ID, {})


def uninstall_each(database, base):
    """One after the other, those above first."""
    for name in OURS:
        _uninstall(database, name)
        _look(database)
    _compare(database, base)


def uninstall_base(database, base):
    """The lowest one takes the others along."""
    _uninstall(database, OURS[-1])
    _look(database)
    _compare(database, base)


def update(database, base):
    """What a company changed is there after an update, and a second one changes
    nothing."""
    with environment(database) as env:
        count = change_all(env)
    before = _rows(database)
    print(
        f"  changed {count} records of ours and settings of Odoo, {len(before)} tables"
    )
    for number in ("first", "second"):
        Registry.new(database, update_module=True, upgrade_modules=OURS)
        after = _rows(database)
        differ = [name for name in before if before[name] != after.get(name)]
        _expect(f"nothing differs after the {number} update", differ)


def restore(database, base):
    """A backup as the guide says, in another database."""
    with environment(database) as env:
        before = restoring.measure(env)
    target = restoring.copy_as_the_guide_says(database)
    try:
        with environment(target) as env:
            after = restoring.measure(env)
        print("  " + ", ".join(f"{len(v)} {k}" for k, v in sorted(before.items())))
        for name, found in before.items():
            differ = [] if found == after[name] else _differ(found, after[name])
            _expect(f"{name} are the same", differ)
        with environment(database) as ours, environment(target) as theirs:
            numbers = [restoring.next_numbers(env) for env in (ours, theirs)]
        _expect("numbers go on", [] if numbers[0] == numbers[1] else numbers)
        _expect("no number twice", set(numbers[1]) & set(before["numbers"]))
    finally:
        restoring.drop(target)


def takeover(database, base):
    """Claims and nonconformities become cases, once, and nobody is told."""
    Registry.new(database, update_module=True, install_modules=taking_over.MODULES)
    with environment(database) as env:
        admin = env.ref("base.user_admin")
        filled = taking_over.fill(env(user=admin, su=True))
    for model, count in filled.items():
        first, report, refusals = _take_over(database, model)
        print("  " + report.replace("\n", "\n  "))
        print(f"  refused: {refusals or 'none'}")
        refused = len((refusals or "").splitlines())
        here = first["after"]["cases"] + refused
        _expect(f"{model}: each is here or refused", [count] if here != count else [])
        for name in ("mails", "notices", "contents"):
            faults = [] if first["before"][name] == first["after"][name] else [first]
            _expect(f"{name} are as many as before", faults)
        again, same, _refusals = _take_over(database, model)
        _expect(
            "a second time nothing comes",
            [] if again["before"] == again["after"] and same == report else [again],
        )


def _take_over(database, model):
    with environment(database) as env:
        env = env(user=env.ref("base.user_admin"))
        takeovers = env["complaint.takeover"].sudo()
        found = takeovers.search([("source", "=", model)]) or takeovers.create(
            {
                "source": model,
                "channel_id": env["complaint.channel"].search([], limit=1).id,
            }
        )
        before = taking_over.measure(env(su=True), model)
        found.action_take_over()
        env.cr.commit()
        while found.state == "running":
            if not found._take_batch():
                found._finish()
            env.cr.commit()
        after = taking_over.measure(env(su=True), model)
        return {"before": before, "after": after}, found.report, found.refusals


def _uninstall(database, name):
    with environment(database) as env:
        module = env["ir.module.module"].search([("name", "=", name)])
        if module.state == "installed":
            module.button_immediate_uninstall()
    print(f"  uninstalled {name}", flush=True)


def _look(database):
    """Odoo goes on: its documents open, nothing names what is gone."""
    with environment(database) as env:
        for name in LOOKED_AT:
            if name not in env:
                continue
            model = env[name].with_context(active_test=False)
            views = model.get_views([(False, "list"), (False, "form")])
            model.search([]).read(list(views["models"][name]["fields"]))
        _expect("no row names what is gone", catalogue.orphans(env.cr))


def _compare(database, base):
    with odoo.sql_db.db_connect(base).cursor() as cr:
        before = catalogue.read(cr)
    with odoo.sql_db.db_connect(database).cursor() as cr:
        after = catalogue.read(cr)
    _expect("nothing of ours is left", sorted(after - before))
    _expect("nothing of Odoo's is gone", sorted(before - after))


def _differ(before, after):
    if isinstance(before, dict):
        before, after = before.items(), after.items()
    return sorted(set(before) ^ set(after))[:10]


def _rows(database):
    with odoo.sql_db.db_connect(database).cursor() as cr:
        return catalogue.rows(cr)


def _expect(words, faults):
    print(f"  {words}: {'yes' if not faults else f'NO: {faults}'}", flush=True)
    if faults:
        FAULTS.append(words)


FAULTS = []
TRIALS = {trial.__name__: trial for trial in (uninstall_each, uninstall_base, update)}
TRIALS["restore"] = restore
TRIALS["takeover"] = takeover


if __name__ == "__main__":
    conf, name, trial, base_name = sys.argv[1:]
    odoo.tools.config.parse_config(["-c", conf])
    odoo.tools.config["db_name"] = [name]
    TRIALS[trial](name, base_name)
    sys.exit(bool(FAULTS))
