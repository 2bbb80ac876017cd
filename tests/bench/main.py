"""Measure our case and plan beside what else there is for Odoo; print the table.

``python main.py CONFIGURATION DATABASE --rows 1000 100000 --rounds 5 --json FILE``

Every sample is one request of a normal user of the subject's group: empty record
cache, warm registry, flush and mail tracking inside. Subjects take turns, so that what
else the machine does hits all. Queries hold anywhere; milliseconds only as ratios of
one run.
"""

import argparse
import json
import subprocess
import sys
import time
from collections import defaultdict
from pathlib import Path

import goals
import heavy
import odoo
import raw
import sample
import web
from odoo import api
from odoo.modules.registry import Registry
from operations import OPERATIONS
from subjects import CUSTOMERS, SUBJECTS


def main():
    """Fill, measure, print, for each number of rows."""
    options = _parse()
    odoo.tools.config.parse_config(["-c", options.conf])
    registry = Registry(options.database)
    subjects = [kind() for kind in SUBJECTS if kind.model in registry]
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        _prepare(env)
        for subject in subjects:
            subject.set_up(env)
    figures, there = {}, 0
    for rows in sorted(options.rows):
        _fill(registry, subjects, rows - there)
        there = rows
        figures[rows] = _measure(registry, subjects, options.rounds)
        figures[rows].update(heavy.read(registry, subjects[0]))
        if rows == max(options.rows):  # it commits: after all else
            figures[rows].update(heavy.run_jobs(registry, subjects))
        print(_table(rows, figures[rows], subjects), flush=True)
    if not options.no_web:
        figures[there].update(_serve(options, registry, subjects))
    print(_judgement(figures))
    if options.json:
        text = json.dumps(figures, indent=1, sort_keys=True)
        Path(options.json).write_text(text)


def _parse():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("conf")
    parser.add_argument("database")
    parser.add_argument("--rows", type=int, nargs="+", default=[1_000])
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json")
    parser.add_argument("--no-web", action="store_true")
    return parser.parse_args()


def _prepare(env):
    """Customers, a product, departments, that all subjects refer to."""
    env["res.partner"].create(
        [{"name": f"Customer {one}", "ref": "bench"} for one in range(CUSTOMERS)]
    )
    env["product.product"].create({"name": "Bench plate"})
    env["hr.department"].create([{"name": f"Plant {one}"} for one in range(8)])


def _fill(registry, subjects, count):
    for subject in subjects:
        with registry.cursor() as cr:
            env = api.Environment(cr, api.SUPERUSER_ID, {})
            _first, made = subject.fill(env, count)
            subject.prototype = made.ids[0]
    with registry.cursor() as cr:
        cr.commit()
        cr._cnx.autocommit = True
        cr.execute("VACUUM ANALYZE")
        cr._cnx.autocommit = False


def _measure(registry, subjects, rounds):
    results = {name: defaultdict(sample.Result) for name in OPERATIONS}
    broken = set()
    for turn in range(rounds + 1):  # the first one warms up
        for name, operation in OPERATIONS.items():
            for subject in subjects:
                if name not in subject.operations or (name, subject.label) in broken:
                    continue
                try:
                    sample.take(
                        registry,
                        subject.user.id,
                        lambda env, subject=subject, operation=operation: operation(
                            subject, env
                        ),
                        results[name][subject.label],
                        warm=not turn,
                    )
                except Exception as error:
                    # a peer without that view, or whose own form fails, has no figure
                    broken.add((name, subject.label))
                    print(f"{subject.label}: {name}: {error!r:.150}", file=sys.stderr)
        if turn:
            own = {name: results[name]["raw"] for name in OPERATIONS}
            raw.measure(registry, own, subjects[0].prototype)
    return {
        name: {who: one.summary() for who, one in found.items() if one.queries}
        for name, found in results.items()
    }


def _serve(options, registry, subjects):
    """Start a server of its own and ask it, subject by subject."""
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        keys = {
            subject.model: env["res.users.apikeys"]
            .with_user(subject.user)
            .sudo()
            ._generate("rpc", "bench", None)
            for subject in subjects
        }
    command = [sys.executable, "-m", "odoo", "-c", options.conf]
    command += ["--http-port", "8169", "--max-cron-threads=0", "--log-level=error"]
    server = subprocess.Popen(command)
    try:
        _await("http://127.0.0.1:8169/web/health")
        found = defaultdict(dict)
        for subject in subjects:
            if not subject.on_web:
                continue
            answers = web.measure(
                "http://127.0.0.1:8169",
                options.database,
                server.pid,
                subject,
                keys[subject.model],
            )
            for operation, by_clients in answers.items():
                print(f"{subject.model}: {operation}: r/s, CPU ms {by_clients}")
                speed, cpu = by_clients[4]
                figure = {"queries": 0, "ms": round(1000 / speed, 2), "cpu_ms": cpu}
                found[f"requests: {operation}"][subject.model] = figure
        return found
    finally:
        server.terminate()
        server.wait(30)


def _await(address):
    import urllib.request

    for _second in range(120):
        try:
            return urllib.request.urlopen(address, timeout=5).read()
        except OSError:
            time.sleep(1)
    raise SystemExit(f"{address} does not answer.")


def _table(rows, figures, subjects):
    """Queries / milliseconds, a column a subject."""
    names = [subject.label for subject in subjects] + ["raw"]
    lines = [f"\n{rows:,} rows: queries / ms".ljust(20), _row("", names)]
    for operation, found in figures.items():
        cells = [_say(found[name]) if name in found else "-" for name in names]
        lines.append(_row(operation, cells))
    return "\n".join(lines)


def _say(figure):
    text = f"{figure['queries']} / {figure['ms']}"
    return f"{text} / {figure['mb']} MB" if "mb" in figure else text


def _row(first, cells):
    return first.ljust(18) + "".join(str(cell).rjust(27) for cell in cells)


def _judgement(figures):
    lines = ["\nGoals"]
    for goal, rows, measured, met in goals.judge(figures):
        what = goal.unit or "queries"
        if goal.against:
            what = f"of {goal.against}'s {goal.unit or 'ms'}"
        lines.append(
            f"{'met   ' if met else 'NOT   '}{goal.of} {goal.operation}, {rows:,} rows:"
            f" {measured} of at most {round(goal.limit, 2)} {what}"
        )
    return "\n".join(lines)


if __name__ == "__main__":
    main()
