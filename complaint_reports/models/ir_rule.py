from odoo import api, models
from odoo.fields import Domain


class IrRule(models.Model):
    """Who sees a record sees its row in the reports."""

    _inherit = "ir.rule"

    @api.model
    def _compute_domain(self, model_name, mode="read"):
        """A model with ``_rules_of`` (a field) is read by the rules of what the field
        points at, on top of its own; a rule that is added there counts here at once.
        """
        domain = super()._compute_domain(model_name, mode)
        model = self.env[model_name]
        through = getattr(model, "_rules_of", None)
        if self.env.su or not through:
            return domain
        source = model._fields[through].comodel_name
        theirs = self._compute_domain(source, mode)
        names = {condition.field_expr for condition in theirs.iter_conditions()}
        if names != {"company_id"}:  # the report knows the company itself
            theirs = Domain(through, "any", theirs)
        return (domain & theirs).optimize(model)
