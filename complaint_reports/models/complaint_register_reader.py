from odoo import api, models
from odoo.fields import Domain

from ..tools.register_sheet import Heading, Money

CHUNK = 2000
# names that are remembered over the chunks, of one model: no more than these
NAMES = 10_000
KINDS = {
    "integer": "number",
    "float": "number",
    "monetary": "money",
    "date": "date",
    "datetime": "moment",
}


class ComplaintRegisterReader(models.AbstractModel):
    """Reads the rows of a register with the reader's own rights: chunk by chunk, by
    key, in memory that does not grow with them."""

    _name = "complaint.register.reader"
    _description = "Rows of a register"

    @api.model
    def _get_columns(self, register):
        """The columns that this user may read."""
        return [one for one in register.columns if self._may_read(register, one)]

    @api.model
    def _may_read(self, register, column):
        if column.read:
            return True
        model, field = self._get_field(register, column)
        return model._has_field_access(field, "read")

    @api.model
    def _get_field(self, register, column):
        """Model and field of ``column``."""
        model, name = self.env[register.model], column.name
        if register.rows and name.startswith(f"{register.rows}."):
            model, name = model[register.rows], name.split(".", 1)[1]
        return model, model._fields[name]

    @api.model
    def _get_headings(self, register):
        return [self._get_heading(register, one) for one in self._get_columns(register)]

    @api.model
    def _get_heading(self, register, column):
        kind, digits, title = column.kind, column.digits, column.title
        if not column.read:
            _model, field = self._get_field(register, column)
            kind = KINDS.get(field.type, "text")
            title = title or field.get_description(self.env, ["string"])["string"]
            if field.type == "float":
                digits = (field.get_digits(self.env) or (16, 2))[1]
        elif kind == "number":
            digits = self.env["decimal.precision"].precision_get("Product Unit")
        title = title if isinstance(title, str) else self.env._(title)
        return Heading(title, kind, column.width, digits, column.total)

    @api.model
    def _read_chunks(self, register, domain):
        """Yield lists of rows, each a list of the values of the columns.

        A chunk begins after the last id of the one before, so that the last costs what
        the first did.
        """
        columns = self._get_columns(register)
        model = self.env[register.model]
        fetched = self._get_fetched(register, model)
        names, last = {}, 0
        while True:
            after = Domain("id", ">", last)
            chunk = model.search_fetch(domain & after, fetched, limit=CHUNK, order="id")
            if not chunk:
                return
            yield self._read_rows(register, columns, chunk, names)
            if len(chunk) < CHUNK:
                return
            last = chunk[-1].id
            self._forget(register, names)

    @api.model
    def _get_fetched(self, register, model):
        """What one query brings: stored columns, the currencies of amounts."""
        found, _below = register.get_paths()
        for field in [model._fields[name] for name in found]:
            if field.type == "monetary":
                found.append(field.get_currency_field(model))
        return [name for name in dict.fromkeys(found) if model._fields[name].store]

    @api.model
    def _read_rows(self, register, columns, chunk, names):
        """Column by column, then turned: what a column needs is made once."""
        records = list(chunk)
        if not register.rows:
            found = [
                self._read_column(register, one, records, names) for one in columns
            ]
            return list(zip(*found, strict=True))
        return self._read_below(register, columns, records, names)

    @api.model
    def _read_below(self, register, columns, records, names):
        """A row for each of the rows of a record; where it has none, one without."""
        empty = self.env[register.model][register.rows]
        pairs = [
            (record, row)
            for record in records
            for row in record[register.rows] or (empty,)
        ]
        above = [record for record, _row in pairs]
        below = [row for _record, row in pairs]
        head = f"{register.rows}."
        found = [
            self._read_column(
                register, one, below if one.name.startswith(head) else above, names
            )
            for one in columns
        ]
        return list(zip(*found, strict=True))

    @api.model
    def _forget(self, register, names):
        """Let go of what the chunk has read, so that the next has its room."""
        self.env.invalidate_all()
        for known in names.values():
            if len(known) > NAMES:
                known.clear()

    # ------------------------------------------------------------
    # VALUES
    # ------------------------------------------------------------

    @api.model
    def _read_column(self, register, column, records, names):
        if column.read:
            return getattr(self, column.read)(
                self.env[register.model].union(*records), names
            )
        _model, field = self._get_field(register, column)
        get = field.__get__
        if field.type == "monetary":
            return self._read_money(field, records)
        if field.type == "many2one":
            found = [get(record).id for record in records]
            known = self._get_names(field.comodel_name, found, names)
            return [known.get(one) for one in found]
        if field.type in ("many2many", "one2many"):
            return [self._join(get(record), names) for record in records]
        if field.type == "selection":
            labels = dict(field._description_selection(self.env))
            return [labels.get(get(record)) for record in records]
        if field.type == "boolean":
            yes = self.env._("Yes")
            return [yes if get(record) else None for record in records]
        if field.type in ("integer", "float"):  # a row that is not there has no number
            return [record.id and get(record) for record in records]
        return [get(record) or None for record in records]

    @api.model
    def _get_names(self, model, ids, names):
        """``{id: name}`` of at least ``ids``; each is asked for once."""
        known = names.setdefault(model, {})
        fresh = {one for one in ids if one and one not in known}
        if fresh:
            # a name is shown to whoever may read the link, as in every list of Odoo
            for record in self.env[model].sudo().browse(fresh):
                known[record.id] = record.display_name
        return known

    @api.model
    def _join(self, records, names):
        known = self._get_names(records._name, records.ids, names)
        return ", ".join(known[one] for one in records.ids) or None

    @api.model
    def _read_money(self, field, records):
        unit = records[0]._fields[field.get_currency_field(records[0])]
        shown = {}
        found = []
        for record, amount in zip(records, map(field.__get__, records), strict=True):
            currency = amount and unit.__get__(record)
            if amount and currency not in shown:
                shown[currency] = (currency.name or "", currency.decimal_places or 2)
            found.append(Money(amount, *shown[currency]) if amount else None)
        return found

    @api.model
    def _read_products(self, cases, names):
        """What each case is about: products on record, else as the customer says."""
        known = self._get_names("product.product", cases.line_ids.product_id.ids, names)
        return [
            ", ".join(
                filter(
                    None,
                    (
                        known.get(line.product_id.id) or line.product_text
                        for line in case.line_ids
                    ),
                )
            )
            for case in cases
        ]

    @api.model
    def _read_lots(self, cases, _names):
        return [
            ", ".join(filter(None, (line.lot_name for line in case.line_ids)))
            for case in cases
        ]

    @api.model
    def _read_defective(self, cases, _names):
        return [
            sum(line.defective_qty for line in case.line_ids) or None for case in cases
        ]

    @api.model
    def _read_asked(self, clocks, _names):
        return [clock.duty_id and clock.duty_id._get_asked_name() for clock in clocks]

    @api.model
    def _read_given(self, merits, _names):
        return self._read_decided(merits, "reward")

    @api.model
    def _read_taken(self, merits, _names):
        return self._read_decided(merits, "penalty")

    @api.model
    def _read_decided(self, merits, sense):
        amounts = self._read_money(merits._fields["amount"], list(merits))
        return [
            amount if merit.sense == sense and merit.state == "decided" else None
            for amount, merit in zip(amounts, merits, strict=True)
        ]
