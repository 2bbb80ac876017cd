from odoo import api, fields, models
from odoo.exceptions import ValidationError
from odoo.fields import Command
from odoo.tools import format_date


class CapaRecallOrigin(models.AbstractModel):
    """What a recall comes from: lots, a plan, complaints; nothing of who complained
    (R-P03, R-Q07)."""

    _name = "capa.recall.origin"
    _description = "Where a recall comes from"

    known_on = fields.Date(
        "Hazard known on",
        default=lambda self: self.env["complaint.numbering"]._get_day(
            self.env.company.id
        ),
    )
    plan_id = fields.Many2one(
        "capa.plan",
        "Corrective action",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    case_ids = fields.Many2many(
        "complaint.case",
        "capa_recall_case_rel",
        "recall_id",
        "case_id",
        "Complaints",
        copy=False,
        check_company=True,
    )
    case_numbers = fields.Char("Complaints it comes from", compute="_compute_cases")

    @api.depends("case_ids")
    def _compute_cases(self):
        """R-P03: who may not read a complaint knows its number."""
        for recall in self:
            numbers = recall._get_cases().mapped("number")
            recall.case_numbers = ", ".join(filter(None, numbers))

    @api.constrains("known_on", "case_ids")
    def _check_known_on(self):
        for recall in self:
            today = recall._get_own_day()
            received = recall._get_cases().mapped("received_on")
            first = received and recall._get_own_day(min(received))
            day = recall.known_on
            if day and (day > today or (first and day < first)):
                raise ValidationError(
                    self.env._(
                        "The hazard cannot be known on %(day)s: the complaint came on "
                        "%(first)s, and today is %(today)s.",
                        day=format_date(self.env, day),
                        first=format_date(self.env, first or today),
                        today=format_date(self.env, today),
                    )
                )

    @api.constrains("name", "reason", "hazard", "instruction", "case_ids")
    def _check_names_nobody(self):
        """R-P03: customers and colleagues read it."""
        for recall in self:
            words = (recall.name, recall.reason, recall.hazard, recall.instruction)
            for case in recall._get_cases():
                case._check_nothing_private(*words)

    def _get_own_day(self, moment=None):
        """The day of ``moment``, or of now, in the time of the company."""
        return self.env["complaint.numbering"]._get_day(self.company_id.id, moment)

    def _get_cases(self):
        """All complaints that it comes from, as superuser: the field holds what its
        first reader may read."""
        cases = self.env["complaint.case"].sudo()
        return cases.search([("capa_recall_ids", "in", self._origin.ids)], order="id")

    @api.model
    def _prepare_recall_vals(self, lots, **values):
        """What a recall of ``lots`` begins with, but those that never moved."""
        moved = self._find_moved(lots.ids)
        rows = [
            Command.create({"lot_name": lot.name, "product_id": lot.product_id.id})
            for lot in lots.sudo()
            if lot.id in moved
        ]
        products = lots.sudo().product_id[:2].mapped("display_name")
        about = ", ".join(products) or self.env._("Recall")
        return {"name": about, "lot_ids": rows, **values}

    @api.model
    def _open_form(self, recalls):
        """The action that shows ``recalls``: the form of one, else a list."""
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "complaint_quality_capa.capa_recall_action"
        )
        action["domain"] = [("id", "in", recalls.ids)]
        if len(recalls) == 1:
            action.update(res_id=recalls.id, views=[(False, "form")], view_mode="form")
        return action
