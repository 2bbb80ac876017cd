import base64
import logging

from odoo import api, models
from odoo.exceptions import UserError
from odoo.tools.image import image_process

from ..tools import forms

_logger = logging.getLogger(__name__)
EDGE = 700  # pixels: sharp in half a page's width, light in the file
BROKEN = (OSError, ValueError, UserError)
JPEG = b"\xff\xd8"


class ComplaintPaperParts(models.AbstractModel):
    """Parts that several forms have: rows that the reader may see, signatures with
    their chain, boxes to sign in, photos of the evidence."""

    _name = "complaint.paper.parts"
    _inherit = ["complaint.paper.words"]
    _description = "Parts of printed forms"

    @api.model
    def _find_rows(self, name, by, records, *domain, order=None):
        """Rows of ``records`` that the reader may read himself; one query for all.

        :param str name: model of the rows
        :param str by: their field that points at the records
        :return: function, record → its rows
        """
        rows = self.env[name]
        grouped = {}
        if rows.has_access("read"):
            found = rows.search([(by, "in", records.ids), *domain], order=order)
            grouped = {
                record.id: own for record, own in found.sudo().grouped(by).items()
            }
        return lambda record: grouped.get(record.id, rows)

    # ------------------------------------------------------------
    # DECISIONS
    # ------------------------------------------------------------

    @api.model
    def _find_requests(self, records, subject):
        """The latest asking of each record, as superuser: who may read a record may
        know how it was decided (as its own form shows)."""
        found = (
            self.env["complaint.approval.request"]
            .sudo()
            .search(
                [
                    ("res_model", "=", records._name),
                    ("res_id", "in", records.ids),
                    ("subject", "=", subject),
                ],
                order="id",
            )
        )
        found.signature_ids.mapped("comment")  # all in one go
        found.turn_ids.signature_ids.mapped("decision")
        return {request.res_id: request for request in found}

    @api.model
    def _get_decision_blocks(self, request):
        """Who decided what, with which instruction, when; the fingerprint of the last
        signature, and whether the chain holds (R-A02, R-A05)."""
        if not request:
            return [forms.remark(self.env._("Not put up for decision yet."))]
        heads = [
            (self.env._("Step"), 17),
            (self.env._("Decision"), 17),
            (self.env._("Instruction"), 29),
            (self.env._("Signed"), 17),
            (self.env._("On"), 20),
        ]
        rows = [self._get_signature_row(one) for one in request.signature_ids]
        return [
            forms.table(self.env._("Decision and instructions"), heads, rows),
            forms.remark(self._say_chain(request)),
        ]

    def _get_signature_row(self, signature):
        who = signature.user_name
        if signature.principal_id != signature.user_id:
            who = self.env._(
                "%(name)s for %(absent)s", name=who, absent=signature.principal_name
            )
        turn = signature.turn_id
        decision = self._say(signature, "decision")
        if signature.on_old_text:
            decision += "\n" + self.env._("(on an earlier text)")
        return [
            turn.step_label or signature.step_name or "",
            decision,
            signature.comment or "",
            who,
            f"{self._say_moment(signature.signed_on)}\n{signature.hash[:12]}",
        ]

    def _say_chain(self, request):
        broken = request.signature_ids._find_break()
        if broken or request.last_hash != request.signature_ids[-1:].hash:
            return self.env._(
                "Fingerprint of the last signature: %(hash)s. THE CHAIN OF SIGNATURES "
                "IS BROKEN: something was altered.",
                hash=request.last_hash,
            )
        return self.env._(
            "Fingerprint of the last signature: %(hash)s. The chain of signatures was "
            "checked when this was printed: it is whole.",
            hash=request.last_hash,
        )

    @api.model
    def _get_turn_boxes(self, title, request, labels):
        """Boxes to sign in by hand: one for each who is asked, what he decided in it;
        without a request the usual ones.

        :param list labels: of the usual ones
        """
        people = []
        for turn in self._keep(
            request.turn_ids, lambda one: one.round == request.round
        ):
            signed = turn.signature_ids.filtered(
                lambda one: one.decision in ("approve", "change", "return", "refuse")
            )[-1:]
            people.append(
                {
                    "label": turn.step_label,
                    "words": self._say_decided(signed),
                    "name": signed.principal_name or turn.user_id.name or "",
                    "on": self._say_day(signed.signed_on),
                }
            )
        return self._get_boxes(
            title, *(people or [{"label": label} for label in labels])
        )

    def _say_decided(self, signature):
        if not signature:
            return ""
        words = (self._say(signature, "decision"), signature.comment)
        return "\n".join(filter(None, words))

    @api.model
    def _get_boxes(self, title, *people):
        signed, on = self.env._("Signature"), self.env._("Date")
        return forms.boxes(title, signed, on, *people)

    # ------------------------------------------------------------
    # PHOTOS
    # ------------------------------------------------------------

    @api.model
    def _find_photos(self, evidences):
        """Pictures of these pieces of evidence, small enough for paper.

        :return: dict, evidence id → data URI; what is no picture is left out
        """
        photos = evidences.filtered(lambda one: one.kind == "photo" and one.checksum)
        files = (
            self.env["ir.attachment"]
            .sudo()  # of evidence that the reader was found to read
            .search(
                [
                    ("res_model", "=", evidences._name),
                    ("res_field", "=", "file"),
                    ("res_id", "in", photos.ids),
                ]
            )
        )
        pictures = {}
        for file in files:
            picture = self._shrink(file)
            if picture:
                pictures[file.res_id] = picture
            file.invalidate_recordset(["raw", "datas", "db_datas"])
        return pictures

    @api.model
    def _shrink(self, file):
        try:
            raw = image_process(
                file.raw, size=(EDGE, EDGE), quality=80, output_format="JPEG"
            )
        except BROKEN as error:
            _logger.info("No picture in attachment %s: %s", file.id, error)
            return None
        if not raw or not raw.startswith(JPEG):  # a drawing is left as it is
            return None
        return "data:image/jpeg;base64," + base64.b64encode(raw).decode()

    @api.model
    def _get_photo_block(self, evidences, pictures):
        shown = [one for one in evidences if one.id in pictures]
        block = forms.photos(
            self.env._("Photos"),
            [(pictures[one.id], one.name) for one in shown[: forms.PHOTOS]],
        )
        more = len(shown) - forms.PHOTOS
        note = more > 0 and self.env._("%(count)s more in the file.", count=more)
        return [block, forms.remark(note)]
