from odoo import api, models
from odoo.tools import SQL


class ComplaintNames(models.AbstractModel):
    """Names of records of several models, read in one query for screens that put much
    together."""

    _name = "complaint.names"
    _description = "Names of records"

    @api.model
    def _get_names(self, records):
        """Names of ``records`` in the reader's language, also of archived ones.

        Ask for what the reader's own records point at only: no right is asked.

        :param records: iterable of record sets of models that have a ``name``, or are
            called as one of them
        :return: dict from record to name
        """
        # who reads a duty or a limit may know what it is called and whose it is
        todo = [some.sudo() for some in records if some]
        if not todo:
            return {}
        rows = self.env.execute_query(
            SQL(" UNION ALL ").join(
                self._select_names(place, some) for place, some in enumerate(todo)
            )
        )
        return {todo[place].browse(one): name for place, one, name in rows}

    @api.model
    def _select_names(self, place, records):
        query = records._search([("id", "in", records.ids)], active_test=False)
        this, model, table = SQL.identifier(query.table, "id"), records, query.table
        if "name" not in model._fields:  # called as what it is of: a clock, its limit
            link, model = model._rec_name, model[model._rec_name]
            table = query.left_join(table, link, model._table, "id", link)
        return query.select(
            SQL("%s", place), this, model._field_to_sql(table, "name", query)
        )
