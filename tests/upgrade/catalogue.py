"""What a database is made of, and what in it is ours: read from PostgreSQL itself."""

OURS = r"^(complaint|capa)[._]"

CATALOGUE = {
    "table": "SELECT tablename FROM pg_tables WHERE schemaname = 'public'",
    "view": "SELECT viewname FROM pg_views WHERE schemaname = 'public'",
    "column": """
        SELECT table_name || '.' || column_name FROM information_schema.columns
         WHERE table_schema = 'public'""",
    "index": "SELECT indexname FROM pg_indexes WHERE schemaname = 'public'",
    # Odoo's own for the numbers of what a company is made of come and go with it
    "sequence": """
        SELECT sequencename FROM pg_sequences
         WHERE schemaname = 'public' AND sequencename !~ '^ir_sequence_[0-9_]+$'""",
    "constraint": """
        SELECT conrelid::regclass || '.' || conname FROM pg_constraint
         WHERE connamespace = 'public'::regnamespace AND conrelid > 0""",
    "trigger": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal",
    "function": """
        SELECT oid::regprocedure::text FROM pg_proc
         WHERE pronamespace = 'public'::regnamespace""",
    "extension": "SELECT extname FROM pg_extension",
    "type": """
        SELECT typname FROM pg_type
         WHERE typnamespace = 'public'::regnamespace AND typtype IN ('e', 'd')""",
    "model": "SELECT model FROM ir_model",
    "field": "SELECT model || '.' || name FROM ir_model_fields",
    "module": "SELECT name FROM ir_module_module WHERE state = 'installed'",
    "job": "SELECT cron_name FROM ir_cron",
    "parameter": "SELECT key FROM ir_config_parameter",
    "group": "SELECT name->>'en_US' FROM res_groups",
    "privilege": "SELECT name->>'en_US' FROM res_groups_privilege",
}
# columns in which rows of Odoo's tables name a model
NAMING = """
    SELECT table_name, column_name FROM information_schema.columns
     WHERE table_schema = 'public' AND data_type IN ('character varying', 'text')
       AND table_name IN (SELECT tablename FROM pg_tables)
       AND column_name IN ('model', 'res_model', 'model_name', 'relation', 'resource',
                           'model_id', 'res_model_name', 'resource_model')"""
# that change with every -u, or by whoever looks
ALWAYS = ["write_date", "write_uid", "last_upgrade_date", "latest_version", "nextcall"]
BESIDE = """res_groups res_groups_users_rel res_groups_implied_rel ir_cron ir_rule
    ir_model_access ir_config_parameter ir_ui_menu ir_act_window ir_act_server
    mail_template mail_activity_type mail_alias res_company hr_department
    ir_default ir_attachment res_users mail_message mail_activity""".split()


def read(cr):
    """Everything the database is made of: ``{(kind, name)}``."""
    found = set()
    for kind, query in CATALOGUE.items():
        cr.execute(query)
        found |= {(kind, name) for (name,) in cr.fetchall() if name}
    return found


def orphans(cr):
    """How many rows name a model of ours that is not there, by column."""
    cr.execute(NAMING)
    found = {}
    for table, column in cr.fetchall():
        cr.execute(
            f'SELECT count(*) FROM "{table}" WHERE "{column}" ~ %s'
            f' AND "{column}" NOT IN (SELECT model FROM ir_model)',
            [OURS],
        )
        count = cr.fetchone()[0]
        if count:
            found[f"{table}.{column}"] = count
    return found


def rows(cr):
    """``{table: (rows, fingerprint)}`` of our tables and of Odoo's that hold settings,
    apart from who wrote last."""
    cr.execute(
        "SELECT tablename FROM pg_tables WHERE schemaname = 'public'"
        " AND (tablename ~ '^(complaint|capa)_' OR tablename = ANY(%s)) ORDER BY 1",
        [BESIDE],
    )
    found = {}
    for (table,) in cr.fetchall():
        cr.execute(
            "SELECT count(*), md5(string_agg(row, ',' ORDER BY row)) FROM"
            f' (SELECT (to_jsonb(t) - %s::text[])::text AS row FROM "{table}" t) x',
            [ALWAYS],
        )
        found[table] = cr.fetchone()
    return found
