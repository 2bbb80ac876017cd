from odoo import api, fields, models
from odoo.tools import plaintext2html, split_every

from ..tools import register_file
from ..tools.register_checker import SEVERAL, RegisterChecker, Wrong
from ..tools.register_package import BadPackage, FileFinder

_CHUNK = 5000


class ComplaintRegisterLookup(models.AbstractModel):
    """What the texts of a register mean in this database: channels, categories,
    people, states; and the words for what is wrong with a row."""

    _name = "complaint.register.lookup"
    _description = "Meanings of register texts"

    @api.model
    def _get_checker(self, company, create_missing, files=()):
        """A checker that knows the records which ``company`` may use."""
        lang = self.env["res.lang"]._lang_get(self.env.user.lang or "en_US")
        return RegisterChecker(
            zone=self.env["complaint.numbering"]._get_zone(company.id),
            now=fields.Datetime.now(),
            date_format=lang.date_format,
            lookups={
                "kind": self._get_selection("kind"),
                "state": self._get_selection("state"),
                "channel": self._get_channels(company),
                "category": self._get_categories(company),
                "user": self._get_users(company),
            },
            create_missing=create_missing,
            files=FileFinder(files),
        )

    @api.model
    def _get_selection(self, name):
        """Technical names, labels in English and in the user's language."""
        field = self.env["complaint.case"]._fields[name]
        meanings = {}
        for env in (self.with_context(lang="en_US").env, self.env):
            for key, label in field._description_selection(env):
                meanings[key] = meanings[label.lower()] = key
        return meanings

    @api.model
    def _get_usable(self, model, company):
        return self.env[model].search(
            [("company_id", "in", [company.id, False])], order="company_id, id"
        )

    @api.model
    def _get_meanings(self, records, get_names):
        """Ids by each name in each installed language, ``SEVERAL`` for that of two."""
        meanings = {}
        for lang, _name in self.env["res.lang"].get_installed():
            for record in records.with_context(lang=lang):
                for name in filter(None, get_names(record)):
                    meanings.setdefault(name.lower(), set()).add(record.id)
        return {
            name: ids.pop() if len(ids) == 1 else SEVERAL
            for name, ids in meanings.items()
        }

    @api.model
    def _get_channels(self, company):
        channels = self._get_usable("complaint.channel", company)
        return self._get_meanings(channels, lambda channel: [channel.name])

    @api.model
    def _get_categories(self, company):
        """By path, code and name; “Loan” is the root “Loan”, not “Car / Loan”."""
        categories = self._get_usable("complaint.category", company)
        names = self._get_meanings(
            categories, lambda category: [category.name, category.code]
        )
        return names | self._get_category_paths(company)

    @api.model
    def _get_category_paths(self, company):
        categories = self._get_usable("complaint.category", company)
        return self._get_meanings(categories, lambda category: [category.display_name])

    @api.model
    def _get_users(self, company):
        users = self.env["res.users"].search(
            [("share", "=", False), ("company_ids", "in", company.ids)]
        )
        return {user.login.lower(): user.id for user in users}

    # ------------------------------------------------------------
    # WHAT THE DATABASE HAS ALREADY
    # ------------------------------------------------------------

    @api.model
    def _get_taken(self, company, checked):
        """Rows whose number or earlier reference a case of the company has already."""
        taken = []
        for column, name in (("number", "number"), ("reference", "import_reference")):
            lines = {vals[name]: line for line, vals in checked if vals.get(name)}
            for chunk in split_every(_CHUNK, lines, list):
                cases = self.env["complaint.case"].search_fetch(
                    [("company_id", "=", company.id), (name, "in", chunk)], [name]
                )
                for case in cases:
                    value = case[name]
                    taken.append(Wrong(lines[value], column, "taken", value))
        return taken

    # ------------------------------------------------------------
    # WHAT IS MISSING
    # ------------------------------------------------------------

    @api.model
    def _get_resolver(self, company, rows):
        """A function that puts ids where checked values still carry names, after the
        missing channels and categories were made."""
        made = {
            "channel_id": self._make_channels(company, _get_texts(rows, "channel_id")),
            "category_id": self._make_categories(
                company, _get_texts(rows, "category_id")
            ),
        }

        def resolve(values):
            return values | {
                name: ids[values[name]]
                for name, ids in made.items()
                if isinstance(values.get(name), str)
            }

        return resolve

    @api.model
    def _make_channels(self, company, names):
        channels = self.env["complaint.channel"].create(
            [
                {"name": name, "kind": "other", "company_id": company.id}
                for name in names
            ]
        )
        return dict(zip(names, channels.ids, strict=True))

    @api.model
    def _make_categories(self, company, names):
        """“A / B” becomes B below A; what exists on the way is used."""
        known = self._get_category_paths(company)
        made = {}
        for name in names:
            parent_id, path = False, ""
            for part in filter(None, map(str.strip, name.split(" / "))):
                path = f"{path} / {part}" if path else part
                if known.get(path.lower(), SEVERAL) == SEVERAL:
                    category = self.env["complaint.category"].create(
                        {
                            "name": part,
                            "parent_id": parent_id,
                            "company_id": company.id,
                        }
                    )
                    known[path.lower()] = category.id
                parent_id = known[path.lower()]
            made[name] = parent_id
        return made

    @api.model
    def _prepare_case(self, company, values):
        """A historical case from checked values: nothing runs on it."""
        if "description" in values:  # a text: what looks like markup was written so
            values["description"] = plaintext2html(values["description"])
        return {
            "kind": "complaint",
            "receiver_id": False,
            "policy_id": False,
            **values,
            "company_id": company.id,
            "historical": True,
        }

    # ------------------------------------------------------------
    # WORDS
    # ------------------------------------------------------------

    @api.model
    def _get_file_sentence(self, error):
        """What is wrong with a file as a whole, and what to do about it."""
        if isinstance(error, BadPackage):
            return self.env["complaint.register.files"]._get_sentence(error)
        if isinstance(error, register_file.WrongEncoding):
            return self.env._(
                "The text of this file cannot be read. Choose its encoding, or save "
                "it as UTF-8 or XLSX."
            )
        if isinstance(error, register_file.NoHeader):
            return self.env._(
                "The first line must name these columns: %(names)s. Download the "
                "template to see how.",
                names=", ".join(self._get_title(name) for name in error.missing),
            )
        if isinstance(error, register_file.UnknownColumns):
            return self.env._(
                "These columns are not of the template or stand twice: %(names)s. "
                "Rename or remove them.",
                names=", ".join(error.names),
            )
        if isinstance(error, register_file.BrokenLine):
            return self.env._(
                "Row %(line)s cannot be read: a quotation mark is not closed or stands "
                "in the middle of a cell. Mend it, or save the file as XLSX.",
                line=error.line,
            )
        if isinstance(error, register_file.NotComputed):
            return self.env._(
                "This workbook has formulas without values. Open it in a spreadsheet "
                "program, save it there and choose it again."
            )
        return self.env._(
            "This is neither a CSV nor an XLSX file, or it has a password."
        )

    @api.model
    def _get_sentence(self, wrong):
        """What is wrong with a row, in the user's language, with its number."""
        if wrong.code == "nobodys":
            return self.env._(
                "The file “%(name)s” in the ZIP belongs to no row: name it there, call "
                "it by the number, or take it out.",
                name=wrong.value,
            )
        return self.env._(
            "Row %(line)s, %(column)s: %(what)s",
            line=wrong.line,
            column=self._get_title(wrong.column),
            what=self._get_fault(wrong),
        )

    @api.model
    def _get_fault(self, wrong):
        """What is wrong, in the user's language, without where."""
        sentences = {
            "required": self.env._("is empty"),
            "too_long": self.env._("is longer than %(value)s characters"),
            "no_date": self.env._("“%(value)s” is no date; write it as 2026-11-30"),
            "future": self.env._("%(value)s lies in the future"),
            "unknown": self.env._("“%(value)s” is not known here"),
            "several": self.env._("“%(value)s” is the name of several here"),
            "twice": self.env._("is the same as in row %(value)s"),
            "order": self.env._("is earlier than %(value)s"),
            "taken": self.env._("a case with “%(value)s” exists already"),
            "stray": self.env._("“%(value)s” stands under no heading"),
            "no_file": self.env._("the ZIP has no file “%(value)s”"),
            "several_files": self.env._(
                "the ZIP has several “%(value)s”; write the folder too"
            ),
            "file_taken": self.env._("the same file belongs to row %(value)s"),
        }
        return sentences[wrong.code] % {"value": self._get_value(wrong)}

    @api.model
    def _get_title(self, column):
        """Title of a column as the template and the screen have it; of what stands
        under none its place."""
        titles = self.env["complaint.register.template"]._get_titles()
        return titles.get(column) or self.env._("column %(place)s", place=column)

    @api.model
    def _get_value(self, wrong):
        return self._get_title(wrong.value) if wrong.code == "order" else wrong.value


def _get_texts(rows, name):
    """Each different text that stands where an id must come, in order of the rows."""
    texts = (values.get(name) for _line, values in rows)
    return list(dict.fromkeys(text for text in texts if isinstance(text, str)))
