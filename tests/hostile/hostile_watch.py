"""What changed in the database since the last look, row by row, whoever did it."""

from functools import cached_property

from hostile_world import is_ours
from odoo.tools import SQL

# rows of Odoo's own that tell somebody something or open something for somebody
OTHERS = (
    "mail_mail",
    "mail_message",
    "mail_followers",
    "mail_notification",
    "mail_activity",
    "ir_attachment",
    "res_users",
    "res_groups_users_rel",
    "res_company_users_rel",
    "res_groups",
    "res_partner",
    "hr_department",
    "hr_employee",
    "ir_rule",
    "ir_config_parameter",
    "ir_default",
)
COUNTERS = "n_tup_ins + n_tup_upd + n_tup_del"


class Watch:
    """Rows of our tables and of those that open something, by table and key."""

    def __init__(self, env):
        self.env = env
        self.tables = {**self._get_model_tables(), **self._get_link_tables()}
        self.tables.update({table: None for table in OTHERS})
        self.rows, self.counters = {}, {}
        self.reset()

    def _get_model_tables(self):
        models = [self.env[name] for name in self.env.registry]
        return {
            model._table: model._name
            for model in models
            if is_ours(model) and model._auto and not model._abstract
        }

    def _get_link_tables(self):
        return {
            field.relation: None
            for name in self.env.registry
            if is_ours(self.env[name]) and self.env[name]._auto
            for field in self.env[name]._fields.values()
            if field.type == "many2many" and field.store
        }

    # ------------------------------------------------------------
    # LOOKING
    # ------------------------------------------------------------

    def reset(self):
        """Take everything as it is now."""
        self.env.flush_all()
        self.counters = self._count()
        self.rows = {table: self._read(table) for table in self.tables}

    def look(self):
        """``{table: (added, changed, gone)}`` since the last look, sets of keys."""
        self.env.flush_all()
        counters, diff = self._count(), {}
        for table, count in counters.items():
            if count == self.counters.get(table, 0) or table not in self.tables:
                continue
            before, after = self.rows[table], self._read(table)
            added, gone = after.keys() - before.keys(), before.keys() - after.keys()
            both = after.keys() & before.keys()
            changed = {key for key in both if after[key][0] != before[key][0]}
            if added or gone or changed:
                diff[table] = (added, changed, gone)
                self.rows[table] = after
        self.counters = counters
        return diff

    def read_again(self, tables):
        """Take these tables as they are now: what was written is rolled back."""
        self.rows.update({table: self._read(table) for table in tables})

    def _count(self):
        self.env.cr.execute(
            f"SELECT relname, {COUNTERS} FROM pg_stat_xact_user_tables"
            f" WHERE {COUNTERS} > 0"
        )
        return dict(self.env.cr.fetchall())

    def _read(self, table):
        key, company = self._columns[table]
        self.env.cr.execute(
            SQL(
                "SELECT %s, md5(t::text), %s FROM %s t",
                key,
                company,
                SQL.identifier(table),
            )
        )
        return {key: rest for key, *rest in self.env.cr.fetchall()}

    @cached_property
    def _columns(self):
        """How a row of each table is known, and whose company it is."""
        self.env.cr.execute(
            "SELECT table_name, column_name FROM information_schema.columns"
            " WHERE table_schema = 'public'"
        )
        columns = {}
        for table, column in self.env.cr.fetchall():
            columns.setdefault(table, set()).add(column)
        return {
            table: (
                SQL("id") if "id" in columns[table] else SQL("t::text"),
                self._get_company_column(table, columns),
            )
            for table in self.tables
        }

    def _get_company_column(self, table, columns):
        if "company_id" in columns[table]:
            return SQL("company_id")
        model = self.tables[table]
        for field in self.env[model]._fields.values() if model else ():
            if field.type != "many2one" or not field.store or not field.required:
                continue
            whole = self.env[field.comodel_name]._table
            if whole in self.tables and "company_id" in columns[whole]:
                return SQL(
                    "(SELECT w.company_id FROM %s w WHERE w.id = %s)",
                    SQL.identifier(whole),
                    SQL.identifier("t", field.name),
                )
        return SQL("NULL::int")

    def get_rows(self, model):
        """``(id, company)`` of each row of ``model``, watched or not."""
        table = self.env[model]._table
        if table in self.rows and self.tables.get(table, 0) is not None:
            return [(key, row[1]) for key, row in sorted(self.rows[table].items())]
        if self.env[model]._abstract or not self.env[model]._auto:
            return []
        if model not in self._some:
            found = self.env[model].sudo().search([], limit=20, order="id desc")
            self._some[model] = [(one.id, None) for one in found]
        return self._some[model]

    @cached_property
    def _some(self):
        return {}
