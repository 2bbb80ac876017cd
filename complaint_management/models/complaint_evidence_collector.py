import re

from odoo import api, models

from ..tools.tiny_picture import is_tiny_picture


class ComplaintEvidenceCollector(models.AbstractModel):
    """Attachments of a case's messages become evidence; no table."""

    _name = "complaint.evidence.collector"
    _description = "Attachments that become evidence"

    @api.model
    def _collect(self, cases):
        """One piece of evidence for each attachment that is not evidence yet.

        A file counts as taken when its case has evidence with the same content: the
        same picture comes with each answer of a correspondence. The small pictures of
        a signature are none.

        :return: the evidence, and a sentence for each file that may not be kept
        """
        evidences = self.env["complaint.evidence"]
        known = self._get_known(cases)
        vals_list, faults = [], []
        for case in cases:
            for attachment, message in self._get_attachments(case).items():
                key = (case.id, attachment.checksum)
                if key in known:
                    continue
                known.add(key)
                fault = evidences._judge(
                    case.company_id.sudo(), attachment.name, attachment.raw
                )
                if fault:
                    faults.append(fault)
                else:
                    vals_list.append(self._prepare_vals(case, attachment, message))
        return evidences.create(vals_list), faults

    def _get_known(self, cases):
        """Content that is on the shelf already, as Odoo's own checksums."""
        files = (
            self.env["ir.attachment"]
            .sudo()
            .search_fetch(
                [
                    ("res_model", "=", "complaint.evidence"),
                    ("res_field", "=", "file"),
                    ("res_id", "in", cases.evidence_ids.ids),
                ],
                ["res_id", "checksum"],
            )
        )
        of_case = {one.id: one.case_id.id for one in cases.evidence_ids}
        return {(of_case[file.res_id], file.checksum) for file in files}

    def _get_attachments(self, case):
        """Files of the case, the oldest first, each with the message it came with."""
        found = self.env["ir.attachment"].search(
            [
                ("res_model", "=", case._name),
                ("res_id", "=", case.id),
                ("res_field", "=", False),
            ]
        )
        messages = dict.fromkeys(found.sorted("id"))
        for message in case.message_ids.sorted("id"):
            messages.update(dict.fromkeys(message.attachment_ids, message))
        return {
            attachment: message
            for attachment, message in messages.items()
            if attachment.type == "binary"
            and not (message and self._is_signature(attachment, message))
        }

    def _is_signature(self, attachment, message):
        """Whether it is a small picture within the text: a logo, a smiley."""
        shown = re.search(rf"/web/image/{attachment.id}\b", message.body or "")
        return bool(shown) and is_tiny_picture(attachment.raw)

    def _prepare_vals(self, case, attachment, message):
        outside = message and message.author_id.partner_share
        unknown = message and not message.author_id
        return {
            "case_id": case.id,
            "file": attachment.datas,
            "file_name": attachment.name,
            "source": "complainant" if outside or unknown else "staff",
            "received_on": message.date if message else attachment.create_date,
        }
