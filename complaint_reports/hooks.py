from odoo.addons.complaint_management.hooks import forget_models


def uninstall_hook(env):
    """Delete what was decided and traced of records that go."""
    forget_models(env, "complaint_reports")
