from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from .complaint_merit_rule import FINDINGS, FORMS, SENSES

_GIVEN = {"readonly": True, "copy": False, "guarded": True}
# what a proposal says: written while it is one
_PROPOSAL = {
    "sense",
    "finding",
    "form",
    "is_serious",
    "rule_id",
    "employee_id",
    "department_id",
    "origin_case_id",
    "facts",
    "base_amount",
    "amount",
    "instalment_amount",
}


class ComplaintMerit(models.Model):
    """A reward or a penalty of one person or department: proposed with its facts, told,
    answered, decided, published, handed to payroll. A proposal is no deduction
    (R-R03 to R-R05)."""

    _name = "complaint.merit"
    _inherit = ["complaint.merit.payment"]
    _description = "Reward or Penalty"
    _order = "id desc"
    _rec_name = "number"
    _rec_names_search = ["number"]
    _check_company_auto = True

    number = fields.Char(index="trigram", **_GIVEN)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    sense = fields.Selection(SENSES, "Kind", required=True, default="penalty")
    finding = fields.Selection(FINDINGS, required=True, default="other")
    form = fields.Selection(FORMS, "Takes the form of", required=True, default="money")
    is_serious = fields.Boolean(
        "Serious", help="The general manager decides, his office publishes it."
    )
    rule_id = fields.Many2one(
        "complaint.merit.rule",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    # not case_id: it is no part of what is kept of the complaint, nor for the customer
    origin_case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    origin_number = fields.Char("Complaint number", compute="_compute_origin_number")
    source_key = fields.Char(help="What it was drawn from, once.", **_GIVEN)
    employee_id = fields.Many2one(
        "hr.employee",
        "Person",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    department_id = fields.Many2one(
        "hr.department",
        compute="_compute_department_id",
        store=True,
        precompute=True,
        readonly=False,
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    facts = fields.Text("What happened", trailed=True)
    base_amount = fields.Monetary("Reckoned from", help="The loss or the benefit.")
    amount = fields.Monetary(trailed=True)
    instalment_amount = fields.Monetary("At most a month")
    proposed_by_id = fields.Many2one(
        "res.users",
        "Proposed by",
        default=lambda self: self.env.uid,
        index="btree_not_null",
        ondelete="restrict",
        **_GIVEN,
    )
    # stored: rules run from the record to the user
    reader_ids = fields.Many2many(
        "res.users",
        "complaint_merit_reader_rel",
        "merit_id",
        "user_id",
        "Those concerned",
        **_GIVEN,
    )

    _number_uniq = models.UniqueIndex(
        "(company_id, number)", "This number is given already."
    )
    # once for each finding, person or department, however often the job runs
    _source_uniq = models.UniqueIndex(
        "(rule_id, source_key, (COALESCE(employee_id, 0)),"
        " (COALESCE(department_id, 0))) WHERE source_key IS NOT NULL",
        "This was proposed already.",
    )
    _open_idx = models.Index(
        "(company_id, id DESC)"
        " WHERE state IN ('proposed', 'heard', 'objected', 'deciding')"
    )
    _money_check = models.Constraint(
        "CHECK (COALESCE(amount, 0) >= 0 AND COALESCE(base_amount, 0) >= 0"
        " AND COALESCE(instalment_amount, 0) >= 0)",
        "Amounts are not negative: “Kind” says whether it is given or taken.",
    )

    @api.depends("employee_id")
    def _compute_department_id(self):
        for merit in self:
            # who proposes need not read his file
            own = merit.employee_id.sudo().department_id.sudo(False)
            merit.department_id = own or merit._origin.department_id

    @api.depends("origin_case_id")
    def _compute_origin_number(self):
        for merit in self:
            merit.origin_number = merit.sudo().origin_case_id.number

    @api.depends("number", "employee_id", "department_id")
    def _compute_display_name(self):
        for merit in self:
            whom = merit.sudo().employee_id.name or merit.sudo().department_id.name
            merit.display_name = " ".join(filter(None, (merit.number, whom)))

    @api.constrains("employee_id", "department_id")
    def _check_names_somebody(self):
        for merit in self:
            if not (merit.employee_id or merit.department_id):
                raise ValidationError(
                    self.env._("Say whom it is about: a person or a department.")
                )

    @api.onchange("rule_id", "base_amount")
    def _onchange_rule_id(self):
        """What the rule says, reckoned anew."""
        rule = self.rule_id
        if rule:
            self.sense, self.finding, self.form = rule.sense, rule.finding, rule.form
            self.is_serious = rule.is_serious
            self.instalment_amount = rule.instalment_amount
            self.amount = rule._reckon(max(self.base_amount, 0))

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        numbered = self.env["complaint.merit.numbering"]._number(vals_list)
        return super()._create_guarded(numbered)

    def write(self, vals):
        """Facts and amounts are of the proposal; what was told is not changed under
        the eyes of whom it is about."""
        if _PROPOSAL.intersection(vals) and any(
            one.state != "proposed" for one in self
        ):
            raise UserError(
                self.env._(
                    "It was told already: withdraw it with the reason, and propose "
                    "anew, or correct what was decided."
                )
            )
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        """:raises UserError: always; what was proposed stays on file"""
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(
            self.env._("What was proposed stays on file: withdraw it, with the reason.")
        )
