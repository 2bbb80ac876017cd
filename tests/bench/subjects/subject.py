import itertools

from flood import ago, multiply, one_of
from odoo.fields import Command
from odoo.tools import SQL
from operations import OPERATIONS

CUSTOMERS = 200
_serial = itertools.count(1)
CLOSED = SQL("n %% 10 > 0")  # one of ten is open


class Subject:
    """One model, the user that works with it, and what its users look at."""

    model = label = ""
    groups = ()
    operations = frozenset(OPERATIONS) - {"submit", "submit of 80", "decide"}
    on_web = True
    title = "name"
    customer = "partner_id"
    category = "categ_id"
    opened = "create_date"
    columns = "stage_id"  # of the kanban
    open_domain = ()
    report = ""  # the model behind its pivot

    def set_up(self, env):
        """Make the user, and what his records refer to."""
        self.label = self.label or self.model
        groups = ["base.group_user", "base.group_partner_manager", *self.groups]
        self.user = env["res.users"].create(
            {
                "name": f"User of {self.label}",
                "login": f"bench {self.label}",
                "password": f"bench {self.label}",
                "email": f"{self.label.replace(' ', '.')}@example.com",
                "group_ids": [Command.set([env.ref(name).id for name in groups])],
            }
        )
        self.table = env[self.model]._table
        self.customers = env["res.partner"].search([("ref", "=", "bench")])
        self.prepare(env)

    def prepare(self, env):
        """Seam: master data."""

    def vals(self):
        """Values of one new record, as its form sends them."""
        number = next(_serial)
        return {
            self.title: f"Plate {number} chipped",
            self.customer: self.customers[number % CUSTOMERS].id,
            **self.more_vals(),
        }

    def more_vals(self):
        """Seam: what else its form asks for."""
        return {}

    def step(self, records):
        """Seam: one step on its way."""
        records.write({"stage_id": self.next_stage.id})

    def take_on(self, records):
        """Seam: who handles them has been said before the step."""

    def fill(self, env, count):
        """Bring the table to ``count`` rows."""
        made = env[self.model].with_user(self.user)
        made = made.create([self.vals() for _number in range(10)])
        env.flush_all()
        return multiply(env.cr, self.table, made.ids, count, **self.spread(env)), made

    def spread(self, env):
        """Seam: SQL of what differs from row to row."""
        return {
            self.title: SQL("'Plate ' || n || ' chipped'"),
            self.customer: one_of(self.customers.ids),
            self.opened: ago(11),
        }

    def stages(self, env, closed):
        """SQL of its stage: closed for nine of ten."""
        begin = self.first_stage.id
        return SQL("CASE WHEN %s THEN %s ELSE %s END", CLOSED, closed.id, begin)
