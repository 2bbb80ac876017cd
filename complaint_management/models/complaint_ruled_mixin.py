from odoo import api, models
from odoo.fields import Domain


class ComplaintRuledMixin(models.AbstractModel):
    """Records that are found together with what their record rules ask about them.

    After a search Odoo judges by the rules what it read; where a column of theirs was
    not asked for, it reads every column of every record found.
    """

    _name = "complaint.ruled.mixin"
    _description = "Read with what its rules ask"

    @api.model
    def search_fetch(self, domain, field_names=None, offset=0, limit=None, order=None):
        if field_names is not None:
            field_names = list({*field_names, *self._get_ruled_columns()})
        return super().search_fetch(domain, field_names, offset, limit, order)

    @api.model
    def _get_ruled_columns(self):
        """Names of the columns that the rules of who asks compare."""
        if self.env.su:
            return set()
        rules = Domain(self.env["ir.rule"]._compute_domain(self._name, "read"))
        names = {one.field_expr.split(".")[0] for one in rules.iter_conditions()}
        return {
            name
            for name in names
            if name != "id"
            and self._fields[name].column_type
            and self._fields[name].store
        }
