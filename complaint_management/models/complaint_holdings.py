from odoo import api, models
from odoo.fields import Domain

TRAIL = "complaint.trail"


class ComplaintHoldings(models.AbstractModel):
    """All that is held of complaints, model by model, so that what is archived, erased
    or kept is complete (R-S03, R-S04).

    Models are found by their field ``case_id``: one that a later module adds is found
    without being named.
    """

    _name = "complaint.holdings"
    _description = "What is held of a complaint"

    @api.model
    def _get_paths(self):
        """How the records of each model are found by their case."""
        return {
            "complaint.case": "id",
            **{name: "case_id" for name in self.env if self._hangs_on_case(name)},
            **self._get_further_paths(),
        }

    @api.model
    def _get_further_paths(self):
        """Seam: models whose case is reached through another record, and those of
        modules that are not called ``complaint.…``."""
        return {
            "complaint.legal.advice": "duty_id.case_id",
            "complaint.survey.line": "survey_id.case_id",
        }

    @api.model
    def _hangs_on_case(self, name):
        model = self.env[name]
        if not name.startswith("complaint.") or model._abstract or model._transient:
            return False
        if not model._auto:
            return False  # a report without a table: what it reads is held elsewhere
        field = model._fields.get("case_id")
        return bool(field and field.store and field.comodel_name == "complaint.case")

    @api.model
    def _find(self, cases, skip=()):
        """The records that are held of ``cases``, as superuser; the caller has checked
        what the user may have of them.

        :param skip: names of models that are left out
        :return: dict, model name → records, oldest first
        """
        env = self.sudo().with_context(active_test=False).env
        found = {
            name: env[name].search([(path, "in", cases.ids)], order="id")
            for name, path in self._get_paths().items()
            if name not in skip
        }
        found[TRAIL] = env[TRAIL].search(self._get_place(found), order="id")
        return found

    @api.model
    def _get_place(self, found, model="res_model", res_id="res_id"):
        """Domain of what points at ``found`` by the name of a model and an id."""
        return Domain.OR(
            Domain(model, "=", name) & Domain(res_id, "in", records.ids)
            for name, records in found.items()
            if records and name != TRAIL
        )

    @api.model
    def _find_messages(self, found):
        """What was written on ``found``, oldest first; as superuser."""
        domain = self._get_place(found, "model", "res_id")
        return self.env["mail.message"].sudo().search(domain, order="date, id")

    @api.model
    def _find_files(self, found, messages):
        """The files of ``found`` and of their messages; as superuser."""
        place = self._get_place(found) | Domain("id", "in", messages.attachment_ids.ids)
        files = self.env["ir.attachment"].sudo()
        # those behind binary fields too
        return files.with_context(skip_res_field_check=True).search(place, order="id")
