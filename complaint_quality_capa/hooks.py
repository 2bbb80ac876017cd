from odoo.addons.complaint_management.hooks import forget_models


def uninstall_hook(env):
    """Drop what the ORM does not know of: the number sequences; what was told, decided
    and traced of records that go."""
    env["capa.numbering"]._drop_sequences()
    # notices belong to their recall: without it they are about nothing
    env.cr.execute("DELETE FROM complaint_reply WHERE recall_id IS NOT NULL")
    forget_models(env, "complaint_quality_capa")
