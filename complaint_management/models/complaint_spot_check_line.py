from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

FINDINGS = [
    ("none", "Nothing"),
    ("omission", "Not registered or left out"),
    ("concealment", "Concealed"),
    ("false_report", "Reported falsely"),
    ("beyond_authority", "Promised beyond authority"),
]


class ComplaintSpotCheckLine(models.Model):
    """One case of the sample, or facts that no case was made of: what the customer said
    when he was called, what was found (R-I18)."""

    _name = "complaint.spot.check.line"
    _inherit = "complaint.guarded.mixin"
    _description = "Case of a spot check"
    _order = "check_id, id"
    _rec_name = "case_id"
    _check_company_auto = True

    check_id = fields.Many2one(
        "complaint.spot.check", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="check_id.company_id", store=True, precompute=True, index=True
    )
    case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        help="Empty where the customer complained and nobody registered it.",
    )
    drawn = fields.Boolean(readonly=True, copy=False, guarded=True)
    called_on = fields.Date("Customer called on")
    call_note = fields.Text("What he said", help="Or why he was not called.")
    finding = fields.Selection(FINDINGS, "Found")
    facts = fields.Text(help="What was left out, hidden or wrong, and what shows it.")

    @api.depends("case_id", "facts")
    def _compute_display_name(self):
        for line in self:
            line.display_name = line.case_id.sudo().number or (line.facts or "")[:40]

    @api.constrains("check_id", "case_id", "facts")
    def _check_about_something(self):
        for line in self:
            if not (line.case_id or (line.facts or "").strip()):
                raise ValidationError(
                    self.env._("Name the complaint, or write down the facts.")
                )

    @api.model
    def _create_guarded(self, vals_list):
        lines = super()._create_guarded(vals_list)
        lines.check_id._check_not_closed()
        return lines

    def write(self, vals):
        self.check_id._check_not_closed()
        if {"check_id", "case_id"}.intersection(vals):
            self._check_not_drawn()
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self.check_id._check_not_closed()
        self._check_not_drawn()
        return super().unlink()

    def _check_not_drawn(self):
        if any(line.drawn for line in self):
            raise UserError(
                self.env._("What was drawn is looked at: it is not exchanged.")
            )

    def _get_missing_words(self):
        """What is not said yet of this line; empty when all is."""
        if not self.finding:
            return self.env._("say what was found.")
        if self.drawn and not (self.call_note or "").strip():
            return self.env._("note the call, or why there was none.")
        if self.finding != "none" and not (self.facts or "").strip():
            return self.env._("write down the facts.")
        return ""
