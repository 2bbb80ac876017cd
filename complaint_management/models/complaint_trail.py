from contextlib import contextmanager

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import format_datetime


class ComplaintTrail(models.Model):
    """One change of one field: who, when, from, to, why (R-P04). Append-only."""

    _name = "complaint.trail"
    _description = "Complaint History"
    _order = "id desc"
    _rec_name = "field_name"

    res_model = fields.Char("Document Model", required=True, readonly=True)
    res_id = fields.Many2oneReference(
        "Document", model_field="res_model", required=True, readonly=True
    )
    company_id = fields.Many2one("res.company", readonly=True, index=True)
    field_name = fields.Char("Field", required=True, readonly=True)
    old_value = fields.Json(readonly=True)
    new_value = fields.Json(readonly=True)
    reason = fields.Text(readonly=True)
    user_id = fields.Many2one("res.users", "By", required=True, readonly=True)
    changed_on = fields.Datetime("On", required=True, readonly=True)
    field_label = fields.Char("What", compute="_compute_texts")
    old_text = fields.Char("Before", compute="_compute_texts")
    new_text = fields.Char("After", compute="_compute_texts")

    _document_idx = models.Index("(res_model, res_id, id DESC)")

    @api.depends("res_model", "field_name", "old_value", "new_value")
    @api.depends_context("lang", "tz")
    def _compute_texts(self):
        """Values are kept bare and put in words in the language of the reader."""
        for trail in self:
            model = self.env.get(trail.res_model)
            field = model._fields.get(trail.field_name) if model is not None else None
            trail.field_label = (
                field.get_description(self.env, ["string"])["string"]
                if field
                else trail.field_name
            )
            trail.old_text = self._get_text(field, trail.old_value)
            trail.new_text = self._get_text(field, trail.new_value)

    def _get_text(self, field, value):
        if isinstance(value, dict):
            return value["name"]
        if value in (None, False) and (field is None or field.type != "boolean"):
            return ""  # Json fields read an empty value as False
        if field is None:
            return str(value)
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return labels.get(value, value)
        if field.type == "datetime":
            return format_datetime(self.env, value)
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        return str(value)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    def write(self, vals):
        raise UserError(self.env._("The history of a complaint cannot be changed."))

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("The history of a complaint cannot be deleted."))

    # ------------------------------------------------------------
    # RECORDING
    # ------------------------------------------------------------

    @contextmanager
    def _recording(self, records, names, reason=False):
        """Keep the changes of ``names`` on ``records`` that happen inside.

        Costs one INSERT whatever the number of changes, nothing when there are none.
        """
        before = self._get_values(records, names)
        yield
        after = self._get_values(records, names)
        self._keep(
            (
                (record, name, old, after[record, name])
                for (record, name), old in before.items()
                if after[record, name] != old
            ),
            reason,
        )

    def _keep(self, changes, reason=False):
        """Keep ``changes``, also those that no field shows: evidence that was removed.

        :param changes: of each the record, the field's name, the old and the new
            value, bare or as ``{"id": …, "name": …}``
        """
        vals_list = self._prepare_changes(changes, reason)
        if vals_list:
            # nobody has the right to create here: what is written is what happened
            self.sudo().create(vals_list)

    def _get_values(self, records, names):
        return {
            (record, name): self._get_value(record, name)
            for record in records
            for name in names
        }

    def _get_value(self, record, name):
        field, value = record._fields[name], record[name]
        if field.type == "many2one":
            value = value.sudo()  # the name stays in the trail, it opens no record
            return {"id": value.id, "name": value.display_name} if value else None
        if field.type in ("date", "datetime"):
            return field.to_string(value) or None
        return None if value is False and field.type != "boolean" else value

    def _prepare_changes(self, changes, reason):
        now = fields.Datetime.now()
        return [
            {
                "res_model": record._name,
                "res_id": record.id,
                "company_id": record._get_trail_company().id,
                "field_name": name,
                "old_value": old,
                "new_value": new,
                "reason": reason,
                "user_id": self.env.uid,
                "changed_on": now,
            }
            for record, name, old, new in changes
        ]
