from flood import one_of
from odoo.fields import Command

from .subject import Subject


class Task(Subject):
    """Odoo's project."""

    model = "project.task"
    groups = ("project.group_project_user",)
    category = "project_id"

    def prepare(self, env):
        stages = env["project.task.type"].create(
            [{"name": "New"}, {"name": "Doing"}, {"name": "Done", "fold": True}]
        )
        self.first_stage, self.next_stage, self.closed = stages
        self.projects = env["project.project"].create(
            [
                {"name": f"Bench {number}", "type_ids": [Command.set(stages.ids)]}
                for number in range(8)
            ]
        )
        self.open_domain = (("stage_id", "!=", self.closed.id),)

    def more_vals(self):
        return {"project_id": self.projects[0].id}

    def spread(self, env):
        return {
            **super().spread(env),
            "project_id": one_of(self.projects.ids),
            "stage_id": self.stages(env, self.closed),
        }
