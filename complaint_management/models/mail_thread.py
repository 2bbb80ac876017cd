from odoo import SUPERUSER_ID, api, models
from odoo.tools import html2plaintext

from ..tools.mail_mending import is_automatic, mend


class MailThread(models.AbstractModel):
    """A broken mail is read all the same: alone, Odoo drops it with a traceback.

    Nobody outside follows a case or is notified of one (R-A06); other records pay a
    look at a name.
    """

    _inherit = "mail.thread"

    @api.model
    def message_parse(self, message, save_original=False):
        mend(message)
        parsed = super().message_parse(message, save_original=save_original)
        parsed["attachments"] = [
            file._replace(fname=file.fname.replace("\0", ""))
            for file in parsed["attachments"]
        ]
        return parsed

    @api.model
    def _routing_handle_bounce(self, email_message, message_dict):
        """A reply that came back says why (R-K01)."""
        self.env["complaint.reply"]._note_bounce(
            message_dict["bounced_message"],
            message_dict["bounced_email"],
            html2plaintext(message_dict.get("body") or "").strip(),
        )
        return super()._routing_handle_bounce(email_message, message_dict)

    @api.model
    def _message_route_process(self, message, message_dict, routes):
        """An answer that a machine gives is none of the customer (R-I10, R-K09)."""
        if is_automatic(message):
            self = self.with_context(complaint_automatic_mail=True)
        return super()._message_route_process(message, message_dict, routes)

    # ------------------------------------------------------------
    # NOTHING LEAVES A CASE
    # ------------------------------------------------------------

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        gate = self.env["complaint.reply.gate"]
        if gate._is_gated(self._name):
            gate._check_inside(self.env["res.partner"].browse(partner_ids or ()))
        return super().message_subscribe(partner_ids, subtype_ids)

    @api.model
    def _notify_get_recipients(self, message, msg_vals=False, **kwargs):
        recipients = super()._notify_get_recipients(message, msg_vals, **kwargs)
        known = msg_vals or {}
        model = known["model"] if "model" in known else message.sudo().model
        gate = self.env["complaint.reply.gate"]
        if not (gate._is_gated(self._name) or gate._is_gated(model)):
            return recipients
        if "partner_ids" in known:
            named = set(known["partner_ids"])
        else:
            named = set(message.sudo().partner_ids.ids)
        kind = known.get("message_type") or message.sudo().message_type
        # the gateway posts as the system; who calls it an e-mail himself is no gateway
        incoming = kind == "email" and self.env.uid == SUPERUSER_ID
        inside = gate._filter_recipients(recipients, named, incoming)
        return gate._filter_readers(self, inside, named)

    def _notify_thread_with_out_of_office(
        self, message, recipients_data, msg_vals=False, **kwargs
    ):
        """Nobody approved what somebody wrote for his absence: it answers colleagues
        only."""
        if self.env["complaint.reply.gate"]._is_gated(self._name):
            author = (msg_vals or {}).get("author_id") or message.author_id.id
            author = self._message_compute_real_author(author)
            if not author or author.sudo().partner_share:
                return self.env["mail.message"]
        return super()._notify_thread_with_out_of_office(
            message, recipients_data, msg_vals=msg_vals, **kwargs
        )

    def _notify_by_email_get_headers(self, headers=None):
        """“Reply to all” from a colleague's own mailbox must not reach the customer."""
        headers = super()._notify_by_email_get_headers(headers=headers)
        if self.env["complaint.reply.gate"]._is_gated(self._name):
            headers.pop("X-Msg-To-Add", None)
        return headers
