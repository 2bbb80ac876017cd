from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import Command
from odoo.tools.translate import LazyGettext

from ..profiles import PROFILES
from ..profiles.shapes import Own, Ref

MODULE = "complaint_management"
# Which field of what is made says whose it is.
PARENTS = {
    "complaint.acceptance.test": "policy_id",
    "complaint.policy.limit": "policy_id",
    "complaint.policy.authority": "policy_id",
    "complaint.policy.review": "policy_id",
    "complaint.policy.copy": "policy_id",
    "complaint.approval.route": "policy_id",
    "complaint.call.purpose": "policy_id",
    "complaint.routing": "policy_id",
}


class ComplaintPolicyProfile(models.AbstractModel):
    """Loads a ready-made policy into a company (R-P01), as Odoo loads charts of
    accounts: every record under an XML id of the company's own.

    What was loaded once is the company's: a second load, or an upgrade, adds what is
    new in the profile and touches nothing else. What the company deleted stays away.
    """

    _name = "complaint.policy.profile"
    _description = "Policy Profiles"

    @api.model
    def _get_profiles(self):
        """Seam: ``profiles.shapes.Profile`` by code."""
        return PROFILES

    @api.model
    def _get_parts(self, profile):
        """Seam: pairs of model and records (values by key), whole before part."""
        yield from profile.get_parts()

    @api.model
    def _get_loaded(self, code, company):
        """The policy that was loaded into ``company`` from the profile, if any."""
        xmlid = self._get_xmlid(company, code, "")
        policies = self.env["complaint.policy"]
        return self.env.ref(xmlid, raise_if_not_found=False) or policies

    @api.model
    def _load(self, code, company, valid_from=None):
        """Load profile ``code`` into ``company``; what is there already stays.

        Call it with sudo, after the right was checked.

        :param date valid_from: from when on it is in force; today where not given
        :return: ``(policy, faults)``: sentences that say which rules could not be made
            yet, and what to mend
        :raises ValidationError: nobody is at the top, or the calendar is empty
        """
        profile = self._get_profiles().get(code)
        if not profile:
            raise UserError(self.env._("There is no profile “%(code)s”.", code=code))
        here = self.with_context(allowed_company_ids=company.ids)
        policy = here._get_loaded(code, company)
        if not policy:
            vals = {
                **profile.policy,
                "code": code,
                "company_id": company.id,
                "valid_from": valid_from or fields.Date.context_today(self),
                "description": here._join(map(here._get_source, profile.description)),
            }
            policy = here._make(code, company, "complaint.policy", {"": vals})
            here._translate_description(policy, profile)
        known = set(policy.profile_keys or ())
        for model, records in here._get_parts(profile):
            fresh = {key: one for key, one in records.items() if key not in known}
            here._make_in_waves(code, company, policy, model, fresh)
            known.update(fresh)
        faults = here._make_rules(profile, company, policy, known)
        if sorted(known) != sorted(policy.profile_keys or ()):
            policy.profile_keys = sorted(known)
        return policy.with_env(self.env), faults

    # ------------------------------------------------------------
    # MAKING RECORDS
    # ------------------------------------------------------------

    @api.model
    def _get_xmlid(self, company, code, key):
        name = f"{company.id}_policy_{code.lower()}"
        return f"{MODULE}.{name}_{key}" if key else f"{MODULE}.{name}"

    @api.model
    def _make_in_waves(self, code, company, policy, model, records):
        """Make ``records``; those that lie in others of them come after these."""
        left = dict(records)
        while left:
            wave = {
                key: vals
                for key, vals in left.items()
                if not any(
                    isinstance(value, Own) and value.key in left
                    for value in vals.values()
                )
            }
            parent = {PARENTS[model]: policy.id} if model in PARENTS else {}
            if model in ("complaint.approval.route", "complaint.call.purpose"):
                parent["company_id"] = company.id
            rows = {key: {**vals, **parent} for key, vals in wave.items()}
            self._make(code, company, model, rows)
            left = {key: vals for key, vals in left.items() if key not in wave}

    @api.model
    def _make(self, code, company, model, records):
        """Create records under XML ids of ``company``, with their translations."""
        data = [
            {
                "xml_id": self._get_xmlid(company, code, key),
                "values": self._resolve_all(code, company, vals),
                "noupdate": True,
            }
            for key, vals in records.items()
        ]
        made = self.env[model]._load_records(data)
        for record, vals in zip(made, records.values(), strict=True):
            self._translate(record, vals)
        return made

    @api.model
    def _resolve_all(self, code, company, vals):
        resolved = {
            name: self._resolve(code, company, value) for name, value in vals.items()
        }
        if isinstance(resolved.get("domain"), list):
            resolved["domain"] = repr(resolved["domain"])
        return resolved

    @api.model
    def _resolve(self, code, company, value):
        if isinstance(value, LazyGettext):
            return self._get_source(value)
        if isinstance(value, Own):
            xmlid = self._get_xmlid(company, code, value.key)
            record = self.env.ref(xmlid, raise_if_not_found=False)
            if not record:
                raise ValidationError(
                    self.env._("whom it asks is not there yet: see above.")
                )
            return record.id
        if isinstance(value, Ref):
            name = value.name if "." in value.name else f"{MODULE}.{value.name}"
            return self.env.ref(name).id
        if isinstance(value, (list, tuple)):
            kind = type(value)
            return kind(self._resolve(code, company, one) for one in value)
        return value

    # ------------------------------------------------------------
    # RULES, WHICH NEED DEPARTMENTS
    # ------------------------------------------------------------

    @api.model
    def _make_rules(self, profile, company, policy, known):
        """Make team and routing rules, each where its departments are there.

        :param set known: keys of what was loaded; what is made is added
        :return: sentences about those that could not be made
        """
        faults = []
        if profile.team and "team" not in known:
            self._try(self._make_team, profile, company, policy, known, faults)
        for key, vals in profile.get_rules().items():
            if key not in known:
                one = {key: vals}
                self._try(self._make_rule, profile, company, policy, known, faults, one)
        return faults

    @api.model
    def _try(self, make, profile, company, policy, known, faults, rules=None):
        try:
            with self.env.cr.savepoint():
                known.add(make(profile, company, policy, rules or {}))
                self.env.flush_all()
        except (ValidationError, ValueError) as error:
            self.env.invalidate_all()
            for vals in (rules or {}).values():
                faults.append(f"{self.env._(vals['name'])}: {error}")
            if not rules:
                faults.append(str(error))

    @api.model
    def _make_rule(self, profile, company, policy, rules):
        [(key, vals)] = rules.items()
        vals = {**vals, "policy_id": policy.id, "company_id": company.id}
        lines = vals.pop("lines", ())
        vals["line_ids"] = [
            Command.create(self._resolve_all(profile.code, company, line))
            for line in lines
        ]
        rule = self._make(profile.code, company, "complaint.routing", {key: vals})
        for record, line in zip(rule.line_ids, lines, strict=True):
            self._translate(record, line)
        return key

    @api.model
    def _make_team(self, profile, company, policy, _rules):
        """The heads of the departments that the profile names (R-D06)."""
        departments, heads = self.env["hr.department"], self.env["res.users"]
        for kind in profile.team:
            department = departments._get_of_kind(kind, company)
            if not department:
                labels = dict(
                    departments._fields["complaint_kind"]._description_selection(
                        self.env
                    )
                )
                raise ValidationError(
                    self.env._(
                        "The standing team lacks the head of: %(department)s. Say "
                        "which department of %(company)s that is, then load the "
                        "profile again.",
                        department=labels[kind],
                        company=company.name,
                    )
                )
            department._check_has_head()
            heads |= department._get_head_user()[0]
        vals = {
            "name": self.env._("Standing complaint team"),
            "company_id": company.id,
            "leader_id": heads[:1].id,
            "member_ids": [Command.set(heads[1:].ids)],
        }
        self._make(profile.code, company, "complaint.team", {"team": vals})
        return "team"

    # ------------------------------------------------------------
    # TRANSLATIONS
    # ------------------------------------------------------------

    @api.model
    def _get_source(self, term):
        return self.with_context(lang="en_US").env._(term)

    @api.model
    def _get_langs(self):
        installed = self.env["res.lang"].get_installed()
        return [code for code, _name in installed if code != "en_US"]

    @api.model
    def _translate(self, record, vals):
        """The texts of what was just made, in every installed language."""
        for name, value in vals.items():
            if isinstance(value, LazyGettext):
                texts = {
                    lang: self.with_context(lang=lang).env._(value)
                    for lang in self._get_langs()
                }
                if texts:
                    record.update_field_translations(name, texts)

    @api.model
    def _join(self, paragraphs):
        return "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)

    @api.model
    def _translate_description(self, policy, profile):
        """A paragraph a term."""
        texts = {}
        for lang in self._get_langs():
            env = self.with_context(lang=lang).env
            texts[lang] = {
                self._get_source(one): env._(one) for one in profile.description
            }
        if texts:
            policy.update_field_translations("description", texts)
