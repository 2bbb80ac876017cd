from odoo import models
from odoo.fields import Command


class CapaPlanRecalls(models.AbstractModel):
    """The recalls that come from a plan (R-Q07)."""

    _name = "capa.plan.recalls"
    _description = "Recalls of a plan"

    def action_recall(self):
        """Prepare a recall of the lots of this plan.

        :return: the action that opens it
        """
        self.ensure_one()
        self.check_access("read")
        recalls = self.env["capa.recall"]
        recalls.check_access("create")
        vals = recalls._prepare_recall_vals(
            self.sudo().lot_ids,  # that he may read the plan was asked
            name=self.name,
            company_id=self.company_id.id,
            plan_id=self.id,
            case_ids=[Command.set(self._get_cases().ids)],
        )
        # who prepares it need not read the complaints that the plan comes from
        return recalls._open_form(recalls.sudo().create([vals]).sudo(False))

    def action_open_recalls(self):
        """The recalls that come from this plan; none: one is prepared."""
        recalls = self.env["capa.recall"].search([("plan_id", "in", self.ids)])
        return recalls._open_form(recalls) if recalls else self.action_recall()
