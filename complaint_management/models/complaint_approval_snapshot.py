import secrets

from odoo import api, models
from odoo.tools import format_date, format_datetime, formatLang, html2plaintext

from ..tools.approval import digest, freeze

_TEXTS = ("char", "text", "html")


class ComplaintApprovalSnapshot(models.AbstractModel):
    """What a subject names of a record, frozen: facts as they are, texts and names as
    salted digests with the text beside, in ``complaint.approval.text`` (R-A05)."""

    _name = "complaint.approval.snapshot"
    _description = "Snapshots of what is decided"

    @api.model
    def _take(self, record, subject):
        """The snapshot of what ``subject`` names of ``record``.

        :return: ``(snapshot, texts)``: canonical JSON, and for each digest in it the
            values of its ``complaint.approval.text``
        """
        texts = []
        # who asks may not see all that the decision is about
        facts = self._freeze_fields(
            record.sudo(), record._approval_fields(subject), texts
        )
        snapshot = {"model": record._name, "id": record.id, "facts": facts}
        if amount := record._approval_amount(subject):
            currency = record._approval_company().currency_id
            snapshot["amount"] = freeze([amount, currency.name])
        return snapshot, texts

    @api.model
    def _keep_text(self, text, texts):
        """What stands for ``text`` in a snapshot; the text itself goes to ``texts``."""
        salt = secrets.token_hex(12)
        texts.append({"digest": digest(text, salt), "salt": salt, "text": text})
        return {"text": texts[-1]["digest"]}

    def _freeze_fields(self, record, names, texts):
        facts = {}
        for name in names:
            name, inner = (name, ()) if isinstance(name, str) else name
            facts[name] = self._freeze_field(record, name, inner, texts)
        return facts

    def _freeze_field(self, record, name, inner, texts):
        field, value = record._fields[name], record[name]
        if inner:
            return [self._freeze_row(row, inner, texts) for row in value.sorted("id")]
        if field.relational:
            rows = [self._freeze_record(row, texts) for row in value.sorted("id")]
            return rows if field.type != "many2one" else rows[0] if rows else None
        if field.type in _TEXTS:
            return self._keep_text(str(value), texts) if value else None
        if value is False and field.type != "boolean":
            return None
        return freeze(value)

    def _freeze_row(self, row, inner, texts):
        known = len(texts)
        facts = {"id": row.id, **self._freeze_fields(row, inner, texts)}
        if row._name == "complaint.case":  # whose words they are: erased with it
            for text in texts[known:]:
                text["case_id"] = row.id
        return facts

    def _freeze_record(self, row, texts):
        return {"id": row.id, **self._keep_text(row.display_name or "", texts)}

    # ------------------------------------------------------------
    # IN WORDS
    # ------------------------------------------------------------

    @api.model
    def _tell(self, snapshot, texts):
        """A snapshot in the reader's words.

        :param dict texts: digest → text; what is not there was erased
        :return: list of ``(label, value, rows)``; ``rows`` is such a list for each row
        """
        model = self.env.get(snapshot.get("model"))
        if model is None:
            return []
        return self._tell_facts(model, snapshot.get("facts", {}), texts)

    def _tell_facts(self, model, facts, texts):
        labels = model.fields_get(list(facts), ["string"])
        # a module that was removed took its fields along: shown by their names
        return [
            self._tell_fact(
                model, name, labels.get(name, {}).get("string", name), value, texts
            )
            for name, value in facts.items()
        ]

    def _tell_fact(self, model, name, label, value, texts):
        field = model._fields.get(name)
        if isinstance(value, list) and field is not None and field.type == "one2many":
            lines = self.env[field.comodel_name]
            rows = [
                self._tell_facts(
                    lines, {k: v for k, v in row.items() if k != "id"}, texts
                )
                for row in value
            ]
            return label, "", rows
        return label, self._tell_value(field, value, texts), []

    def _tell_value(self, field, value, texts):
        if value is None:
            return ""
        if isinstance(value, list):
            return ", ".join(self._tell_value(field, one, texts) for one in value)
        if isinstance(value, dict):
            text = texts.get(value.get("text"))
            if text is None:
                return self.env._("(erased)")
            is_html = field is not None and field.type == "html"
            return html2plaintext(text) if is_html else text
        return self._tell_plain(
            field.type if field is not None else "char", field, value
        )

    def _tell_plain(self, kind, field, value):
        if kind == "selection":
            return dict(field._description_selection(self.env)).get(value, value)
        if kind == "boolean":
            return self.env._("Yes") if value else self.env._("No")
        if kind == "date":
            return format_date(self.env, value)
        if kind == "datetime":
            return format_datetime(self.env, value)
        if kind == "monetary":
            return formatLang(self.env, float(value), digits=2)
        return str(value)
