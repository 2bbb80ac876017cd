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
    company_ids = fields.Many2many(
        "res.company",
        string="Only in",
        help="Companies that he or she leaves; everything where empty.",
    )
    owed = fields.Text("What is handed over", compute="_compute_owed")
    successor_id = fields.Many2one(
        "res.users",
        domain="[('share', '=', False), ('id', '!=', user_id)]",
    )
    reason = fields.Text()

    @api.depends("user_id", "company_ids")
    def _compute_owed(self):
        for form in self:
            lines = form.user_id and form.user_id._describe_owed_complaints(
                form.company_ids._origin
            )
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
        owed = self.user_id._get_owed_records(self.company_ids)
        for _name, records in owed:
            self._check_works_in(records.company_id)
        for name, records in owed:
            kind = records._name.removeprefix("complaint.").replace(".", "_")
            hand_over = getattr(self, f"_hand_over_{kind}", self._hand_over_plainly)
            hand_over(name, records)
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

    def _hand_over_plainly(self, name, records):
        """Seam: who follows it is another from now on, what he was asked moves along;
        a model of its own kind has a method ``_hand_over_<model>``."""
        records._write_guarded({name: self.successor_id.id}, self.reason)
        for record in records if "message_ids" in records._fields else ():
            record._message_log(body=self._say())
        # whoever hands over need not see what others are asked
        asked = self.env["mail.activity"].sudo()
        asked.with_context(mail_activity_quick_update=True).search(
            [
                ("res_model", "=", records._name),
                ("res_id", "in", records.ids),
                ("user_id", "=", self.user_id.id),
            ]
        ).write({"user_id": self.successor_id.id})

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
