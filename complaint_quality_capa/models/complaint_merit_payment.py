from odoo import fields, models
from odoo.exceptions import AccessError, UserError

from ..tools import merits
from ..tools.merit_arrows import GROUP


class ComplaintMeritPayment(models.AbstractModel):
    """What a decided amount means for the months: instalments that payroll is handed,
    and back again when the decision is corrected (R-R05)."""

    _name = "complaint.merit.payment"
    _inherit = "complaint.merit.decision"
    _description = "Instalments of a reward or penalty"

    first_month = fields.Date(
        "From month", help="Empty: the month after the decision.", copy=False
    )
    instalment_ids = fields.One2many(
        "complaint.merit.instalment", "merit_id", "Instalments", copy=False
    )
    published_on = fields.Datetime("Published", readonly=True, copy=False, guarded=True)
    circular_id = fields.Many2one(
        "capa.circular",
        "Notice",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )

    def _plan_payment(self):
        """The months of what was decided: full ones first, the rest last."""
        rows = []
        for merit in self.filtered(lambda one: one.form == "money"):
            digits = merit.currency_id.decimal_places
            start = merit.first_month or merit._get_today()
            shift = 0 if merit.first_month else 1
            amounts = merits.instalments(merit.amount, merit.instalment_amount, digits)
            rows += [
                {
                    "merit_id": merit.id,
                    "month": merits.month_after(start, shift + place),
                    "amount": amount if merit.sense == "reward" else -amount,
                }
                for place, amount in enumerate(amounts)
            ]
        self.env["complaint.merit.instalment"]._create_guarded(rows)

    def _take_back_payment(self):
        """What payroll has not got yet is cancelled; what it has is given back in the
        month after: openly, as a row of its own."""
        rows = self.instalment_ids
        rows.payroll_id.lock_for_update()  # who hands over at this moment comes first
        rows.payroll_id.invalidate_recordset(["state"])
        handed = rows.filtered(lambda row: row.payroll_id.state == "handed")
        open_still = {"is_cancelled": True, "payroll_id": False}
        (rows - handed)._write_guarded(open_still)
        month = merits.month_after(self._get_today(), 1)
        rows._create_guarded(
            [
                {
                    "merit_id": row.merit_id.id,
                    "month": month,
                    "amount": -row.amount,
                    "reverses_id": row.id,
                }
                for row in handed
            ]
        )

    def action_publish(self):
        """Publish what was decided inside the company (R-R02), by the GM's office.

        :raises AccessError: it is for who keeps rewards and penalties
        :raises UserError: it was not decided, or is published
        """
        if not (self.env.su or self.env.user.has_group(GROUP[0])):
            raise AccessError(
                self.env._("The general manager's office publishes decisions.")
            )
        for merit in self:
            merit.check_access("read")
            if merit.state != "decided" or merit.published_on:
                raise UserError(self.env._("What was decided is published, and once."))
            merit.sudo()._publish()  # who may was checked

    def _publish(self):
        """A circular to all staff, who confirm that they have read it."""
        circular = self.env["capa.circular"].create(
            {
                "name": self.number,
                "kind": "merit",
                "company_id": self.company_id.id,
                "all_staff": True,
                "text": self.with_context(
                    lang=self.company_id.partner_id.lang or self.env.lang
                )._say_notice(),
            }
        )
        circular.action_publish()
        self._write_approved(
            {"published_on": fields.Datetime.now(), "circular_id": circular.id}
        )

    def _say_notice(self):
        """The notice: whom, what for, what; nothing of who complained."""
        own = self.sudo()
        kinds = dict(self._fields["form"]._description_selection(self.env))
        found = dict(self._fields["finding"]._description_selection(self.env))
        return self.env._(
            "%(number)s: %(whom)s, %(department)s. %(finding)s. %(form)s%(amount)s.",
            number=own.number,
            whom=own.employee_id.name or "",
            department=own.department_id.name or "",
            finding=found[own.finding],
            form=kinds[own.form],
            amount=f" {own.currency_id.format(own.amount)}" if own.amount else "",
        )
