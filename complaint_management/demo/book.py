import csv
import random
from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from dateutil.relativedelta import relativedelta
from odoo import fields
from odoo.tools import file_open

ZONE = ZoneInfo("Asia/Shanghai")
UTC = ZoneInfo("UTC")
# Nobody gets a mail, and no partner's country makes Odoo install its localisation.
QUIET = {
    "install_mode": True,
    "mail_activity_quick_update": True,
    "mail_auto_subscribe_no_notify": True,
    "no_reset_password": True,
}
UNTRACKED = {"mail_create_nolog": True, "tracking_disable": True}


class Book:
    """What the builders share: tables, days, chance, and records by their key.

    A record kept under the key ``user_officer`` has the XML id
    ``complaint_management.demo_user_officer``; so a builder of a later step, and of
    another module, finds it in a book of its own.
    """

    module = "complaint_management"

    def __init__(self, env):
        self.actors = env(context={**env.context, **QUIET})
        self.env = self.actors(context={**self.actors.context, **UNTRACKED})
        self.chance = random.Random(19)
        self.now = fields.Datetime.now()
        self._known, self._tables = {}, {}
        self.today = self.now.replace(tzinfo=UTC).astimezone(ZONE).date()

    # ------------------------------------------------------------
    # RECORDS
    # ------------------------------------------------------------

    def keep(self, records):
        """Give each record of that dict its key for good."""
        self.env["ir.model.data"]._update_xmlids(
            [
                {
                    "xml_id": f"{self.module}.demo_{key}",
                    "record": record,
                    "noupdate": True,
                }
                for key, record in records.items()
            ]
        )

    def get(self, key):
        """The record of that key."""
        return self.data(f"demo_{key}")

    def data(self, key):
        """A record that every database has, of this module's data."""
        if key not in self._known:
            self._known[key] = self.env.ref(f"{self.module}.{key}")
        return self._known[key]

    @property
    def company(self):
        return self.get("company")

    def acting(self, key):
        """The environment of the user of that key, at work in the demo company."""
        context = {**self.actors.context, "allowed_company_ids": self.company.ids}
        return self.actors(user=self.get(f"user_{key}").id, context=context, su=False)

    # ------------------------------------------------------------
    # TABLES, DAYS, CHANCE
    # ------------------------------------------------------------

    def table(self, name, module=None):
        """The rows of a table as dicts."""
        path = f"{module or self.module}/demo/files/{name}.csv"
        if path not in self._tables:
            with file_open(path, "r") as file:
                self._tables[path] = list(csv.DictReader(file))
        return self._tables[path]

    def day(self, text):
        """The date that lies ``text`` days back; ``2m10``: the 10th two months ago."""
        months, separator, number = str(text).partition("m")
        if separator:
            first = self.today.replace(day=1) - relativedelta(months=int(months))
            return first + timedelta(days=int(number) - 1)
        return self.today - timedelta(days=int(text))

    def at(self, day, hour=9.0):
        """That hour in Shanghai on that date, as the database has it."""
        start = datetime.combine(day, time(), ZONE) + timedelta(hours=hour)
        return start.astimezone(UTC).replace(tzinfo=None)

    def at_work(self, moment):
        """The same moment, or the next one at which somebody is in the office."""
        here = moment.replace(tzinfo=UTC).astimezone(ZONE)
        if here.hour >= 18:
            here = (here + timedelta(days=1)).replace(hour=9)
        elif here.hour < 8:
            here = here.replace(hour=9)
        if here.weekday() >= 5:
            here += timedelta(days=7 - here.weekday())
        return here.astimezone(UTC).replace(tzinfo=None)

    def hours(self, least, most):
        """Some time between so many hours and so many."""
        return timedelta(minutes=self.chance.randint(int(least * 60), int(most * 60)))
