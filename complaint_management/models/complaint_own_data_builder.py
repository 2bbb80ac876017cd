import json

from odoo import api, models
from odoo.tools import email_normalize, html2plaintext

from ..tools.package import Package, safe_name

# What he said and was told, of each model; all else is ours.
TOLD = {
    "complaint.case": (
        "number",
        "kind",
        "state",
        "received_on",
        "channel_id",
        "category_id",
        "title",
        "description",
        "occurred_on",
        "occurred_at",
        "extent",
        "demand_type_ids",
        "demand_reason",
        "claimed_amount",
        "complainant_kind",
        "represents",
        "partner_name",
        "partner_company",
        "partner_email",
        "partner_phone",
        "consent",
        "consent_note",
        "redress",
        "closed_on",
        "keep_until",
    ),
    "complaint.line": (
        "product_text",
        "product_id",
        "item_number",
        "lot_name",
        "order_reference",
        "purchase_place",
        "description",
    ),
    "complaint.call": ("kind", "held_on", "words", "promise", "question"),
    "complaint.question": ("medium", "asked_on", "text", "answered_on", "answer"),
    "complaint.statement": ("kind", "said_on", "text", "file_names"),
    "complaint.survey": ("answered_on", "way", "solved", "overall"),
    "complaint.survey.line": ("question", "answer", "mark", "text"),
    "complaint.reply": ("kind", "medium", "sent_on", "recipient", "subject", "body"),
}
GONE = ("sent", "printed", "outbox")


class ComplaintOwnDataBuilder(models.AbstractModel):
    """Writes the archive of a person's own data: named fields of named models only, so
    that what is new is left out until somebody says that it is his (R-S06)."""

    _name = "complaint.own.data.builder"
    _inherit = "complaint.archive.words"
    _description = "Builder of a person's own data"

    @api.model
    def _build(self, cases, partner, email, stream, letters=None):
        """Write the zip into ``stream``. The caller has checked that the cases are the
        person's.

        :param email: the address by which he is known beside that on the cases
        :param letters: replies to him that are about no complaint
        """
        letters = self.env["complaint.reply"] if letters is None else letters
        builder = self.env["complaint.archive.builder"]
        if cases:
            cases = cases.with_env(builder._speak_as(cases[:1]).env)
            self = self.with_env(cases.env)
        else:
            first = builder._speak_as(letters[:1], letters[:1].lang)
            self = self.with_env(first.env)
        with Package(stream) as package:
            pages = [self._add_case(package, one, partner, email) for one in cases]
            groups = letters.with_env(self.env).grouped(lambda one: one._get_about())
            for about, replies in groups.items():
                pages.append(self._add_letters(package, about, replies))
            self._add_index(package, pages, partner.name or email)

    def _add_letters(self, package, about, replies):
        """What he was told of a matter that is no complaint of his."""
        fields_ = self._get_own(replies._name)
        section = {
            "name": replies._name,
            "title": self.env["ir.model"]._get(replies._name).name,
            "rows": [self._tell(reply, fields_) for reply in replies],
        }
        for file, name in self._get_files_of(replies):
            package.add(f"{about.number}/{safe_name(name)}", file.raw or b"", name)
            file.invalidate_recordset(["raw"])
        return {"number": about.number, "sections": [section]}

    def _add_case(self, package, case, partner, email):
        sections = self._get_sections(case)
        messages = self._get_own_messages(case, partner, email)
        rows = [self._tell_message(message) for message in messages]
        if rows:
            title = self.env._("What you wrote to us")
            sections.append({"name": "letters", "title": title, "rows": rows})
        for file, name in self._get_own_files(case, messages):
            path = f"{case.number}/{safe_name(name)}"
            package.add(path, file.raw or b"", name)
            file.invalidate_recordset(["raw"])
        return {"number": case.number, "sections": sections}

    def _get_sections(self, case):
        found = {
            "complaint.case": case,
            "complaint.line": case.line_ids,
            "complaint.call": case.call_ids.filtered(
                # what somebody else said is his
                lambda one: one.person in (False, "", case.partner_name)
            ),
            "complaint.question": case.question_ids,
            "complaint.statement": case.statement_ids,
            "complaint.survey": case.survey_ids,
            "complaint.survey.line": case.survey_ids.line_ids,
            **self._get_further(case),
            "complaint.reply": case.reply_ids.filtered(lambda one: one.state in GONE),
        }
        return [
            {
                "name": name,
                "title": self.env["ir.model"]._get(name).name,
                "rows": [self._tell(record, self._get_own(name)) for record in records],
            }
            for name, records in found.items()
            if records
        ]

    def _get_further(self, case):
        """Seam: what else is the person's, by model; see :meth:`_get_told`."""
        return {}

    @api.model
    def _get_told(self):
        """Seam: of each model the fields that are the person's."""
        return TOLD

    def _get_own(self, name):
        fields_ = self.env[name]._fields
        return [fields_[field] for field in self._get_told()[name] if field in fields_]

    def _get_correspondence(self, case):
        """Seam: messages among which his are looked for."""
        return case.message_ids

    def _get_own_messages(self, case, partner, email):
        """The e-mails that he sent; notes of colleagues are none, even of one who
        complains himself."""
        addresses = {email_normalize(email or ""), case.email_key} - {False}
        return (
            self._get_correspondence(case)
            .filtered(
                lambda one: (
                    one.message_type == "email"
                    and (
                        (partner and one.author_id == partner)
                        or email_normalize(one.email_from or "") in addresses
                    )
                )
            )
            .sorted("id")
        )

    def _tell_message(self, message):
        return [
            (self.env._("On"), self._say_moment(message.date)),
            (self.env._("Subject"), message.subject or ""),
            (self.env._("Text"), html2plaintext(message.body or "")),
        ]

    def _get_own_files(self, case, messages):
        """His files, what he was given, the letters that he was sent."""
        his = case.evidence_ids.filtered(
            lambda one: one.source == "complainant" or one.kind == "material"
        )
        replies = case.reply_ids.filtered(lambda one: one.state in GONE)
        found = [(file, file.name) for file in messages.attachment_ids]
        return found + self._get_files_of(his) + self._get_files_of(replies)

    def _get_files_of(self, records):
        files = self.env["ir.attachment"].with_context(skip_res_field_check=True)
        place = [("res_model", "=", records._name), ("res_id", "in", records.ids)]
        found = []
        for file in files.search(place):
            named = file.res_field and records.browse(file.res_id).file_name
            found.append((file, named or file.name))
        return found

    def _add_index(self, package, pages, name):
        values = {
            "pages": pages,
            "name": name,
            "lang": self.env.lang,
            "parts": list(package.parts),
        }
        template = "complaint_management.complaint_own_data_index"
        page = self.env["ir.qweb"]._render(template, values)
        package.add("index.html", f"<!DOCTYPE html>\n{str(page).strip()}")
        data = {"complaints": pages, "parts": package.parts}
        package.add("index.json", json.dumps(data, ensure_ascii=False, indent=1))
