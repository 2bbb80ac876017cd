from odoo import api, models
from odoo.fields import Command
from odoo.tools.translate import LazyGettext

from ..profiles.shapes import Own, Ref
from .complaint_policy_profile import PARENTS


class ComplaintPolicyPreview(models.AbstractModel):
    """A profile as it would be in a company, with nothing written: what is shown before
    it is loaded (R-P01)."""

    _name = "complaint.policy.preview"
    _inherit = "complaint.policy.profile"
    _description = "Preview of a Policy Profile"

    @api.model
    def _imagine(self, code, company):
        """A policy that exists in memory only, in the reader's language."""
        profile = self._get_profiles()[code]
        policy = self.env["complaint.policy"].new(
            {
                **self._put(profile.policy, {}),
                "code": code,
                "company_id": company.id,
                "description": self._join(map(self.env._, profile.description)),
            }
        )
        made = {}
        for model, records in self._get_parts(profile):
            for key, vals in records.items():
                if model in PARENTS:
                    vals = {**vals, PARENTS[model]: policy}
                made[key] = self.env[model].new(self._put(vals, made))
        for vals in profile.get_rules().values():
            lines = vals.get("lines", ())
            rule = {name: value for name, value in vals.items() if name != "lines"}
            rule["policy_id"] = policy
            rule["line_ids"] = [Command.create(self._put(line, made)) for line in lines]
            self.env["complaint.routing"].new(self._put(rule, made))
        return policy

    @api.model
    def _put(self, vals, made):
        """Values in the reader's language; links to what was ``made`` before."""
        put = {}
        for name, value in vals.items():
            if isinstance(value, LazyGettext):
                put[name] = self.env._(value)
            elif isinstance(value, Own):
                put[name] = made.get(value.key, False)
            elif isinstance(value, Ref):
                put[name] = self._resolve("", None, value)
            elif name == "domain":
                put[name] = repr(self._resolve("", None, value))
            else:
                put[name] = value
        return put
