import re

from odoo import api, models
from odoo.fields import Command

WRITTEN = ("comment", "email", "email_outgoing")


class ComplaintTicketCorrespondence(models.AbstractModel):
    """What was written on a ticket, and its files, go along to the complaint, so that
    it is whole for those who have no right on tickets; no table (R-I17)."""

    _name = "complaint.ticket.correspondence"
    _description = "Correspondence of a ticket"

    @api.model
    def _take_over(self, ticket, case):
        """Copy messages and files of ``ticket`` to ``case``; files become evidence.

        :return: a sentence for each file that may not be kept as evidence
        """
        messages = ticket.message_ids.filtered(
            lambda one: one.message_type in WRITTEN and (one.body or one.attachment_ids)
        ).sorted("id")
        files = self._copy_files(ticket, messages, case)
        vals_list = [self._prepare_message(one, files, case) for one in messages]
        # as it was written, by whom and when: nobody else may say that of others
        self.env["mail.message"].sudo().create(vals_list)
        case.invalidate_recordset(["message_ids"])
        return self.env["complaint.evidence.collector"]._collect(case)[1]

    @api.model
    def _take_along(self, message, case):
        """Copy one message that came later to ``case``, with its files."""
        target = {"res_model": case._name, "res_id": case.id, "access_token": False}
        # who writes on the ticket need not have any right on the case
        kept = message.sudo().attachment_ids
        files = dict(zip(kept, kept.copy(target), strict=True))
        vals = self._prepare_message(message.sudo(), files, case)
        self.env["mail.message"].sudo().create([vals])
        case.invalidate_recordset(["message_ids"])
        if files:
            self.env["complaint.evidence.collector"].sudo()._collect(case)

    @api.model
    def _copy_files(self, ticket, messages, case):
        """The copy on the case of each file of the ticket; each content once."""
        own = self.env["ir.attachment"].search(
            [
                ("res_model", "=", ticket._name),
                ("res_id", "=", ticket.id),
                ("res_field", "=", False),
            ]
        )
        every = (own | messages.attachment_ids).sorted("id")
        first = {}
        for file in every:
            first.setdefault(file.checksum or file.id, file)
        kept = self.env["ir.attachment"].union(*first.values())
        target = {"res_model": case._name, "res_id": case.id, "access_token": False}
        copy_of = dict(zip(kept, kept.copy(target), strict=True))
        return {file: copy_of[first[file.checksum or file.id]] for file in every}

    @api.model
    def _prepare_message(self, message, files, case):
        copies = [files[file].id for file in message.attachment_ids]
        return {
            "model": case._name,
            "res_id": case.id,
            "message_type": "comment",
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            "is_internal": True,
            "author_id": message.author_id.id,
            "email_from": message.email_from,
            "reply_to": False,
            "date": message.date,
            "subject": message.subject,
            "body": self._point_at_copies(message.body or "", files),
            "attachment_ids": [Command.set(list(dict.fromkeys(copies)))],
        }

    @api.model
    def _point_at_copies(self, body, files):
        """Pictures in the text: who reads the case may not read those of the ticket."""
        ids = {str(file.id): str(copy.id) for file, copy in files.items()}
        return re.sub(
            r"(/web/(?:image|content)/)(\d+)(?:\?access_token=[\w-]+)?",
            lambda found: found[1] + ids.get(found[2], found[2]),
            body,
        )
