from .subject import CUSTOMERS, Subject


class Request(Subject):
    """Odoo's maintenance."""

    model = "maintenance.request"
    groups = ("maintenance.group_equipment_manager",)
    category = "category_id"
    customer = "user_id"

    def prepare(self, env):
        stages = env["maintenance.stage"].search([], order="sequence, id")
        self.first_stage, self.next_stage, *_rest = stages
        self.closed = stages.filtered("done")[:1]
        self.open_domain = (("stage_id.done", "=", False),)
        self.customers = self.user.browse([self.user.id] * CUSTOMERS)

    def spread(self, env):
        return {**super().spread(env), "stage_id": self.stages(env, self.closed)}
