from flood import numbers, one_of
from odoo.fields import Command
from odoo.tools import SQL

from .subject import CLOSED, Subject


class Nonconformity(Subject):
    """OCA mgmtsystem_nonconformity."""

    model = "mgmtsystem.nonconformity"
    groups = (
        "mgmtsystem.group_mgmtsystem_user",
        # without it its own form fails: it reads the procedures
        "document_knowledge.group_document_user",
    )
    category = "severity_id"
    on_web = False  # its create() names its argument so that JSON-2 cannot call it

    def prepare(self, env):
        stages = env["mgmtsystem.nonconformity.stage"].search([], order="sequence, id")
        self.first_stage, self.next_stage, *_rest = stages
        self.closed = stages.filtered(lambda stage: stage.state == "done")[:1]
        self.open_domain = (("state", "!=", "done"),)
        self.categories = env["mgmtsystem.nonconformity.severity"].search([], limit=8)
        self.origin = env["mgmtsystem.nonconformity.origin"].search([], limit=1)

    def more_vals(self):
        return {
            "description": "It leaks.",
            "responsible_user_id": self.user.id,
            "manager_user_id": self.user.id,
            "origin_ids": [Command.set(self.origin.ids)],
        }

    def spread(self, env):
        return {
            **super().spread(env),
            "ref": numbers("B"),
            "severity_id": one_of(self.categories.ids),
            "stage_id": self.stages(env, self.closed),
            "state": SQL("CASE WHEN %s THEN 'done' ELSE 'draft' END", CLOSED),
        }
