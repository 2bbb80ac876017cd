from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintReason(models.TransientModel):
    """Asks for the reason that an arrow wants, then walks it."""

    _name = "complaint.reason"
    _description = "Reason for a step"

    res_model = fields.Char(required=True, readonly=True)
    res_ids = fields.Json(required=True, readonly=True)
    target = fields.Char(required=True, readonly=True)
    step = fields.Char("What happens", readonly=True)
    reason = fields.Text()
    asks_redress = fields.Boolean(readonly=True)
    redress = fields.Text("Other way to redress")
    asks_secured = fields.Boolean(readonly=True)
    needs_secured = fields.Boolean(readonly=True)
    secured = fields.Text("Product and sample secured")

    @api.model
    def _get_action(self, records, target):
        """The action that asks why ``records`` go to ``target``."""
        unsatisfied = target == "deciding" and "confirming" in records.mapped("state")
        wizard = self.create(
            {
                "asks_secured": unsatisfied,
                "needs_secured": unsatisfied
                and any(one._goes_to_market() for one in records),
                "res_model": records._name,
                "res_ids": records.ids,
                "target": target,
                "asks_redress": any(
                    "redress" in arrow.asks
                    for state in records.mapped("state")
                    if (arrow := records._get_arrows().get(state, target))
                ),
                "step": self.env._(
                    "%(names)s: %(before)s → %(after)s",
                    names=", ".join(records[:3].mapped("display_name")),
                    before=records._get_state_label(records[:1].state),
                    after=records._get_state_label(target),
                ),
            }
        )
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Please say why"),
            "res_model": self._name,
            "res_id": wizard.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_walk(self):
        """Walk with the reason; rights and guards are checked there."""
        self.ensure_one()
        model = self.env.get(self.res_model)
        if not hasattr(model, "_walk"):
            raise UserError(self.env._("There is no such step."))
        asked = {"redress": self.redress} if self.asks_redress else {}
        if self.asks_secured:
            asked["secured"] = self.secured
        model.browse(self.res_ids)._walk(self.target, self.reason, **asked)
        return {"type": "ir.actions.act_window_close"}
