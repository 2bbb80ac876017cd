import base64
import contextlib
import io
import os
import shutil

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools import SQL

from ..tools import whole_file
from ..tools.package import CHUNK

EVIDENCE = "complaint.evidence"
# what makes an attachment the file of this record and no other
POINTERS = {"res_model", "res_id", "res_field"}
CONTENTS = {"raw", "datas", "db_datas", "store_fname", "type", "url"}
# derived from the content, by whom does not matter
DERIVED = {"index_content", "thumbnail"}


class IrAttachment(models.Model):
    """The file behind locked evidence is as locked as the evidence (R-V04).

    Other attachments pay nothing: what tells them apart is in the cache, or is read
    with what Odoo reads of them anyway. No file of a case is shared by a link (R-A06).
    """

    _inherit = "ir.attachment"

    _complaint_evidence_uniq = models.UniqueIndex(
        "(res_id) WHERE res_model = 'complaint.evidence' AND res_field = 'file'",
        "This evidence has a file already: change that one.",
    )

    @api.model_create_multi
    def create(self, vals_list):
        attachments = super().create(self._keep_complaint_files_in(vals_list))
        files = attachments._get_evidence_files()
        if files:
            files._check_evidence_open()
            files._seal_evidence()
        return attachments

    def write(self, vals):
        if vals.get("public") or vals.get("access_token"):
            self._check_no_complaint_file()
        self._check_stays_with_complaint(vals)
        result = self._write_evidence(vals)
        if self.env["complaint.reply.gate"]._is_gated(vals.get("res_model")):
            shared = self.sudo().filtered(lambda one: one.public or one.access_token)
            if shared:  # what a composer shared while it was written
                shared.write({"public": False, "access_token": False})
        return result

    def _write_evidence(self, vals):
        before = self._get_evidence_files()
        if not before and not POINTERS.intersection(vals):
            return super().write(vals)
        before._check_evidence_open(vals)
        evidences = before._get_evidences()
        changed = vals.keys() & (CONTENTS | POINTERS)
        result = super().write(vals)
        after = self._get_evidence_files()
        moved = after.filtered(lambda one: one.res_id not in evidences.ids)
        moved._check_evidence_open()
        after._check_evidence_private()
        if changed and (evidences or after):
            after._seal_evidence(evidences)
        return result

    def unlink(self):
        self._check_kept()
        files = self._get_evidence_files()
        files._check_evidence_open()
        evidences = files._get_evidences()
        result = super().unlink()
        if evidences:
            evidences._seal(self.browse())
        return result

    def _check_kept(self):
        """R-S04: what was written on a complaint keeps its files, with it."""
        if self.env.su:  # the system cleans up what is nobody's
            return
        gate = self.env["complaint.reply.gate"]
        files = self.sudo().filtered(
            lambda one: (
                one.res_id and not one.res_field and gate._is_gated(one.res_model)
            )
        )
        messages = self.env["mail.message"].sudo()
        if files and messages.search_count(
            [("attachment_ids", "in", files.ids)], limit=1
        ):
            raise UserError(
                self.env._(
                    "This file belongs to what was written on a complaint, and is kept "
                    "with it."
                )
            )

    def _erase_complaint_files(self):
        """Delete these files past what keeps them: the eraser alone calls this. Odoo
        removes from the file store what no other record holds."""
        return super().unlink()

    def _check_contents(self, values):
        # Odoo makes large pictures smaller; evidence is kept as it came
        if values.get("res_model") in (EVIDENCE, "complaint.case") or (
            self._get_evidence_files()
        ):
            self = self.with_context(image_no_postprocess=True)
        return super()._check_contents(values)

    # ------------------------------------------------------------
    # NO LINKS TO FILES OF A CASE
    # ------------------------------------------------------------

    @api.model
    def _keep_complaint_files_in(self, vals_list):
        """Odoo makes a token for a picture in a message by itself: not here, where
        whoever reads the message may read its pictures."""
        gate = self.env["complaint.reply.gate"]
        kept = []
        for vals in vals_list:
            if gate._is_gated(vals.get("res_model")):
                if vals.get("public"):
                    self._refuse_link()
                vals = {k: v for k, v in vals.items() if k != "access_token"}
            kept.append(vals)
        return kept

    def generate_access_token(self):
        """No token for files of a case: Odoo asks for one by itself, so it is none
        instead of an error."""
        gate = self.env["complaint.reply.gate"]
        inside = self.sudo().filtered(lambda one: gate._is_gated(one.res_model))
        if not inside:
            return super().generate_access_token()
        return [
            False
            if one in inside
            else super(IrAttachment, one).generate_access_token()[0]
            for one in self
        ]

    def _check_stays_with_complaint(self, vals):
        """R-A06: a file of a case is no file of another record; what is not put
        anywhere yet (Odoo uploads first) may be."""
        if not {"res_model", "res_id"} & vals.keys():
            return
        gate = self.env["complaint.reply.gate"]
        # what is the file of evidence is the evidence's own matter
        for file in self.sudo() - self._get_evidence_files():
            now = (file.res_model, file.res_id or 0)
            new = (
                vals.get("res_model", file.res_model),
                vals.get("res_id", file.res_id) or 0,
            )
            if file.res_id and now != new and gate._is_gated(file.res_model):
                raise UserError(
                    self.env._(
                        "A file of a complaint stays with it and cannot be moved to "
                        "another record."
                    )
                )

    def _check_no_complaint_file(self):
        gate = self.env["complaint.reply.gate"]
        if any(gate._is_gated(one.res_model) for one in self.sudo()):
            self._refuse_link()

    def _refuse_link(self):
        raise UserError(
            self.env._(
                "A file of a complaint cannot be made public or shared by a link: only "
                "those who may read the complaint read it."
            )
        )

    # ------------------------------------------------------------
    # EVIDENCE
    # ------------------------------------------------------------

    def _get_evidence_files(self):
        """Those of these attachments that hold the file of evidence."""
        return self.sudo().filtered(
            lambda one: one.res_model == EVIDENCE and one.res_field == "file"
        )

    def _get_evidences(self):
        """The evidence that these files belong to, as far as it still exists."""
        if not self:
            return self.env[EVIDENCE].sudo()
        return self.env[EVIDENCE].sudo().browse(self.mapped("res_id")).exists()

    def _check_evidence_open(self, vals=None):
        """Raise when one of these files belongs to locked evidence (R-V04).

        :param dict vals: what is to be written; what is there already is no change,
            so that Odoo can move files from one storage to another
        """
        locked = self._get_evidences()._filter_locked()
        files = self.filtered(lambda one: one.res_id in locked.ids)
        if vals is not None:
            files = files.filtered(lambda one: one._is_evidence_changed(vals))
        if files:
            locked.browse(files.mapped("res_id"))._check_unlocked()

    def _is_evidence_changed(self, vals):
        if "raw" in vals or "datas" in vals:
            raw = vals.get("raw") or base64.b64decode(vals.get("datas") or b"")
            raw = raw.encode() if isinstance(raw, str) else raw
            if raw != self.raw:
                return True
        return any(
            self._fields[name].convert_to_write(self[name], self) != value
            for name, value in vals.items()
            if name in self._fields and name not in DERIVED | {"raw", "datas"}
        )

    def _check_evidence_private(self):
        """R-P03: who may not read the evidence may not read its file."""
        for file in self:
            if file.public or file.access_token:
                raise UserError(
                    self.env._(
                        "Evidence cannot be made public or shared by a link: only "
                        "those who may read the complaint read it."
                    )
                )

    def _seal_evidence(self, evidences=None):
        self._check_evidence_private()
        evidences = self._get_evidences() | (evidences or self.env[EVIDENCE].sudo())
        evidences._seal(self)

    # ------------------------------------------------------------
    # FULL DISKS, KILLED WORKERS
    # ------------------------------------------------------------

    @api.model
    def _get_path(self, bin_data, sha):
        """What a full disk or a killed worker left half written is no obstacle: Odoo
        would refuse the same file from then on (“collides”)."""
        fname = f"{sha[:2]}/{sha}"
        path = self._full_path(fname)
        if whole_file.is_begun(path, bin_data):
            with self._say_full_disk(fname):
                whole_file.write(path, bin_data)
            self._mark_for_gc(fname)  # should this transaction fail
        return super()._get_path(bin_data, sha)

    @api.model
    def _file_write(self, bin_value, checksum):
        with self._say_full_disk(f"{checksum[:2]}/{checksum}"):
            return super()._file_write(bin_value, checksum)

    @contextlib.contextmanager
    def _say_full_disk(self, fname):
        try:
            yield
        except OSError as error:
            with contextlib.suppress(OSError):
                self._mark_for_gc(fname)  # collected, unless somebody holds it
            if error.errno not in whole_file.FULL:
                raise
            raise UserError(
                self.env._(
                    "The file was not kept: the disk of the server is full. Nothing "
                    "was saved. Tell your administrator, and try again when there is "
                    "room."
                )
            ) from error

    # ------------------------------------------------------------
    # PACKAGES: larger than what fits into memory
    # ------------------------------------------------------------

    @api.model
    def _keep_package(self, stream, size, sha1, record, field):
        """Keep what ``stream`` holds as the file of ``record``, copied in pieces."""
        vals = {
            "name": field,
            "res_model": record._name,
            "res_id": record.id,
            "res_field": field,
            "mimetype": "application/zip",
        }
        if self._storage() != "file":
            return self.create({**vals, "raw": stream.read()})
        attachment = self.create(vals)
        fname = f"{sha1[:2]}/{sha1}"  # as Odoo's own
        path = self._full_path(fname)
        self._mark_for_gc(fname)  # collected, should this transaction fail
        # the same content lies there when it is made again, or an earlier try failed
        if not os.path.isfile(path) or os.path.getsize(path) != size:
            os.makedirs(os.path.dirname(path), exist_ok=True)
            with open(path, "wb") as target:
                shutil.copyfileobj(stream, target, CHUNK)
        attachment.flush_recordset()
        self.env.cr.execute(
            SQL(
                "UPDATE ir_attachment SET store_fname = %s, checksum = %s,"
                " file_size = %s WHERE id = %s",
                fname,
                sha1,
                size,
                attachment.id,
            )
        )
        attachment.invalidate_recordset()
        return attachment

    @api.model
    def _open_package(self, record, field):
        """A stream of the file of ``record``; ``None`` when it is gone."""
        attachment = self.search(
            [
                ("res_model", "=", record._name),
                ("res_id", "=", record.id),
                ("res_field", "=", field),
            ],
            limit=1,
        )
        if not attachment.store_fname:
            return io.BytesIO(attachment.raw) if attachment.raw else None
        try:
            return open(self._full_path(attachment.store_fname), "rb")
        except OSError:
            return None
