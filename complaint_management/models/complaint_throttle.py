import threading
from datetime import timedelta

import psycopg2.errors
from odoo import api, fields, models
from odoo.tools import SQL, hmac

_COUNTING = threading.Lock()
HOUR = 3600
TRIES = 50


class ComplaintThrottle(models.Model):
    """How often one visitor did one thing within an hour: a row each, in the database,
    so that it counts over all workers and hosts. Addresses are kept as keyed hashes."""

    _name = "complaint.throttle"
    _description = "Counter of Visits"
    _log_access = False
    _rec_name = "key"

    key = fields.Char(required=True, readonly=True)
    count = fields.Integer(required=True, readonly=True)
    expires_on = fields.Datetime("Expires on", required=True, readonly=True, index=True)

    _key_uniq = models.UniqueIndex("(key)")

    @api.model
    def _take(self, purpose, who, limit):
        """Count one more visit, and say whether it is within the limit.

        In a transaction of its own: what fails afterwards counts all the same, and
        visitors behind one address wait for microseconds, not for each other.

        :param str who: what is counted, such as an address
        :param int limit: how often within the hour; 0: without limit
        """
        if not limit:
            return True
        now = fields.Datetime.now()
        window = int(now.timestamp()) // HOUR
        key = hmac(self.env(su=True), "complaint.throttle", (purpose, who, window))
        expires = now + timedelta(seconds=2 * HOUR)
        for _try in range(TRIES):
            try:
                return self._count_up(key, expires) <= limit
            except psycopg2.errors.SerializationFailure:
                continue
        return False

    @api.model
    def _count_up(self, key, expires):
        query = SQL(
            "INSERT INTO complaint_throttle AS one (key, count, expires_on)"
            " VALUES (%s, 1, %s)"
            " ON CONFLICT (key) DO UPDATE SET count = one.count + 1"
            " RETURNING one.count",
            key,
            expires,
        )
        # one at a time in a process: its requests hold a connection each already
        with _COUNTING, self.env.registry.cursor() as cr:
            cr.execute(query, log_exceptions=False)
            return cr.fetchone()[0]

    @api.autovacuum
    def _gc_expired(self):
        now = fields.Datetime.now()
        self.env.cr.execute(
            SQL("DELETE FROM complaint_throttle WHERE expires_on < %s", now)
        )
