from odoo import api, models, tools
from odoo.exceptions import UserError


class ComplaintGuardedMixin(models.AbstractModel):
    """Fields that only the model's own methods write, and changes that are kept.

    A field declared ``guarded=True`` raises when it comes through ``create``,
    ``write`` or a default, whoever calls and whatever the context; methods of the
    model write it with ``_write_guarded`` / ``_create_guarded``. No context key
    opens it, so nothing leaks into what runs beneath.

    Every change of a field declared ``trailed=True`` is kept in ``complaint.trail``
    (R-P04). Chatter tracking is no substitute: its caller can switch it off.
    """

    _name = "complaint.guarded.mixin"
    _description = "Guarded and trailed fields"

    def _valid_field_parameter(self, field, name):
        return name in ("guarded", "trailed") or super()._valid_field_parameter(
            field, name
        )

    @api.model
    @tools.ormcache()
    def _get_guarded_fields(self):
        """Names of the fields that only the model's own methods may write."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if getattr(field, "guarded", False)
        )

    @api.model
    @tools.ormcache()
    def _get_trailed_fields(self):
        """Names of the fields whose changes are kept."""
        return frozenset(
            name
            for name, field in self._fields.items()
            if getattr(field, "trailed", False)
        )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def default_get(self, fields):
        """Guarded fields start as the code says: no context, no user default."""
        guarded = self._get_guarded_fields().intersection(fields)
        defaults = super().default_get([name for name in fields if name not in guarded])
        for name in guarded:
            if default := self._fields[name].default:
                defaults[name] = default(self)
        return defaults

    @api.model_create_multi
    def create(self, vals_list):
        for vals in vals_list:
            self._check_guarded(vals)
        return self._create_guarded(vals_list)

    def write(self, vals):
        self._check_guarded(vals)
        with self._trailing(vals):
            return super().write(vals)

    @api.model
    def _create_guarded(self, vals_list):
        """Like ``create``, for the model's own methods: guarded fields allowed."""
        return super().create(vals_list)

    def _write_guarded(self, vals, reason=False):
        """Like ``write``, for the model's own methods: guarded fields allowed.

        :param str reason: why, kept beside each change in the trail
        """
        with self._trailing(vals, reason):
            return super().write(vals)

    def _get_trail_company(self):
        """The company in whose history the changes of this record are kept."""
        self.ensure_one()
        return self.company_id if "company_id" in self._fields else self.env.company

    def _trailing(self, vals, reason=False):
        return self.env["complaint.trail"]._recording(
            self, self._get_trailed_fields().intersection(vals), reason
        )

    @api.model
    def _check_guarded(self, vals):
        guarded = self._get_guarded_fields().intersection(vals)
        if guarded:
            labels = self.fields_get(sorted(guarded), ["string"])
            raise UserError(
                self.env._(
                    "%(fields)s cannot be set by hand: the steps of the %(record)s "
                    "set it. Use the buttons.",
                    fields=", ".join(label["string"] for label in labels.values()),
                    record=self.env["ir.model"]._get(self._name).name,
                )
            )
