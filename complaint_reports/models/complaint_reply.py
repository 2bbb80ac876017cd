import base64

from odoo import models
from odoo.tools import format_list

from ..tools.marking import is_marked


class ComplaintReply(models.Model):
    _inherit = "complaint.reply"

    def _get_material_faults(self):
        """R-A06: an internal form is no material for the customer, whatever it is
        called among the evidence."""
        faults = super()._get_material_faults()
        material = self.sudo().material_ids.with_context(bin_size=False)
        forms = material.filtered(
            lambda one: is_marked(base64.b64decode(one.file or b""))
        )
        if forms:
            faults.append(
                self.env._(
                    "Internal forms are not given to the customer: %(names)s.",
                    names=format_list(self.env, forms.mapped("name")),
                )
            )
        return faults
