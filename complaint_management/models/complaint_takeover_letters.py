import re

from markupsafe import Markup
from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

_SHOWN = re.compile(r"/web/(image|content)/(\d+)(\?access_token=[\w-]+)?")


class ComplaintTakeoverLetters(models.AbstractModel):
    """Messages and files of old records come to their cases as they were: author,
    date, content; all inside the company, nobody is told."""

    _name = "complaint.takeover.letters"
    _description = "Messages and files of old records"

    @api.model
    def _bring(self, old, cases):
        """
        :param old: old records, as superuser
        :param cases: the case of each, in the same order, as superuser
        :raises UserError: fewer arrived than there were
        """
        by_old = dict(zip(old.ids, cases, strict=True))
        messages = self.env["mail.message"].sudo()
        messages = messages.search(self._get_domain(old), order="id")
        files = self._get_files(old, messages)
        copies = self._copy_files(files, by_old)
        made = messages.create(
            [self._prepare(one, by_old[one.res_id], copies) for one in messages]
        )
        before = len(messages), sum(file.file_size for _id, file in files)
        after = len(made), sum(copy.file_size for copy in copies.values())
        if before != after or len(copies) != len(files):
            raise UserError(self.env._("Not every message and file arrived."))

    @api.model
    def _get_domain(self, old):
        return [
            ("model", "=", old._name),
            ("res_id", "in", old.ids),
            ("message_type", "!=", "user_notification"),
        ]

    @api.model
    def _get_files(self, old, messages):
        """``(old id, attachment)`` of what hangs on a record or on a message of it."""
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search(
                [
                    ("res_model", "=", old._name),
                    ("res_id", "in", old.ids),
                    ("res_field", "=", False),
                ],
                order="id",
            )
        )
        pairs = [(file.res_id, file) for file in files]
        for message in messages:
            pairs += [(message.res_id, file) for file in message.attachment_ids]
        return list(dict.fromkeys(pairs))

    @api.model
    def _copy_files(self, files, by_old):
        """New attachments on the same content: nothing is read or stored again."""
        copies = (
            self.env["ir.attachment"]
            .sudo()
            .create(
                [
                    {
                        "name": file.name,
                        "description": file.description,
                        "type": file.type,
                        "url": file.url,
                        "mimetype": file.mimetype,
                        "res_model": "complaint.case",
                        "res_id": by_old[old_id].id,
                    }
                    for old_id, file in files
                ]
            )
        )
        self._share_content(copies, [file.id for _id, file in files])
        keys = [(old_id, file.id) for old_id, file in files]
        return dict(zip(keys, copies, strict=True))

    @api.model
    def _share_content(self, copies, sources):
        """Let new attachments stand on the content of others, of the same order."""
        if not copies:
            return
        copies.flush_recordset()
        self.env.cr.execute(
            SQL(
                """
                UPDATE ir_attachment new
                   SET store_fname = old.store_fname, db_datas = old.db_datas,
                       checksum = old.checksum, file_size = old.file_size,
                       index_content = old.index_content,
                       create_date = old.create_date, create_uid = old.create_uid
                  FROM unnest(%s, %s) AS pair (new_id, old_id)
                  JOIN ir_attachment old ON old.id = pair.old_id
                 WHERE new.id = pair.new_id""",
                copies.ids,
                sources,
            )
        )
        copies.invalidate_recordset()
        copies.fetch(["res_model", "res_id"])  # Odoo would, one by one

    @api.model
    def _prepare(self, message, case, copies):
        key = message.res_id

        def shown(match):
            copy = copies.get((key, int(match[2])))
            return f"/web/{match[1]}/{copy.id}" if copy else match[0]

        text = _SHOWN.sub(shown, message.body or "")
        files = [copies[key, file.id].id for file in message.attachment_ids]
        return {
            "model": "complaint.case",
            "res_id": case.id,
            "date": message.date,
            "author_id": message.author_id.id,
            "email_from": message.email_from,
            "reply_to": message.reply_to,
            "subject": message.subject,
            "body": text + str(self._tell_changes(message)),
            "message_type": message.message_type,
            "subtype_id": self.env["ir.model.data"]._xmlid_to_res_id("mail.mt_note"),
            "is_internal": True,
            "attachment_ids": files,
        }

    @api.model
    def _tell_changes(self, message):
        """Changes that the old record's history shows beside its messages."""
        changes = message.tracking_value_ids._tracking_value_format()
        return Markup("").join(
            Markup("<p>%s: %s → %s</p>")
            % (
                change["fieldInfo"]["changedField"],
                change["oldValue"] or "–",
                change["newValue"] or "–",
            )
            for change in changes
        )
