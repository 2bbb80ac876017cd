from odoo import api, models


class ComplaintSettingMixin(models.AbstractModel):
    """A setting that is looked up through ``tools.ormcache``: whoever changes it makes
    every process forget what it knows.

    Forgotten after the change, so that nothing read while it was made stays.
    """

    _name = "complaint.setting.mixin"
    _description = "Setting that is remembered"

    @api.model_create_multi
    def create(self, vals_list):
        records = super().create(vals_list)
        records._forget()
        return records

    def write(self, vals):
        result = super().write(vals)
        self._forget()
        return result

    # no ondelete method: the uninstaller's context key, which any caller can send,
    # would leave the old setting remembered
    def unlink(self):
        result = super().unlink()
        self._forget()
        return result

    def _update_field_translations(self, *args, **kwargs):
        result = super()._update_field_translations(*args, **kwargs)
        self._forget()
        return result

    def _forget(self):
        if self:
            self.env.registry.clear_cache()
