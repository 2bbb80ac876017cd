from odoo import api, models

from ..tools.register_cells import COLUMNS
from ..tools.register_template import build_template


class ComplaintRegisterTemplate(models.AbstractModel):
    """The file in which an earlier register is brought along."""

    _name = "complaint.register.template"
    _description = "Register Template"

    @api.model
    def _get_headings(self):
        """Column names by each heading that is understood, in lower case: the name
        itself and the label of its field in every installed language."""
        headings = {column.name: column.name for column in COLUMNS}
        for lang, _name in self.env["res.lang"].get_installed():
            cases = self.env["complaint.case"].with_context(lang=lang)
            labels = cases.fields_get([column.field for column in COLUMNS], ["string"])
            for column in COLUMNS:
                label = labels[column.field]["string"].lower()
                headings.setdefault(label, column.name)
        return headings

    @api.model
    def _get_titles(self):
        """Title of each column in the user's language: the label of its field."""
        fields = self.env["complaint.case"]._fields
        return {
            column.name: fields[column.field]._description_string(self.env)
            for column in COLUMNS
        }

    @api.model
    def _build(self):
        """The template as XLSX bytes, headings in the user's language."""
        titles = self._get_titles()
        lookup = self.env["complaint.register.lookup"]
        company = self.env.company
        choices = {
            "kind": [label for _key, label in self._get_labels("kind")],
            "state": [label for _key, label in self._get_labels("state")],
            "channel": sorted(
                self.env["complaint.channel"]
                .search([("company_id", "in", [company.id, False])])
                .mapped("name")
            ),
            "category": self.env["complaint.category"]
            .search([("company_id", "in", [company.id, False])])
            .mapped("display_name"),
            "handler": sorted(lookup._get_users(company)),
        }
        example = self._get_example(choices)
        return build_template(
            [titles[column.name] for column in COLUMNS],
            [self._get_hint(column) for column in COLUMNS],
            {
                position: choices[column.name]
                for position, column in enumerate(COLUMNS)
                if column.name in choices
            },
            [example.get(column.name) for column in COLUMNS],
            sheets=(
                self.env._("Complaint register"),
                self.env._("Allowed values"),
            ),
        )

    @api.model
    def _get_labels(self, name):
        return self.env["complaint.case"]._fields[name]._description_selection(self.env)

    @api.model
    def _get_hint(self, column):
        hints = {
            "moment": self.env._("A date, with the time where it is known: 2024-03-05"),
            "selection": self.env._("One of the list"),
            "channel": self.env._("Name of a channel"),
            "category": self.env._("Name or code of a category"),
            "user": self.env._("Login of the person"),
            "text": self.env._("Text, up to %(length)s characters"),
            "files": self.env._("Names of files in the same ZIP, one a line"),
        }
        hint = hints[column.kind] % {"length": column.length}
        return f"{hint} *" if column.required else hint

    @api.model
    def _get_example(self, choices):
        return {
            "number": "202403-0001",
            "received_on": "2024-03-05 09:30",
            "kind": choices["kind"][0],
            "channel": choices["channel"][:1] and choices["channel"][0],
            "category": choices["category"][:1] and choices["category"][0],
            "title": self.env._("Example: delete this line"),
        }
