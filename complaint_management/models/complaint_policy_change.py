from odoo import api, fields, models
from odoo.tools import format_date, html2plaintext

# Said by the number of the version itself.
SILENT = ("version",)
# What a row is called that has no name.
CALLED = {
    "complaint.policy.authority": ("group_id", "remedy_type_id"),
    "complaint.policy.rung": ("moment", "role"),
    "complaint.routing.line": ("target", "department_id", "department_kind", "team_id"),
}


class ComplaintPolicyChange(models.AbstractModel):
    """What a version changes of the one before, in words: all that is decided on, so
    that who approves sees it (R-P06)."""

    _name = "complaint.policy.change"
    _inherit = ["complaint.policy.words"]
    _description = "What a version changes"

    changes = fields.Html("What changes", compute="_compute_changes", sanitize=False)

    @api.depends(lambda self: ("previous_id", "valid_from", *self._get_told_fields()))
    @api.depends_context("lang")
    def _compute_changes(self):
        for policy in self:
            lines = policy._tell_changes() if policy.previous_id else []
            sections = [{"title": "", "lines": lines or [self.env._("Nothing.")]}]
            policy.changes = policy.previous_id and policy._render_words(sections)

    def _tell_changes(self):
        """Sentences: what is new, gone, or otherwise than in the version before."""
        self.ensure_one()
        # who reads a policy may read what it says of routes and rules
        before, now = self.previous_id.sudo(), self.sudo()
        names = self._approval_fields("policy_version")
        return list(self._compare(before, now, names))

    @api.model
    def _compare(self, before, now, names, of=""):
        """The differences between two records; ``of`` says whose."""
        for name in names:
            name, inner = (name, ()) if isinstance(name, str) else name
            label = now._fields[name]._description_string(self.env)
            label = self.env._("%(of)s, %(what)s", of=of, what=label) if of else label
            if inner:
                yield from self._compare_rows(before[name], now[name], inner, label)
            elif name not in SILENT:
                was, will = (self._say_field(one, name) for one in (before, now))
                if was != will:
                    yield self.env._(
                        "%(what)s: %(was)s → %(will)s",
                        what=label,
                        was=was or "–",
                        will=will or "–",
                    )

    @api.model
    def _compare_rows(self, before, now, names, label):
        old, new = self._key_rows(before), self._key_rows(now)
        for key, row in old.items():
            if key not in new:
                words = self._say_row(row)
                yield self.env._("%(what)s, gone: %(row)s", what=label, row=words)
        for key, row in new.items():
            if key not in old:
                words = self._say_row(row)
                yield self.env._("%(what)s, new: %(row)s", what=label, row=words)
                continue
            of = self.env._("%(what)s, “%(row)s”", what=label, row=key[0])
            yield from self._compare(old[key], row, names, of)

    @api.model
    def _key_rows(self, rows):
        """Rows by what they are called; copies of a version have new ids."""
        found = {}
        for row in rows:
            name, place = self._get_called(row), 0
            while (name, place) in found:
                place += 1
            found[name, place] = row
        return found

    @api.model
    def _get_called(self, row):
        names = CALLED.get(row._name)
        if not names:
            return row.name or ""
        return " · ".join(filter(None, (self._say_field(row, name) for name in names)))

    @api.model
    def _say_row(self, row):
        """A row that comes or goes, as the page in words says it."""
        face = self.env["complaint.policy.face"]
        say = {
            "complaint.policy.limit": face._tell_limit,
            "complaint.policy.rung": face._say_rung,
            "complaint.policy.review": face._tell_review,
            "complaint.approval.route": face._tell_route,
            "complaint.approval.step": face._say_step,
            "complaint.routing": face._tell_rule,
        }
        return say.get(row._name, self._get_called)(row)

    @api.model
    def _say_field(self, record, name):
        field, value = record._fields[name], record[name]
        if name == "domain":
            model = "domain_model" in record._fields and record.domain_model
            face = self.env["complaint.policy.face"]
            return face._say_condition(value, model or "complaint.case")
        if field.relational:
            # names of settings and of those who decide are no secret here
            return ", ".join(one.sudo().name or "" for one in value)
        if field.type == "selection":
            return dict(field._description_selection(self.env)).get(value, "")
        if field.type == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if field.type == "date":
            return format_date(self.env, value) if value else ""
        if field.type == "html":
            return html2plaintext(value or "").strip()
        if field.type in ("float", "monetary", "integer"):
            return f"{value:g}"
        return value or ""
