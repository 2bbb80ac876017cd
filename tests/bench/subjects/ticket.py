from flood import multiply, numbers, one_of
from odoo.fields import Command
from odoo.tools import SQL

from .subject import CLOSED, Subject


class Ticket(Subject):
    """OCA helpdesk_mgmt with helpdesk_mgmt_sla: three promises, as our policy."""

    model = "helpdesk.ticket"
    groups = ("helpdesk_mgmt.group_helpdesk_user",)
    category = "category_id"
    open_domain = (("closed", "=", False),)

    def prepare(self, env):
        stages = env["helpdesk.ticket.stage"].search([], order="sequence, id")
        self.first_stage, self.next_stage = stages[:2]
        self.closed = stages.filtered("closed")[:1]
        self.team = env["helpdesk.ticket.team"].create(
            {"name": "Bench", "use_sla": True, "user_ids": [Command.set(self.user.ids)]}
        )
        names = ("Answer", "Settled", "Outcome")
        env["helpdesk.sla"].create(
            [
                {"name": name, "days": 1, "team_ids": self.team.ids}
                | {"stage_id": self.closed.id}
                for name in names
            ]
        )
        self.categories = env["helpdesk.ticket.category"].create(
            [{"name": f"Bench {number}"} for number in range(8)]
        )

    def more_vals(self):
        return {
            "description": "<p>It leaks.</p>",
            "team_id": self.team.id,
            "category_id": self.categories[0].id,
        }

    def fill(self, env, count):
        first, made = super().fill(env, count)
        rows = made.ticket_sla_ids
        if rows:
            ticket = SQL("%s + n - 1", first)
            multiply(env.cr, rows._table, rows.ids[:1], count, ticket_id=ticket)
        return first, made

    def spread(self, env):
        return {
            **super().spread(env),
            "number": numbers("B"),
            "category_id": one_of(self.categories.ids),
            "stage_id": self.stages(env, self.closed),
            "closed": CLOSED,
        }
