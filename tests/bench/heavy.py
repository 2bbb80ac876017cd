"""What is done once, not in rounds: a file of all rows, dashboards, a job."""

import json
import multiprocessing
import resource
import time
from dataclasses import replace
from datetime import timedelta
from tempfile import TemporaryFile

import psutil
import sample
import xlsxwriter
from flood import multiply
from goals import DASHBOARDS
from odoo import api, fields, sql_db
from odoo.fields import Domain
from odoo.tools import SQL, file_open

COLUMNS = ("number", "received_on", "kind", "title", "claimed_amount")
COLUMNS += ("state", "due_on", "satisfaction")
DUE = 10_000


def read(registry, subject):
    """XLSX of all rows beside a bare cursor, and every question of each dashboard."""
    found = {
        "XLSX": {
            subject.label: _in_process(_write_register, registry, subject.user.id),
            "raw": _in_process(_write_rows, registry, subject.user.id),
        }
    }
    for name in DASHBOARDS:
        result = sample.Result()
        for warm in (True, False, False, False):
            sample.take(
                registry,
                subject.user.id,
                lambda env, name=name: lambda: _ask(env, name),
                result,
                warm=warm,
            )
        found[f"dashboard {name}"] = {subject.label: result.summary()}
    return found


def _in_process(work, registry, user_id):
    """In a process of its own: what it takes of memory is nobody else's."""
    sql_db.close_all()  # a connection belongs to one process
    context = multiprocessing.get_context("fork")
    ours, theirs = context.Pipe()
    process = context.Process(
        target=_measure_process, args=(work, registry, user_id, theirs)
    )
    process.start()
    theirs.close()  # a process that dies ends the wait
    figure = ours.recv()
    process.join()
    return figure


def _measure_process(work, registry, user_id, answer):
    before = psutil.Process().memory_info().rss
    with registry.cursor() as cr:
        env = api.Environment(cr, user_id, {"lang": "en_US", "tz": "UTC"})
        queries, started = cr.sql_log_count, time.perf_counter()
        cpu = time.process_time()
        with TemporaryFile() as stream:
            work(env, stream)
        figure = {
            "queries": cr.sql_log_count - queries,
            "ms": round((time.perf_counter() - started) * 1000),
            "cpu_ms": round((time.process_time() - cpu) * 1000),
        }
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024
    figure["mb"] = round((most - before) / 2**20, 1)
    answer.send(figure)


def _write_register(env, stream):
    """Eight columns of our register, as it is downloaded."""
    registers = env["complaint.register"]
    register = registers._get("cases")
    chosen = tuple(one for one in register.columns if one.name in COLUMNS)
    registers._write_sheet(replace(register, columns=chosen), Domain.TRUE, stream)


def _write_rows(env, stream):
    """The same columns from a cursor on the server, straight into cells."""
    with xlsxwriter.Workbook(stream, {"constant_memory": True}) as book:
        sheet = book.add_worksheet()
        moment = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        with env.cr._cnx.cursor("bench") as cursor:
            cursor.itersize = 2000
            cursor.execute(f"SELECT {', '.join(COLUMNS)} FROM complaint_case")
            for number, row in enumerate(cursor):
                for place, value in enumerate(row):
                    if value is None:
                        continue
                    if isinstance(value, str):
                        sheet.write_string(number, place, value)
                    elif hasattr(value, "year"):
                        sheet.write_datetime(number, place, value, moment)
                    else:
                        sheet.write_number(number, place, value)


def _ask(env, name):
    """Every question of a dashboard, of the last twelve months, one by one."""
    path = f"complaint_reports/data/files/complaint_{name}_dashboard.json"
    with file_open(path) as stream:
        data = json.load(stream)
    for pivot in data["pivots"].values():
        measures = [one["id"] for one in pivot["measures"]]
        env[pivot["model"]].formatted_read_group(pivot["domain"], [], measures)
    since = fields.Datetime.now() - timedelta(days=365)
    for figure in data["sheets"][0]["figures"]:
        if chart := figure["data"].get("metaData"):
            model, measure = env[chart["resModel"]], chart["measure"]
            if measure != "__count":
                measure = f"{measure}:{model._fields[measure].aggregator}"
            chains = {one["chain"] for one in figure["data"]["fieldMatching"].values()}
            dates = chains & {"received_on", "due_on", "date", "registered_on"}
            domain = figure["data"]["searchParams"]["domain"]
            domain = domain + [(date, ">=", since) for date in dates]
            model.formatted_read_group(domain, chart["groupBy"], [measure])


def run_jobs(registry, subjects):
    """The ladder with so many alarms that have come, then once more. It commits."""
    subject = next(one for one in subjects if one.label == "case with policy")
    with registry.cursor() as cr:
        env = api.Environment(cr, subject.user.id, {"lang": "en_US", "tz": "UTC"})
        case = env[subject.model].create([subject.vals()])
        subject.take_on(case)
        clocks = env["complaint.clock"].search([("case_id", "=", case.id)])
        clock = clocks.filtered("limit_id.rung_ids")
        env.flush_all()
        number = SQL("'J-' || n")
        first = multiply(cr, subject.table, case.ids, DUE, number=number)
        multiply(
            cr,
            clock._table,
            clock.ids,
            DUE,
            case_id=SQL("%s + n - 1", first),
            next_alarm_on=SQL("now() at time zone 'UTC' - interval '1 minute'"),
            due_on=SQL("now() at time zone 'UTC' + interval '2 days'"),
        )
        cr.execute("ANALYZE complaint_clock")
    return {
        name: {subject.label: _run_job(registry)}
        for name in ("escalation", "escalation again")
    }


def _run_job(registry):
    with registry.cursor() as cr:
        env = api.Environment(cr, api.SUPERUSER_ID, {})
        queries, started = cr.sql_log_count, time.perf_counter()
        cpu = time.process_time()
        env["complaint.ladder"]._cron_climb()
        cr.flush()
        return {
            "queries": cr.sql_log_count - queries,
            "ms": round((time.perf_counter() - started) * 1000),
            "cpu_ms": round((time.process_time() - cpu) * 1000),
        }
