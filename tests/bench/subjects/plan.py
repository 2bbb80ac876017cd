from flood import ago, numbers, one_of
from odoo.fields import Command
from odoo.tools import SQL

from .subject import CUSTOMERS, Subject


class Plan(Subject):
    """Ours: the plan of corrective action (8D)."""

    model = "capa.plan"
    on_web = False
    groups = ("complaint_quality_capa.group_complaint_quality",)
    customer = ""
    category = "department_id"
    columns = "state"

    def prepare(self, env):
        self.departments = env["hr.department"].search([], limit=8)
        self.customer = "owner_id"
        self.customers = self.user.browse([self.user.id] * CUSTOMERS)
        self.case = env["complaint.case"].search([], limit=1)

    def more_vals(self):
        return {
            "department_id": self.departments[0].id,
            "case_ids": [Command.set(self.case.ids)],
        }

    def step(self, records):
        records.write({"containment_note": "The stock is looked through."})

    def spread(self, env):
        return {
            "name": SQL("'Plate ' || n || ' chipped'"),
            "number": numbers("P"),
            "create_date": ago(11),
            "department_id": one_of(self.departments.ids),
        }
