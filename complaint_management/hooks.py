def uninstall_hook(env):
    """Drop what the ORM does not know of: the number sequences (R-I05)."""
    env["complaint.numbering"]._drop_sequences()
