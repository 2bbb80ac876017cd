from odoo import models


class IrModuleModule(models.Model):
    _inherit = "ir.module.module"

    def _load_module_terms(self, modules, langs, overwrite=False):
        """The policies that were loaded into companies learn a new language too."""
        result = super()._load_module_terms(modules, langs, overwrite=overwrite)
        if "complaint_management" in modules and self.env.registry.loaded:
            # who adds a language need not be an administrator of complaints
            self.env["complaint.policy.language"].sudo()._add(langs)
        return result
