"""The limit: the same by plain SQL on our table, nothing of Odoo in between."""

import time

from flood import multiply
from odoo.tools import SQL

MONTH = "SELECT date_trunc('month', received_on), category_id, count(*)"


def measure(registry, results, prototype):
    """Add what psycopg2 alone needs to the results of ``raw``."""
    for name, run in {
        "create 1": lambda cr: multiply(
            cr, "complaint_case", [prototype], 1, **_vary()
        ),
        "create 100": lambda cr: multiply(
            cr, "complaint_case", [prototype], 100, **_vary()
        ),
        "list of 80": lambda cr: cr.execute(
            "SELECT * FROM complaint_case WHERE is_open IS TRUE"
            " ORDER BY received_on DESC, id DESC LIMIT 80"
        ),
        "month x category": lambda cr: cr.execute(
            f"{MONTH} FROM complaint_case GROUP BY 1, 2"
        ),
        "pivot": lambda cr: cr.execute(f"{MONTH} FROM complaint_case GROUP BY 1, 2"),
    }.items():
        with registry.cursor() as cr:
            started, cpu = time.perf_counter(), time.process_time()
            run(cr)
            if cr.description:
                cr.fetchall()
            result = results[name]
            result.seconds.append(time.perf_counter() - started)
            result.cpu.append(time.process_time() - cpu)
            result.queries.append(1)
            cr.rollback()


def _vary():
    return {"number": SQL("'R-' || n")}
