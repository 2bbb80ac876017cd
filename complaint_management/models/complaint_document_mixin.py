from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintDocumentMixin(models.AbstractModel):
    """A document of the ERP that carries a remedy out. Which one it carries out is said
    when it is made from it, and by nobody else (R-S01)."""

    _name = "complaint.document.mixin"
    _description = "Carries out a remedy"

    complaint_remedy_id = fields.Many2one(
        "complaint.remedy",
        "Remedy of a complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    @api.model
    def default_get(self, fields):
        """No context says what a document carries out."""
        defaults = super().default_get(fields)
        defaults.pop("complaint_remedy_id", None)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_remedy_not_set(vals)
        return super().create(vals_list)

    def write(self, vals):
        self._check_remedy_not_set(vals)
        return super().write(vals)

    def unlink(self):
        remedies = self.complaint_remedy_id
        result = super().unlink()
        # who deletes a draft has no right on remedies
        remedies.sudo()._note_document_gone()
        return result

    def _check_remedy_not_set(self, vals):
        if vals.get("complaint_remedy_id"):
            raise UserError(
                self.env._(
                    "A document is made from the remedy that it carries out: use the "
                    "button there."
                )
            )

    def _bind_to_remedy(self, remedy):
        """Say that these documents carry ``remedy`` out; for those that make them."""
        return super().write({"complaint_remedy_id": remedy.id})
