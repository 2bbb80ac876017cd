def uninstall_hook(env):
    """Drop what the ORM does not know of: the number sequences."""
    env["capa.numbering"]._drop_sequences()
    # notices belong to their recall: without it they are about nothing
    env.cr.execute("DELETE FROM complaint_reply WHERE recall_id IS NOT NULL")
