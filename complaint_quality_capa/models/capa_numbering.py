from odoo import api, fields, models
from odoo.tools import SQL


class CapaNumbering(models.AbstractModel):
    """Numbers of plans, drawn as those of cases are, from sequences of their own:
    P + year + month + serial, restarting each month, per company."""

    _name = "capa.numbering"
    _inherit = "complaint.numbering"
    _description = "Numbers of Plans"
    _prefix = "P"

    @api.model
    def _fill_numbers(self, vals_list):
        unnumbered = [vals for vals in vals_list if not vals.get("number")]
        result = super()._fill_numbers(unnumbered)
        for vals in unnumbered:
            vals["number"] = self._prefix + vals["number"]
        return result

    @api.model
    def _number(self, vals_list):
        """Values of records to be, each with its company and its number.

        :param list vals_list: dicts as for ``create``; they stay as they are
        """
        now, company = fields.Datetime.now(), self.env.company.id
        prepared = [{"company_id": company, **vals} for vals in vals_list]
        drawn = [{**vals, "registered_on": now} for vals in prepared]
        self._fill_numbers(drawn)
        return [
            {**vals, "number": one["number"]}
            for vals, one in zip(prepared, drawn, strict=True)
        ]

    @api.model
    def _get_sequence_name(self, company_id, month):
        return f"capa_number_{company_id}_{month}"

    @api.model
    def _drop_sequences(self):
        names = self.env.execute_query(
            SQL(
                """SELECT sequencename FROM pg_sequences
                    WHERE schemaname = current_schema
                      AND sequencename ~ '^capa_number_([a-z]_)?[0-9]+_[0-9]{6}$'"""
            )
        )
        for (name,) in names:
            self.env.cr.execute(SQL("DROP SEQUENCE %s", SQL.identifier(name)))
