def uninstall_hook(env):
    """Drop what the ORM does not know of: the number sequences."""
    env["capa.numbering"]._drop_sequences()
