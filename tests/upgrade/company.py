"""What a company changes in what our add-ons brought."""

from psycopg2.extras import Json

LEFT_ALONE = {
    "ir.model",  # technical: code says what they are
    "ir.model.fields",
    "ir.ui.view",
}


def change_all(env):
    """Reword every record that came as data of the company's own (``noupdate``), in
    each language, and settings beside; how many.

    By SQL, because it is every one of them: rights and guards are tested elsewhere.
    """
    count = _reword(env)
    env.cr.execute("UPDATE ir_cron SET interval_number = interval_number + 7")
    count += env.cr.rowcount
    env.cr.execute(
        "UPDATE complaint_policy_limit SET amount = amount + 1 WHERE amount > 0"
    )
    count += env.cr.rowcount
    group = env.ref("complaint_management.group_complaint_officer")
    group.write({"user_ids": [(4, env.ref("base.user_admin").id)]})
    group.write({"implied_ids": [(4, env.ref("base.group_partner_manager").id)]})
    return count + 2


def _reword(env):
    env.cr.execute(
        "SELECT DISTINCT model, array_agg(res_id) FROM ir_model_data"
        " WHERE noupdate AND module ~ '^complaint_' GROUP BY model"
    )
    count = 0
    for name, ids in env.cr.fetchall():
        field = name in env and env[name]._fields.get("name")
        if not field or name in LEFT_ALONE or not (field.store and field.column_type):
            continue
        count += _reword_table(env.cr, env[name]._table, field, ids)
    env.invalidate_all()
    return count


def _reword_table(cr, table, field, ids):
    if field.type not in ("char", "text"):
        return 0
    if field.translate:
        words = Json({"en_US": "As we say", "zh_CN": "我们的说法"})
        cr.execute(
            f'UPDATE "{table}" SET name = name || %s WHERE id = ANY(%s)', [words, ids]
        )
    else:
        cr.execute(
            f"UPDATE \"{table}\" SET name = name || ' x' WHERE id = ANY(%s)", [ids]
        )
    return cr.rowcount
