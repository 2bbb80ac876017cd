from odoo import api, models


class ComplaintRowMixin(models.AbstractModel):
    """Rows that are shown on their case (``case_id``), read as soon as they are found.

    Odoo asks for the rows of a case and then for what is in them; here one query does
    both, and a form with more kinds of rows stays fast.
    """

    _name = "complaint.row.mixin"
    _description = "Rows of a complaint"

    def unlink(self):
        """Nothing of a case under legal hold is removed (R-S04)."""
        # who may remove it was asked before; of the case he need not know
        self.sudo().case_id._check_not_held()
        return super().unlink()

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        if field_names is not None and set(field_names) == {"case_id"}:
            field_names = None
        return super().search_fetch(domain, field_names, offset, limit, order)
