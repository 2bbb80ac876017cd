from datetime import timedelta

from odoo import api, fields, models
from odoo.tools.mail import parse_contact_from_email

# A Date header further back than this is a wrong clock, not a slow mail.
MAIL_DATE_TRUSTED = timedelta(days=30)
TITLE_LENGTH = 250


class ComplaintCaseGateway(models.AbstractModel):
    """How an e-mail becomes a case, and how the next one finds it (R-I01, R-I24)."""

    _name = "complaint.case.gateway"
    _inherit = ["mail.thread", "mail.activity.mixin"]
    _description = "E-mails that become complaints"

    @api.model
    def message_new(self, msg_dict, custom_values=None):
        """Register an e-mail as a case.

        The sender is matched to a contact by address; an employee who forwards a
        customer's mail is its first receiver, not the complainant.

        :param dict msg_dict: the parsed mail, see ``mail.thread.message_parse``
        :param dict custom_values: the defaults of the alias (channel, company)
        """
        self._check_guarded(custom_values or {})
        vals = {
            **self.default_get(["company_id", "channel_id"]),
            **self._prepare_mail_vals(msg_dict),
            **(custom_values or {}),
        }
        channels = self.env["complaint.channel"]
        company_id = vals["company_id"]
        if not vals.get("channel_id"):  # to an address of no channel: a mail it is
            vals["channel_id"] = channels._get_default_id("email", company_id)
        employee = self._get_mail_employee(msg_dict).filtered(
            lambda user: company_id in user.company_ids.ids
        )
        in_charge = channels._get_in_charge(vals["channel_id"], company_id)
        vals["receiver_id"] = (employee or in_charge).id
        return self._create_guarded([vals])

    def message_update(self, msg_dict, update_vals=None):
        """The customer writes again: it lands on the same case; where that is settled
        already somebody is asked to look, so that nothing is lost in a closed file.
        """
        result = super().message_update(msg_dict, update_vals)
        if self._is_heard(msg_dict):
            for case in self.filtered(lambda case: not case.is_open):
                case._ask_to_look_again()
        return result

    # ------------------------------------------------------------
    # WHAT THE MAIL SAYS
    # ------------------------------------------------------------

    @api.model
    def _prepare_mail_vals(self, msg_dict):
        """Values of the case that the mail itself gives."""
        name, email = parse_contact_from_email(msg_dict.get("email_from") or "")
        author = self.env["res.partner"].browse(msg_dict.get("author_id"))
        vals = {
            "title": self._get_mail_title(msg_dict),
            "description": msg_dict.get("body"),
            "received_on": self._get_mail_date(msg_dict),
            "source_message_id": msg_dict.get("message_id"),
        }
        if not self._get_mail_employee(msg_dict):
            vals.update(
                partner_id=author.id,
                partner_name=name.strip(' "') or author.name or email,
                partner_email=email,
            )
        return vals

    @api.model
    def _get_mail_title(self, msg_dict):
        subject = " ".join((msg_dict.get("subject") or "").split())
        return subject[:TITLE_LENGTH] or self.env._("E-mail without subject")

    @api.model
    def _get_mail_date(self, msg_dict):
        """When it was sent; the moment it arrived where the header cannot be true."""
        now = fields.Datetime.now()
        sent = fields.Datetime.to_datetime(msg_dict.get("date") or now)
        return sent if now - MAIL_DATE_TRUSTED <= sent <= now else now

    @api.model
    def _get_mail_employee(self, msg_dict):
        """The internal user who sent the mail, empty for everybody else."""
        author = self.env["res.partner"].sudo().browse(msg_dict.get("author_id"))
        return author.user_ids.filtered(lambda user: not user.share)[:1]

    def _is_heard(self, msg_dict):
        """Whether the customer himself writes: no colleague, no machine."""
        automatic = self.env.context.get("complaint_automatic_mail")
        return not automatic and not self._get_mail_employee(msg_dict)

    def _ask_to_look_again(self):
        """Ask the first who is still there: handler, first receiver, who is in charge
        of the channel, who wrote last (the one who settled it).
        """
        self.ensure_one()
        users = self.user_id + self.receiver_id + self.channel_id.user_id
        users += self.write_uid
        user = users.filtered(lambda user: user.active and not user.share)[:1]
        if user:
            self.activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=self.with_context(lang=user.lang).env._(
                    "The customer wrote again"
                ),
            )

    # ------------------------------------------------------------
    # ROUTING
    # ------------------------------------------------------------

    @api.model
    def _routing_check_route(self, message, message_dict, route, raise_exception=True):
        """One mail to several addresses of one company is one case, not several."""
        checked = super()._routing_check_route(
            message, message_dict, route, raise_exception
        )
        if not checked or checked[1]:
            return checked
        company = (checked[2] or {}).get("company_id") or (
            self.with_user(checked[3]).sudo().default_get(["company_id"])["company_id"]
        )
        taken = message.__dict__.setdefault("complaint_companies", set())
        if company in taken:
            return ()
        taken.add(company)
        return checked

    @api.model
    def _detect_loop_sender_domain(self, email_from_normalized):
        """Only mails make a loop: what clerks register or import does not count, and
        a sender without an address answers to nobody.
        """
        return email_from_normalized and [
            ("partner_email", "=", email_from_normalized),
            ("source_message_id", "!=", False),
        ]
