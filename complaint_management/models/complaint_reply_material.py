from odoo import fields, models
from odoo.tools import format_list


class ComplaintReplyMaterial(models.AbstractModel):
    """Reference material that goes to the complainant with a reply, and stays on the
    case (R-K09). Only what is marked as material: no other file of a case leaves."""

    _name = "complaint.reply.material"
    _inherit = "complaint.reply.sending"
    _description = "Material sent with a reply"

    material_ids = fields.Many2many(
        "complaint.evidence",
        "complaint_reply_material_rel",
        "reply_id",
        "evidence_id",
        "Enclosed",
        domain="[('case_id', '=', case_id), ('kind', '=', 'material')]",
        ondelete="restrict",
        help="Material for the customer: goes with the mail or letter.",
    )

    def _get_material_faults(self):
        """What keeps material of this reply from leaving, in sentences."""
        material = self.sudo().material_ids
        wrong = material.filtered(
            lambda one: one.kind != "material" or one.case_id.id != self.case_id.id
        )
        empty = material.filtered(lambda one: not one.checksum) - wrong
        faults = []
        if wrong:
            faults.append(
                self.env._(
                    "No material for the customer of this complaint: %(names)s.",
                    names=format_list(self.env, wrong.mapped("name")),
                )
            )
        if empty and self.medium == "mail":
            faults.append(
                self.env._(
                    "There is no file to attach: %(names)s.",
                    names=format_list(self.env, empty.mapped("name")),
                )
            )
        return faults

    def _prepare_mails(self):
        """Each with copies of its material: what left stays as it left."""
        mails = super()._prepare_mails()
        for reply, vals in zip(self, mails, strict=True):
            if reply.sudo().material_ids:
                copies = reply._copy_material()
                vals["attachment_ids"] = [fields.Command.set(copies.ids)]
        return mails

    def _copy_material(self):
        # who may send the reply may send what belongs to it
        files = self.env["ir.attachment"].sudo()
        material = self.sudo().material_ids
        stored = files.search(
            [
                ("res_model", "=", material._name),
                ("res_field", "=", "file"),
                ("res_id", "in", material.ids),
            ]
        )
        names = {one.id: one.file_name or one.name for one in material}
        return files.create(
            [
                {
                    "name": names[file.res_id],
                    "raw": file.raw,
                    "res_model": self._name,
                    "res_id": self.id,
                }
                for file in stored
            ]
        )
