"""One measurement: a request of a normal user, with an empty record cache."""

import statistics
import time
from dataclasses import dataclass, field

from odoo import api


@dataclass
class Result:
    """What one operation cost a subject, all rounds."""

    queries: list = field(default_factory=list)
    seconds: list = field(default_factory=list)
    cpu: list = field(default_factory=list)

    def summary(self):
        """Medians: queries, milliseconds, milliseconds of this process's CPU."""
        return {
            "queries": int(statistics.median(self.queries)),
            "ms": round(statistics.median(self.seconds) * 1000, 2),
            "cpu_ms": round(statistics.median(self.cpu) * 1000, 2),
        }


def take(registry, user_id, operation, result, warm=False):
    """Run ``operation(env)`` in a transaction of its own that is rolled back.

    What the operation returns as a callable is what is measured: the rest prepares.
    """
    with registry.cursor() as cr:
        env = api.Environment(cr, user_id, {"lang": "en_US", "tz": "UTC"})
        run = operation(env)
        cr.flush()
        env.invalidate_all()
        queries, started, cpu = cr.sql_log_count, time.perf_counter(), _cpu()
        run()
        cr.flush()  # what is written and what mail tracks belongs to the request
        if not warm:
            result.seconds.append(time.perf_counter() - started)
            result.cpu.append(_cpu() - cpu)
            result.queries.append(cr.sql_log_count - queries)
        cr.postcommit.clear()
        cr.rollback()


def _cpu():
    return time.process_time()
