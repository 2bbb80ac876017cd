from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, formatLang, html2plaintext

# Fields that say nothing to a reader: keys, counters, what is there twice.
UNTOLD = {
    "id",
    "case_id",
    "company_id",
    "write_uid",
    "write_date",
    "email_key",
    "phone_key",
    "email_normalized",
    "approval_locks",
    "approval_touched",
    "archive_due",
    "has_clocks",
    "is_open",
}
UNTOLD_TYPES = {"binary", "one2many", "properties", "properties_definition"}
# records of these are no matter of the complaint
UNTOLD_MODELS = {"mail.activity", "mail.message", "ir.attachment", "mail.followers"}


class ComplaintArchiveWords(models.AbstractModel):
    """Records in words and as data: every stored field that anybody may read, so that a
    field that a module adds is told without being named."""

    _name = "complaint.archive.words"
    _description = "Words of an archive package"

    @api.model
    def _get_told_fields(self, model):
        return [
            field
            for name, field in sorted(
                model._fields.items(), key=lambda item: item[1]._sequence
            )
            if field.store
            and name not in UNTOLD
            and not name.endswith("_count")
            and field.type not in UNTOLD_TYPES
            and field.comodel_name not in UNTOLD_MODELS
            and not field.groups
        ]

    @api.model
    def _get_data(self, record, told):
        """The fields of ``record`` as JSON has them."""
        return {
            "id": record.id,
            **{field.name: self._get_value(record, field) for field in told},
        }

    def _get_value(self, record, field):
        value = record[field.name]
        if field.type == "many2one":
            return {"id": value.id, "name": value.display_name} if value else None
        if field.type == "many2many":
            return [{"id": row.id, "name": row.display_name} for row in value]
        if field.type in ("date", "datetime"):
            return field.to_string(value) or None
        return None if value is False and field.type != "boolean" else value

    @api.model
    def _tell(self, record, told):
        """The fields of ``record`` that hold something, as ``(label, text)`` in the
        language and time zone of the context."""
        pairs = (
            (field._description_string(self.env), self._tell_value(record, field))
            for field in told
        )
        return [(label, text) for label, text in pairs if text]

    def _tell_value(self, record, field):
        value, kind = record[field.name], field.type
        if kind == "boolean":
            return self.env._("Yes") if value else ""
        if value is False or value is None or kind in ("json", "many2one_reference"):
            return ""
        teller = getattr(self, f"_tell_{kind}", None)
        return teller(record, field, value) if teller else str(value)

    def _tell_many2one(self, record, field, value):
        return value.display_name or ""

    def _tell_many2many(self, record, field, value):
        return ", ".join(filter(None, value.mapped("display_name")))

    def _tell_selection(self, record, field, value):
        return dict(field._description_selection(self.env)).get(value, value)

    def _tell_date(self, record, field, value):
        return format_date(self.env, value)

    def _tell_datetime(self, record, field, value):
        return format_datetime(self.env, value) if value else ""

    def _tell_html(self, record, field, value):
        return html2plaintext(value)

    def _tell_integer(self, record, field, value):
        return str(value) if value else ""

    def _tell_float(self, record, field, value):
        return f"{value:g}" if value else ""

    def _tell_monetary(self, record, field, value):
        return formatLang(self.env, value, digits=2) if value else ""

    @api.model
    def _say_moment(self, moment):
        moment = fields.Datetime.to_datetime(moment)
        return format_datetime(self.env, moment) if moment else ""
