from odoo import models
from odoo.exceptions import UserError


class ComplaintSuccession(models.TransientModel):
    _inherit = "complaint.succession"

    def _hand_over_plainly(self, name, records):
        """What is being decided stays as it was put up (R-A05); a plan that was
        approved is carried out by somebody else, which it says."""
        plans = self._get_plans_of(records)
        if deciding := plans.filtered(lambda plan: plan.state == "deciding"):
            raise UserError(
                self.env._(
                    "%(plan)s is being decided as it was put up: wait for the "
                    "decision, or take it back first.",
                    plan=deciding[0].display_name,
                )
            )
        result = super()._hand_over_plainly(name, records)
        for plan in plans:
            plan._message_log(body=self._say())
        return result

    def _get_plans_of(self, records):
        """The plans whose rows these are."""
        rows = records._name in ("capa.action", "capa.check")
        return records.plan_id if rows else self.env["capa.plan"]
