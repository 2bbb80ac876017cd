from ast import literal_eval

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Domain


class ComplaintDomainMixin(models.AbstractModel):
    """A setting that is for some cases only: a domain on the case, kept as text.

    It is judged when it is saved, so that nothing breaks while a case is worked on:
    it must parse and name stored fields.
    """

    _name = "complaint.domain.mixin"
    _description = "Setting for some cases"

    domain = fields.Char(
        "For which cases",
        required=True,
        default="[]",
        help="Empty conditions: for every case.",
    )

    @api.constrains("domain")
    def _check_domain(self):
        for record in self:
            fault = self._judge_domain(record.domain)
            if fault:
                raise ValidationError(
                    self.env._(
                        "%(name)s: %(fault)s",
                        name=record.display_name,
                        fault=fault,
                    )
                )

    @api.model
    def _judge_domain(self, text):
        """What is wrong with a domain on cases, as a sentence; none when it is good."""
        cases = self.env["complaint.case"].sudo()
        try:
            domain = Domain(literal_eval(text or "[]"))
            for condition in self._iter_conditions(domain):
                if fault := self._judge_path(*condition):
                    return fault
            cases._search(domain).select()
        except (ValueError, SyntaxError, TypeError, KeyError, UserError) as error:
            return self.env._(
                "the conditions “%(domain)s” cannot be read (%(error)s). Build them "
                "with the editor.",
                domain=text,
                error=error,
            )
        return None

    @api.model
    def _iter_conditions(self, domain, model_name="complaint.case"):
        """Each condition as (model, path), those inside of “any” too."""
        for condition in domain.iter_conditions():
            yield model_name, condition.field_expr
            if condition.operator in ("any", "not any"):
                field = self.env[model_name]._fields.get(condition.field_expr)
                if field and field.comodel_name:
                    yield from self._iter_conditions(
                        Domain(condition.value), field.comodel_name
                    )

    @api.model
    def _judge_path(self, model_name, path):
        model = self.env[model_name]
        for name in path.split("."):
            field = model is not None and model._fields.get(name)
            if not field:
                return self.env._(
                    "there is no field “%(field)s” in “%(path)s”. Choose one that the "
                    "editor offers.",
                    field=name,
                    path=path,
                )
            if not (field.store or field.related):
                return self.env._(
                    "“%(field)s” is computed when it is looked at and cannot be asked "
                    "for. Choose a field that is stored.",
                    field=field._description_string(self.env),
                )
            model = self.env[field.comodel_name] if field.comodel_name else None
        return None

    def _filter_cases(self, cases):
        """Those of ``cases`` that this setting is for."""
        self.ensure_one()
        domain = literal_eval(self.domain)
        return cases.sudo().filtered_domain(domain).sudo(False) if domain else cases
