from odoo.tools import SQL

# an index that a module asks for on a field of another one stays when it goes
INDEXES = ("sale_order__client_order_ref_index", "stock_move_line__lot_id_index")


def uninstall_hook(env):
    """Drop what the ORM does not know of: the number sequences (R-I05), and indexes
    that are ours on columns of Odoo."""
    env["complaint.numbering"]._drop_sequences()
    for name in INDEXES:
        env.cr.execute(SQL("DROP INDEX IF EXISTS %s", SQL.identifier(name)))


def forget_models(env, module):
    """Delete trail and approvals of what is defined by ``module``, for its own hook:
    their records go with it, and who opened such a request would meet an error."""
    names = [
        name for name, model in env.registry.items() if model._original_module == module
    ]
    env.flush_all()
    env.cr.execute("DELETE FROM complaint_trail WHERE res_model = ANY(%s)", [names])
    for part in ("signature", "text", "turn"):
        env.cr.execute(
            SQL(
                """DELETE FROM %s WHERE request_id IN (
                    SELECT id FROM complaint_approval_request
                     WHERE res_model = ANY(%s))""",
                SQL.identifier(f"complaint_approval_{part}"),
                names,
            )
        )
    env.cr.execute(
        "DELETE FROM complaint_approval_request WHERE res_model = ANY(%s)", [names]
    )
    env.invalidate_all()
