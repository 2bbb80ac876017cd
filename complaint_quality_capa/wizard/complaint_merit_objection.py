from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintMeritObjection(models.TransientModel):
    """Asks whom it is about why he objects, and for what shows it (R-R05); who may is
    checked where it is done."""

    _name = "complaint.merit.objection"
    _description = "Objection to a reward or penalty"

    merit_id = fields.Many2one(
        "complaint.merit", "Reward or penalty", required=True, readonly=True
    )
    reason = fields.Text("Why it is not right")
    attachment_ids = fields.Many2many(
        "ir.attachment",
        "complaint_merit_objection_wizard_rel",
        "wizard_id",
        "attachment_id",
        "What shows it",
    )

    @api.model
    def _get_action(self, merit):
        form = self.create({"merit_id": merit.id})
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Object"),
            "res_model": self._name,
            "res_id": form.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_done(self):
        """Hand the objection in.

        :raises UserError: nothing is said, or the days to object are over
        """
        self.ensure_one()
        if not (self.reason or "").strip():
            raise UserError(self.env._("Say why it is not right."))
        self.merit_id.action_object(self.reason, self.attachment_ids.ids)
        return {"type": "ir.actions.act_window_close"}
