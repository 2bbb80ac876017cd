from odoo import api, models
from odoo.tools.translate import LazyGettext

from .complaint_policy_profile import MODULE


class ComplaintPolicyLanguage(models.AbstractModel):
    """A language that is added after a policy was loaded: its texts come too, where the
    company left them as they were (R-P01)."""

    _name = "complaint.policy.language"
    _inherit = "complaint.policy.profile"
    _description = "Languages of loaded policies"

    @api.model
    def _add(self, langs):
        """Give the loaded policies their texts in ``langs``; what is there stays."""
        found = self.env["ir.model.data"].search(
            [("module", "=", MODULE), ("model", "=", "complaint.policy")]
        )
        profiles = self._get_profiles()
        for data in found:
            company_id, _policy, code = data.name.partition("_policy_")
            if company_id.isdigit() and code.upper() in profiles:
                company = self.env["res.company"].browse(int(company_id))
                self._add_to(profiles[code.upper()], company, langs)

    @api.model
    def _add_to(self, profile, company, langs):
        parts = [records for _model, records in self._get_parts(profile)]
        for records in ({"": profile.policy}, *parts, profile.get_rules()):
            for key, vals in records.items():
                xmlid = self._get_xmlid(company, profile.code, key)
                record = self.env.ref(xmlid, raise_if_not_found=False)
                if record:
                    self._add_texts(record, vals, langs)

    @api.model
    def _add_texts(self, record, vals, langs):
        for name, term in vals.items():
            if not isinstance(term, LazyGettext):
                continue
            known = record._fields[name]._get_stored_translations(record) or {}
            texts = {
                lang: self.with_context(lang=lang).env._(term)
                for lang in langs
                if lang not in known
            }
            if texts and known.get("en_US") == self._get_source(term):
                record.update_field_translations(name, texts)
