from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

CONTACT_STATES = ("handling", "answered", "done")


class ComplaintDutyContact(models.AbstractModel):
    """R-K08: the person whom the department named speaks to the customer, explains what
    was found and offers the remedy, where the officer asked him to.

    Name and telephone number are all he sees for it (R-P03).
    """

    _name = "complaint.duty.contact"
    _inherit = ["complaint.guarded.mixin", "complaint.duty.brief"]
    _description = "Contact with the customer"

    contacts_customer = fields.Boolean(
        "Contacts the customer",
        trailed=True,
        help="Who handles it explains the findings to the customer and offers the "
        "remedy; he sees name and telephone number.",
    )
    contacted_on = fields.Datetime(
        "Customer contacted", readonly=True, copy=False, guarded=True
    )
    can_contact = fields.Boolean(compute="_compute_customer")
    customer_name = fields.Char("Customer", compute="_compute_customer")
    customer_phone = fields.Char("Telephone", compute="_compute_customer")

    @api.depends("contacts_customer", "handler_id", "state")
    @api.depends_context("uid")
    def _compute_customer(self):
        for duty in self:
            duty.can_contact = duty._may_contact()
            case = duty.sudo().case_id
            duty.customer_name = duty.can_contact and case.partner_name
            duty.customer_phone = duty.can_contact and case.partner_phone

    def _may_contact(self):
        """Whether this user was named, and asked to speak to the customer."""
        return (
            self.contacts_customer
            and self._is_handler()
            and self.state in CONTACT_STATES
            and self.sudo().case_id.is_open
        )

    def action_note_contact(self):
        """The form in which who handles it notes what was said (R-K08).

        :raises AccessError: he was not named, or not asked to
        """
        self.ensure_one()
        self._check_may_contact()
        return self.env["complaint.duty.note"]._get_action(self, "contact")

    def note_contact(self, words, kind="phone_out", promise=False):
        """Keep on the case that the customer was spoken to (R-K08).

        :param str words: what was explained, and what he said to it
        :param str kind: ``phone_out`` or ``visit_out``, or how he came to us
        :param str promise: what was offered; marked where nothing is decided (R-A06)
        :raises AccessError: he was not named, or not asked to
        """
        self.ensure_one()
        self._check_may_contact()
        if not (words or "").strip():
            raise UserError(self.env._("Write down what was said."))
        # he has no right on the case: that he may note this was checked
        self.env["complaint.call"].sudo().create(
            {
                "case_id": self.case_id.id,
                "kind": kind,
                "user_id": self.env.uid,
                "words": words,
                "promise": promise,
                "purpose_id": self._get_contact_purpose().id,
            }
        )
        self.sudo()._write_guarded({"contacted_on": fields.Datetime.now()})

    def _check_may_contact(self):
        self.check_access("read")
        if not self._may_contact():
            raise AccessError(
                self.env._(
                    "Only who handles the duty speaks to the customer, where the "
                    "officer asked him to and the complaint is open."
                )
            )

    def _get_contact_purpose(self):
        purpose = self.env.ref(
            "complaint_management.complaint_call_purpose_findings",
            raise_if_not_found=False,
        )
        return purpose or self.env["complaint.call.purpose"]
