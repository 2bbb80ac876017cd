from odoo import api, models
from odoo.tools import SQL

from .complaint_holdings import TRAIL

ERASED = "***"  # says in every language that something stood here
_TEXTS = ("char", "text", "html")
# whom an order was sold to stands on it
_LEADS_TO_PERSON = ("res.partner", "sale.order", "sale.order.line")
# What hashes cover, numbers, keys: says nothing of a person.
KEPT_NAMES = {
    "approval_locks",
    "checksum",
    "digest",
    "field_name",
    "import_reference",
    "lang",
    "last_hash",
    "lead_number",
    "mimetype",
    "number",
    "res_model",
    "salt",
    "snapshot_hash",
}
# Staff and measures only; what signatures are is covered by their hashes, so the chain
# still verifies; texts of approvals have a way of their own.
KEPT_MODELS = {
    "complaint.approval.signature",
    "complaint.approval.text",
    "complaint.clock",
    "complaint.escalation",
}
KEPT_FIELDS = {
    "complaint.archive": {"file_name"},
    "complaint.approval.turn": {"name", "asked_text", "passed_text", "snapshot_hash"},
    "complaint.form.copy": {"reference", "fingerprint"},
    "complaint.duty": {"partner_id"},  # the supplier
    "complaint.team": {"name"},
    "complaint.survey.line": {"question"},
}


class ComplaintPersonal(models.AbstractModel):
    """Takes the person out of a case: every free text, every way back to the
    complainant, every file goes; dates, category, product, amounts, states, staff and
    hashes stay (R-S04).

    All text that is not named as kept goes, so that a field which a module adds is
    erased without being named. Written by SQL on purpose: what goes through the ORM
    would leave the old values in the history.
    """

    _name = "complaint.personal"
    _description = "Personal data of complaints"

    @api.model
    def _get_kept_fields(self):
        """Seam: of each model the texts and links that are no personal data."""
        return KEPT_FIELDS

    @api.model
    def _get_kept_models(self):
        """Seam: models of which all stays."""
        return KEPT_MODELS

    @api.model
    def _get_erased_fields(self, name):
        """The fields of a model that are emptied."""
        if name in self._get_kept_models() or name == TRAIL:
            return []
        kept = self._get_kept_fields().get(name, set()) | KEPT_NAMES
        return [
            field
            for field in self.env[name]._fields.values()
            if field.store and field.column_type and field.name not in kept
            if field.type in _TEXTS
            or (field.type == "many2one" and field.comodel_name in _LEADS_TO_PERSON)
        ]

    # ------------------------------------------------------------
    # ERASING
    # ------------------------------------------------------------

    @api.model
    def _erase(self, cases, why):
        """Erase what is held of the persons in ``cases``, for good. The caller has
        checked the right and the time, and locked the rows.

        :param str why: for the signatures of their approvals; names nobody
        """
        self.env.flush_all()
        holdings = self.env["complaint.holdings"]
        found = holdings._find(cases)
        messages = holdings._find_messages(found)
        files = holdings._find_files(found, messages)
        texts = found["complaint.approval.text"]
        requests = found["complaint.approval.request"] | texts.request_id
        requests._erase_texts(why, cases)
        self._erase_activities(found)
        messages.unlink()
        files.exists()._erase_complaint_files()
        self.env.flush_all()
        for records in found.values():
            self._erase_columns(records)
        self._erase_references(found)
        self._erase_trail(found)
        self.env.invalidate_all()

    @api.model
    def _erase_activities(self, found):
        place = self.env["complaint.holdings"]._get_place(found)
        activities = self.env["mail.activity"].sudo().with_context(active_test=False)
        activities.search(place).unlink()

    @api.model
    def _erase_columns(self, records):
        erased = self._get_erased_fields(records._name) if records else ()
        if not erased:
            return
        columns = SQL(", ").join(
            SQL(
                "%s = %s",
                SQL.identifier(field.name),
                ERASED if field.required and field.type in _TEXTS else None,
            )
            for field in erased
            if not (field.required and field.type == "many2one")
        )
        table = SQL.identifier(records._table)
        self.env.cr.execute(
            SQL("UPDATE %s SET %s WHERE id IN %s", table, columns, tuple(records.ids))
        )

    @api.model
    def _erase_references(self, found):
        """An approval is known by the number of its case, no longer by its title."""
        for name in ("complaint.approval.request", "complaint.approval.turn"):
            records = found[name]
            if records:
                self.env.cr.execute(
                    SQL(
                        "UPDATE %s AS one SET reference = of.number"
                        " FROM complaint_case of"
                        " WHERE of.id = one.case_id AND one.id IN %s",
                        SQL.identifier(records._table),
                        tuple(records.ids),
                    )
                )

    @api.model
    def _erase_trail(self, found):
        """That something was changed, when and by whom stays; of a file its fingerprint
        too."""
        trails = found[TRAIL]
        if not trails:
            return
        places = [
            f"{name}.{field.name}"
            for name in found
            for field in self._get_erased_fields(name)
        ]
        places.append("complaint.case.evidence_ids")
        changes = [
            SQL("%s = %s", SQL.identifier(column), self._get_erased_value(column))
            for column in ("old_value", "new_value")
        ]
        self.env.cr.execute(
            SQL(
                "UPDATE complaint_trail SET %s WHERE id IN %s"
                " AND res_model || '.' || field_name IN %s",
                SQL(", ").join(changes),
                tuple(trails.ids),
                tuple(places),
            )
        )
        self.env.cr.execute(
            SQL(
                "UPDATE complaint_trail SET reason = %s"
                " WHERE id IN %s AND reason IS NOT NULL",
                ERASED,
                tuple(trails.ids),
            )
        )

    def _get_erased_value(self, column):
        return SQL(
            "CASE WHEN jsonb_typeof(%(value)s) IN ('string', 'object', 'number')"
            " THEN jsonb_build_object('id', false, 'name', %(erased)s || COALESCE("
            "substring(%(value)s ->> 'name' from ' \\(SHA-256 [0-9a-f]{64}\\)'), ''))"
            " ELSE %(value)s END",
            value=SQL.identifier(column),
            erased=ERASED,
        )
