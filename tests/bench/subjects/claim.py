from flood import one_of

from .subject import Subject


class Claim(Subject):
    """OCA crm_claim."""

    model = "crm.claim"
    groups = ("sales_team.group_sale_manager",)
    opened = "date"

    def prepare(self, env):
        stages = env["crm.claim.stage"].search([], order="sequence, id")
        self.first_stage, self.next_stage, *_rest = stages
        self.closed = stages[-1]
        self.open_domain = (("stage_id", "!=", self.closed.id),)
        self.categories = env["crm.claim.category"].create(
            [{"name": f"Bench {number}"} for number in range(8)]
        )
        if "crm.claim.report" in env:
            self.report = "crm.claim.report"

    def more_vals(self):
        return {"categ_id": self.categories[0].id}

    def spread(self, env):
        return {
            **super().spread(env),
            "categ_id": one_of(self.categories.ids),
            "stage_id": self.stages(env, self.closed),
        }
