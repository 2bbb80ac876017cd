from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

GROUPS = ("complaint_management.group_complaint_admin", "base.group_erp_manager")


class ComplaintSuccession(models.TransientModel):
    """Hands over in bulk what somebody who leaves owes in complaints; each change is
    kept in the history with the reason (issue 4, bad input)."""

    _name = "complaint.succession"
    _description = "Successor in complaints"

    user_id = fields.Many2one(
        "res.users", "Who leaves", required=True, domain="[('share', '=', False)]"
    )
    owed = fields.Text("What is handed over", compute="_compute_owed")
    successor_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    reason = fields.Text()

    @api.depends("user_id")
    def _compute_owed(self):
        for form in self:
            lines = form.user_id._describe_owed_complaints() if form.user_id else ()
            form.owed = "\n".join(lines) or self.env._("Nothing is owed.")

    def action_hand_over(self):
        """Hand everything over.

        :raises AccessError: administrators do
        :raises UserError: the successor does not work in the companies concerned
        """
        self.ensure_one()
        if not any(self.env.user.has_group(group) for group in GROUPS):
            raise AccessError(self.env._("Administrators hand over in bulk."))
        if not self.successor_id or not (self.reason or "").strip():
            raise UserError(self.env._("Name the successor and say why."))
        owed = self.user_id._get_owed_records()
        for _name, records in owed:
            self._check_works_in(records.company_id)
        for name, records in owed:
            getattr(self, f"_hand_over_{records._name.split('.')[1]}")(name, records)
        return {"type": "ir.actions.act_window_close"}

    def _check_works_in(self, companies):
        missing = companies - self.successor_id.sudo().company_ids
        if missing or not self.successor_id.active or self.successor_id.share:
            raise UserError(
                self.env._(
                    "%(person)s cannot take over: he or she does not work with the "
                    "complaints of %(company)s.",
                    person=self.successor_id.name,
                    company=(missing or companies)[:1].name,
                )
            )

    def _hand_over_case(self, name, cases):
        cases.with_context(mail_auto_subscribe_no_notify=True)._write_guarded(
            {name: self.successor_id.id}, self.reason
        )
        for case in cases:
            case._message_log(body=self._say())

    def _hand_over_duty(self, name, duties):
        """A successor of another department cannot handle it: then it is the head's
        again, who names another."""
        for duty in duties:
            if name == "handler_id":
                fits = self.successor_id in duty._get_people()
                user = self.successor_id if fits else duty._find_head()[0]
            else:
                user = self.successor_id
            duty._write_guarded({name: user.id}, self.reason)
            duty._message_log(body=self._say())
            duty._drop_activities()
            duty._ask_handler() if duty.handler_id else duty._ask_again()

    def _say(self):
        return self.env._(
            "%(person)s leaves; %(successor)s takes over: %(reason)s",
            person=self.user_id.name,
            successor=self.successor_id.name,
            reason=self.reason,
        )
