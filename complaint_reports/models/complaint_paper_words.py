from odoo import api, fields, models
from odoo.tools import format_date, format_datetime, format_list, html2plaintext


class ComplaintPaperWords(models.AbstractModel):
    """Values in words, as they stand on paper: language and time are the reader's."""

    _name = "complaint.paper.words"
    _description = "Words of printed forms"

    @api.model
    def _keep(self, rows, func):
        """Those of ``rows`` that ``func`` is true of; what is read of one is still read
        of all, which ``filtered`` forgets."""
        return rows.filtered(func).with_prefetch(rows._prefetch_ids)

    @api.model
    def _say_moment(self, moment):
        """In the format and time of the reader, without seconds."""
        return format_datetime(self.env, moment, dt_format="short") if moment else ""

    @api.model
    def _say_day(self, day):
        if day and hasattr(day, "hour"):
            day = fields.Datetime.context_timestamp(self, day).date()
        return format_date(self.env, day) if day else ""

    @api.model
    def _pair(self, record, name, label=None):
        """A field as it stands on a form: its label and its value in words."""
        label = label or record._fields[name]._description_string(self.env)
        return label, self._say(record, name)

    @api.model
    def _say(self, record, name):
        """The value of a field in words; of linked records their names.

        Who may read a record may read the names on it, as on the screen.
        """
        field, value = record._fields[name], record.sudo()[name]
        teller = getattr(self, f"_say_{field.type}", None)
        if teller:
            return teller(record, field, value)
        return str(value) if value else ""

    def _say_many2one(self, record, field, value):
        return value.display_name or ""

    def _say_many2many(self, record, field, value):
        return format_list(self.env, [one.display_name or "" for one in value])

    def _say_selection(self, record, field, value):
        return dict(field._description_selection(self.env)).get(value, value or "")

    def _say_date(self, record, field, value):
        return self._say_day(value)

    def _say_datetime(self, record, field, value):
        return self._say_moment(value)

    def _say_html(self, record, field, value):
        return html2plaintext(value).strip() if value else ""

    def _say_boolean(self, record, field, value):
        return self.env._("Yes") if value else self.env._("No")

    def _say_float(self, record, field, value):
        return f"{value:,.15g}" if value else ""

    def _say_monetary(self, record, field, value):
        currency = record.sudo()[field.get_currency_field(record)]
        return currency.format(value) if value and currency else ""
