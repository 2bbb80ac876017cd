import json

from odoo import api, fields, models
from odoo.tools import html2plaintext, is_html_empty

from ..tools.package import Package, safe_name
from .complaint_holdings import TRAIL

# Shown in the words of their requests; a package holds no package; fewer may read
# legal advice than the case (R-D10).
LEFT_OUT = (
    "complaint.approval.text",
    "complaint.archive",
    "complaint.legal.advice",
    "complaint.link",  # the way in, not what was said
    "complaint.system.case",  # a key, not what was said
    "complaint.spot.check.line",  # of who checked and who was, not of the case
)
# the order in which a reader asks; what is not named comes after
ORDER = (
    "complaint.case",
    "complaint.line",
    "complaint.assessment",
    "complaint.acceptance.answer",
    "complaint.duty",
    "complaint.evidence",
    "complaint.call",
    "complaint.question",
    "complaint.reply",
    "complaint.remedy",
    "complaint.approval.request",
    "complaint.approval.turn",
    "complaint.approval.signature",
)


class ComplaintArchiveBuilder(models.AbstractModel):
    """Writes the archive package of a case: an index to read, the same as data, the
    files, the replies as they were sent, what was decided on; of each part its
    SHA-256 (R-S03)."""

    _name = "complaint.archive.builder"
    _inherit = "complaint.archive.words"
    _description = "Builder of archive packages"

    @api.model
    def _build(self, case, stream):
        """Write the package of ``case`` to ``stream``, a file at a time.

        :return: the parts, each with path, title, size, sha256
        """
        case = self._speak_as(case)
        self = self.with_env(case.env)
        holdings = self.env["complaint.holdings"]
        found = holdings._find(case, skip=self._get_left_out())
        messages = holdings._find_messages(found)
        files = holdings._find_files(found, messages)
        with Package(stream) as package:
            paths = self._add_files(package, files, found)
            self._add_replies(package, found["complaint.reply"])
            self._add_requests(package, found["complaint.approval.request"])
            sections = self._get_sections(found, messages, paths)
            self._add_data(package, case, sections)
            self._add_index(package, case, sections)
        return package.parts

    @api.model
    def _get_left_out(self):
        """Seam: the models whose rows are no part of what is kept of a case."""
        return LEFT_OUT

    @api.model
    def _speak_as(self, case, lang=False):
        """``case`` as superuser, in its language and where its company is."""
        company = case.company_id
        installed = dict(self.env["res.lang"].get_installed())
        wanted = (
            lang or case.partner_id.lang,
            company.partner_id.lang,
            self.env.lang,
        )
        lang = next((one for one in wanted if one in installed), "en_US")
        zone = company.resource_calendar_id.tz or "UTC"
        return case.sudo().with_context(lang=lang, tz=zone, bin_size=False)

    # ------------------------------------------------------------
    # PARTS
    # ------------------------------------------------------------

    def _add_files(self, package, files, found):
        """Every file, one in memory at a time.

        :return: dict, attachment id → path
        """
        paths = {}
        for file in files:
            record = self.env[file.res_model].browse(file.res_id)
            name = safe_name(self._get_file_name(file, record))
            folder = file.res_model.rpartition(".")[2]
            content = file.raw
            if content:
                path = f"files/{folder}-{file.res_id}-{name}"
                paths[file.id] = package.add(path, content, name)
            file.invalidate_recordset(["raw", "datas", "db_datas"])
        return paths

    def _get_file_name(self, file, record):
        field = f"{file.res_field}_name"
        named = file.res_field and field in record._fields
        return named and record.sudo()[field] or file.name

    def _add_replies(self, package, replies):
        for reply in replies:
            values = {"reply": reply, "moment": self._say_moment(reply.sent_on)}
            page = self._render("complaint_archive_reply", values)
            package.add(f"replies/{reply.id}.html", page, reply.subject)

    def _add_requests(self, package, requests):
        for request in requests:
            page = self._render("complaint_archive_request", {"asked": request})
            package.add(f"approvals/{request.id}.html", page, request.display_name)

    def _render(self, name, values):
        template = f"complaint_management.{name}"
        page = self.env["ir.qweb"]._render(template, values)
        return f"<!DOCTYPE html>\n{str(page).strip()}"

    # ------------------------------------------------------------
    # SECTIONS
    # ------------------------------------------------------------

    def _get_sections(self, found, messages, paths):
        """What the index tells, in order: name, title, rows in words and as data."""
        names = [name for name in ORDER if name in found]
        names += sorted(found.keys() - set(ORDER) - {TRAIL})
        sections = [self._get_section(name, found[name]) for name in names]
        sections.append(self._get_letters(messages, paths))
        sections.append(self._get_section(TRAIL, found[TRAIL]))
        return [section for section in sections if section["rows"]]

    def _get_section(self, name, records):
        told = self._get_told_fields(records)
        get_rows = getattr(self, f"_tell_{name.replace('.', '_')}", None)
        return {
            "name": name,
            "title": self.env["ir.model"]._get(name).name,
            "rows": get_rows(records)
            if get_rows
            else [
                self._tell(record, told) + self._tell_further(record)
                for record in records
            ],
            "data": [self._get_data(record, told) for record in records],
        }

    def _tell_further(self, record):
        """Seam: what the fields of ``record`` do not tell."""
        if record._name == "complaint.remedy":
            documents = [*record.move_ids, *record.picking_ids]
            names = ", ".join(one.display_name for one in documents)
            return [(self.env._("Documents"), names)] if names else []
        return []

    def _tell_complaint_trail(self, trails):
        """What changed, from, to: the values in words."""
        models_ = self.env["ir.model"]
        labels = (
            "res_model",
            "field_label",
            "old_text",
            "new_text",
            "reason",
            "user_id",
            "changed_on",
        )
        names = {label: trails._fields[label] for label in labels}
        return [
            [
                (
                    field._description_string(self.env),
                    models_._get(trail.res_model).name
                    if name == "res_model"
                    else self._tell_value(trail, field),
                )
                for name, field in names.items()
                if trail[name]
            ]
            for trail in trails
        ]

    def _get_letters(self, messages, paths):
        """Mails and notes, without those that only tell of a change: the history
        does."""
        written = messages.filtered(
            lambda one: not is_html_empty(one.body) or one.attachment_ids
        )
        return {
            "name": "mail.message",
            "title": self.env._("Correspondence and notes"),
            "rows": [self._tell_message(one, paths) for one in written],
            "data": [self._get_message(one, paths) for one in written],
        }

    def _tell_message(self, message, paths):
        files = [paths.get(file.id) for file in message.attachment_ids]
        pairs = [
            (self.env._("On"), self._say_moment(message.date)),
            (self.env._("From"), message.author_id.name or message.email_from or ""),
            (self.env._("Subject"), message.subject or ""),
            (self.env._("Text"), html2plaintext(message.body or "")),
            (self.env._("Files"), ", ".join(filter(None, files))),
        ]
        return [(label, text) for label, text in pairs if text]

    def _get_message(self, message, paths):
        return {
            "id": message.id,
            "model": message.model,
            "res_id": message.res_id,
            "date": fields.Datetime.to_string(message.date),
            "author": message.author_id.name or None,
            "email_from": message.email_from or None,
            "subject": message.subject or None,
            "body": str(message.body or ""),
            "files": [
                paths[one.id] for one in message.attachment_ids if one.id in paths
            ],
        }

    # ------------------------------------------------------------
    # INDEX
    # ------------------------------------------------------------

    def _add_data(self, package, case, sections):
        for section in sections:
            path = f"data/{section['name'].replace('.', '_')}.json"
            package.add(path, self._dump(section["data"]), section["title"])

    def _add_index(self, package, case, sections):
        parts = list(package.parts)
        now = fields.Datetime.now()
        values = {
            "case": case,
            "sections": sections,
            "parts": parts,
            "made_on": self._say_moment(now),
        }
        page = self._render("complaint_archive_index", values)
        package.add("index.html", page)
        index = {
            "complaint": case.number,
            "company": case.company_id.name,
            "state": case.state,
            "ended_on": fields.Datetime.to_string(case._get_ended_on()),
            "made_on": fields.Datetime.to_string(now),
            "parts": package.parts,
        }
        package.add("index.json", self._dump(index))

    def _dump(self, data):
        return json.dumps(data, ensure_ascii=False, indent=1, default=str)
