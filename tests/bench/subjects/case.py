from flood import ago, multiply, numbers, one_of
from odoo.fields import Command
from odoo.tools import SQL

from .subject import CLOSED, Subject


class Case(Subject):
    """Ours, in a company without a policy."""

    model = "complaint.case"
    groups = ("complaint_management.group_complaint_officer",)
    title = "title"
    category = "category_id"
    opened = "received_on"
    columns = "state"
    open_domain = (("is_open", "=", True),)
    report = "complaint.case.report"

    def prepare(self, env):
        self.categories = env["complaint.category"].search([], limit=8)
        self.channel = env.ref("complaint_management.complaint_channel_hotline")
        self.plate = env["product.product"].search([("name", "=", "Bench plate")])

    def more_vals(self):
        line = {"product_id": self.plate.id, "defective_qty": 2}
        return {
            "channel_id": self.channel.id,
            "category_id": self.categories[0].id,
            "line_ids": [Command.create(line)],
        }

    def take_on(self, records):
        records.user_id = records.env.user

    def step(self, records):
        records.action_accept()

    def fill(self, env, count):
        first, made = super().fill(env, count)
        case = SQL("%s + n - 1", first)
        clocks = env["complaint.clock"].search([("case_id", "in", made.ids)])
        for rows in (made.line_ids, clocks):
            if rows:
                multiply(env.cr, rows._table, rows.ids[:1], count, case_id=case)
        return first, made

    def spread(self, env):
        return {
            **super().spread(env),
            "number": numbers("B"),
            "category_id": one_of(self.categories.ids),
            "registered_on": ago(11),
            "is_open": SQL("NOT (%s)", CLOSED),
            "state": SQL("CASE WHEN %s THEN 'closed' ELSE 'accepted' END", CLOSED),
            "due_on": SQL("now() at time zone 'UTC' + n * interval '1 minute'"),
        }
