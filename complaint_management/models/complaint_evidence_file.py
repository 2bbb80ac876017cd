import hashlib
import mimetypes

from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.tools import human_size
from odoo.tools.mimetypes import guess_mimetype

from ..tools.file_types import named_type, parse_types, real_types

PREVIEWED = ("image/png", "image/jpeg", "image/gif", "image/webp", "image/bmp")


class ComplaintEvidenceFile(models.AbstractModel):
    """The file of a piece of evidence: what it may be, and its fingerprint.

    Size, type and SHA-256 are those of the bytes that are stored. ``ir.attachment``
    calls ``_seal`` whichever way a file came: through the field, a form, a default,
    or an attachment that somebody made or changed himself.
    """

    _name = "complaint.evidence.file"
    _inherit = "complaint.guarded.mixin"
    _description = "File of evidence"

    file = fields.Binary(attachment=True)
    file_name = fields.Char(trailed=True)
    file_size = fields.Integer("Bytes", readonly=True, copy=False, guarded=True)
    file_size_text = fields.Char("Size", compute="_compute_file_texts")
    mimetype = fields.Char("File type", readonly=True, copy=False, guarded=True)
    has_preview = fields.Boolean(compute="_compute_file_texts")
    checksum = fields.Char(
        "SHA-256",
        readonly=True,
        copy=False,
        guarded=True,
        help="Fingerprint of the file, computed when it was stored: another file, or "
        "this one changed in one place, has another.",
    )

    @api.depends("file_size", "mimetype")
    def _compute_file_texts(self):
        for evidence in self:
            size = human_size(evidence.file_size or False)
            evidence.file_size_text = size and size.replace(".00 ", " ")
            evidence.has_preview = evidence.mimetype in PREVIEWED

    @api.constrains("file_name", "file")
    def _check_file_name(self):
        for evidence in self:
            if not evidence.file_name:
                continue
            if not evidence.checksum:
                raise ValidationError(self._say_empty(evidence.file_name))
            fault = self._judge_name(evidence._get_file_company(), evidence.file_name)
            if fault:
                raise ValidationError(fault)

    def write(self, vals):
        if "file" in vals:  # judged under its new name
            vals = dict(vals)
            vals["file"] = vals.pop("file")
        return super().write(vals)

    def _get_file_company(self):
        """The company whose limits this file keeps to."""
        return self.case_id.company_id.sudo()

    # ------------------------------------------------------------
    # WHAT MAY BE KEPT
    # ------------------------------------------------------------

    @api.model
    def _judge(self, company, file_name, content):
        """Why ``company`` does not keep this file: a sentence, else ``None``."""
        if not content:
            return self._say_empty(file_name)
        if len(content) > company.evidence_max_mb * 1024 * 1024:
            return self.env._(
                "“%(file)s” has %(size)s. %(company)s keeps files of up to "
                "%(limit)s MB as evidence. Make it smaller, or put it where your "
                "colleagues can open it and enter the link instead.",
                file=file_name,
                size=human_size(len(content)).replace(".00 ", " "),
                company=company.name,
                limit=company.evidence_max_mb,
            )
        return self._judge_name(company, file_name) or self._judge_content(
            company, file_name, content
        )

    @api.model
    def _say_empty(self, file_name):
        return self.env._(
            "“%(file)s” is empty. Look whether it opens on your device, then choose it "
            "again.",
            file=file_name,
        )

    @api.model
    def _judge_name(self, company, file_name):
        claimed = named_type(file_name)
        if claimed not in parse_types(company.evidence_forbidden_types):
            return None
        return self.env._(
            "“%(file)s” is a file of type “%(type)s”, and %(company)s does not keep "
            "those as evidence: they can hold programs. Add a screenshot or a PDF of "
            "it, or enter a link instead.",
            file=file_name,
            type=claimed,
            company=company.name,
        )

    @api.model
    def _judge_content(self, company, file_name, content):
        forbidden = parse_types(company.evidence_forbidden_types)
        real = real_types(content, guess_mimetype(content)).intersection(forbidden)
        if not real:
            return None
        return self.env._(
            "“%(file)s” is really a file of type “%(type)s”, whatever its name says, "
            "and %(company)s does not keep those as evidence: they can hold programs. "
            "Add a screenshot or a PDF of it, or enter a link instead.",
            file=file_name,
            type=min(real, key=forbidden.index),
            company=company.name,
        )

    # ------------------------------------------------------------
    # FINGERPRINT
    # ------------------------------------------------------------

    def _seal(self, attachments):
        """Judge and fingerprint the files that are stored now.

        :param attachments: what holds the files of these records; records without one
            have lost theirs
        :raises ValidationError: a file that may not be kept
        """
        by_id = {attachment.res_id: attachment for attachment in attachments}
        with self.env["complaint.trail"]._recording(self, ["checksum"]):
            for evidence in self:
                attachment = by_id.get(evidence.id)
                evidence._write_guarded(
                    evidence._prepare_seal(attachment.raw or b"")
                    if attachment
                    else evidence._prepare_unseal()
                )

    def _prepare_seal(self, content):
        file_name = self.file_name or self.name
        fault = self._judge(self._get_file_company(), file_name, content)
        if fault:
            raise ValidationError(fault)
        mimetype = guess_mimetype(content)
        if mimetype in ("application/octet-stream", "text/plain", "application/zip"):
            mimetype = mimetypes.guess_type(file_name)[0] or mimetype
        return {
            "file_size": len(content),
            "mimetype": mimetype,
            "checksum": hashlib.sha256(content).hexdigest(),
        }

    def _prepare_unseal(self):
        return dict.fromkeys(("file_name", "file_size", "mimetype", "checksum"), False)
