from odoo import api, models
from odoo.tools import SQL

PREFIX = "R"


class CapaRecallNumbering(models.AbstractModel):
    """Numbers of recalls, drawn as those of cases are, from sequences of their own:
    R + year + month + serial, restarting each month, per company."""

    _name = "capa.recall.numbering"
    _inherit = "complaint.numbering"
    _description = "Numbers of Recalls"

    @api.model
    def _fill_numbers(self, vals_list):
        unnumbered = [vals for vals in vals_list if not vals.get("number")]
        result = super()._fill_numbers(unnumbered)
        for vals in unnumbered:
            vals["number"] = PREFIX + vals["number"]
        return result

    @api.model
    def _get_sequence_name(self, company_id, month):
        return f"capa_recall_number_{company_id}_{month}"

    @api.model
    def _drop_sequences(self):
        names = self.env.execute_query(
            SQL(
                """SELECT sequencename FROM pg_sequences
                    WHERE schemaname = current_schema
                      AND sequencename ~ '^capa_recall_number_[0-9]+_[0-9]{6}$'"""
            )
        )
        for (name,) in names:
            self.env.cr.execute(SQL("DROP SEQUENCE %s", SQL.identifier(name)))
