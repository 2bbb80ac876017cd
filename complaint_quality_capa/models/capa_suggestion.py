from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_list

from .capa_row_mixin import QUALITY

_INSIDE = "[('share', '=', False), ('company_ids', 'in', company_id)]"
# who writes what, in which states; other fields belong to the mixins
_PROPOSAL = {
    "name",
    "text",
    "weak_point",
    "product_id",
    "process",
    "together_with",
    "expected_benefit",
    "expected_amount",
    "source",
}
_REVIEW = {"answer", "user_id", "date_due", "plan_id", "measurer_id", "rollout"}
_BENEFIT = {"benefit_amount", "benefit_from", "benefit_to", "benefit_method"}


class CapaSuggestion(models.Model):
    """An improvement that somebody of the staff proposes: adopted or not, carried out,
    its benefit measured by somebody else, rolled out (R-Q10)."""

    _name = "capa.suggestion"
    _inherit = ["capa.suggestion.steps"]
    _description = "Suggestion"
    _order = "id desc"
    _check_company_auto = True
    _mail_post_access = "read"

    name = fields.Char("What should be better", required=True, index="trigram")
    text = fields.Text("What is proposed", required=True)
    weak_point = fields.Text("What is weak today")
    source = fields.Selection(
        [("staff", "From the staff"), ("report", "From a periodic report")],
        "Comes from",
        required=True,
        default="staff",
        help="Periodic reports carry the weak points found; each is followed here.",
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    currency_id = fields.Many2one(related="company_id.currency_id")
    proposer_id = fields.Many2one(
        "res.users",
        "Proposed by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.uid,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    together_with = fields.Char(
        "Together with", help="Colleagues who have no login, too."
    )
    department_id = fields.Many2one(
        "hr.department",
        "Whose matter it is",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
        help="Its head looks at it. Empty: your own department.",
    )
    # stored: a rule runs from the record to the user
    reviewer_id = fields.Many2one(
        "res.users",
        "Looked at by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    product_id = fields.Many2one(
        "product.product", index="btree_not_null", check_company=True
    )
    process = fields.Char("Process, place", help="Line, machine, desk or form.")
    expected_benefit = fields.Text("What it would bring")
    expected_amount = fields.Monetary("Expected benefit a year")
    answer = fields.Text("Answer to the proposer", trailed=True)
    user_id = fields.Many2one(
        "res.users",
        "Carried out by",
        index="btree_not_null",
        ondelete="restrict",
        domain=_INSIDE,
        trailed=True,
    )
    date_due = fields.Date("Until", trailed=True)
    plan_id = fields.Many2one(
        "capa.plan",
        "By the plan",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
    )
    how_done = fields.Text("How it was carried out")
    measurer_id = fields.Many2one(
        "res.users",
        "Benefit measured by",
        index="btree_not_null",
        ondelete="restrict",
        domain=_INSIDE,
        trailed=True,
        help="Somebody else than who proposed it.",
    )
    benefit_amount = fields.Monetary("Measured benefit", trailed=True)
    benefit_from = fields.Date("Measured from", trailed=True)
    benefit_to = fields.Date("Measured to", trailed=True)
    benefit_method = fields.Text("How it was measured", trailed=True)
    rollout = fields.Text("Where it is introduced")

    _open_idx = models.Index("(id DESC) WHERE is_open IS TRUE")
    _alarm_idx = models.Index("(next_alarm_on, id) WHERE next_alarm_on IS NOT NULL")
    _period_check = models.Constraint(
        "CHECK (benefit_from <= benefit_to)", "The period ends before it begins."
    )
    _expected_check = models.Constraint(
        "CHECK (COALESCE(expected_amount, 0) >= 0)",
        "The expected benefit cannot be negative.",
    )

    @api.constrains("measurer_id", "company_id")
    def _check_measurer(self):
        """R-Q10: nobody measures the benefit of his own proposal."""
        for suggestion in self:
            if suggestion.measurer_id & suggestion.proposer_id:
                raise ValidationError(
                    self.env._(
                        "%(user)s proposed it: somebody else measures the benefit.",
                        user=suggestion.measurer_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        departments = self.env["hr.department"]
        for vals in vals_list:
            company = self.env["res.company"].browse(
                vals.get("company_id") or self.env.company.id
            )
            if not vals.get("department_id"):
                own = departments._get_of_user(self.env.user, company)
                vals["department_id"] = own.id
        self._check_fields_of(_REVIEW | _BENEFIT, vals_list)
        suggestions = super()._create_guarded(vals_list)
        for suggestion in suggestions.sudo():  # who hands in may have them asked
            suggestion._ask_reviewer()
        return suggestions

    @api.model
    def _check_fields_of(self, names, vals_list):
        """What others say of a suggestion does not come with it."""
        if not self.env.su and any(
            vals[name] for vals in vals_list for name in names & vals.keys()
        ):
            raise AccessError(
                self.env._(
                    "Answer, people and benefit are said by who looks at the "
                    "suggestion, once it is handed in."
                )
            )

    def write(self, vals):
        for suggestion in self:
            suggestion._check_may_write(vals)
        result = super().write(vals)
        if "department_id" in vals:
            for suggestion in self.sudo():
                suggestion._ask_reviewer()
        return result

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_not_looked_at()
        return super().unlink()

    def _check_not_looked_at(self):
        if any(suggestion.state != "handed_in" for suggestion in self):
            raise UserError(self.env._("A suggestion that was looked at stays."))

    def _check_may_write(self, vals):
        """Each writes his own part while it is his turn.

        :raises AccessError: names the fields
        """
        if self.env.su:
            return
        mine, names = self._get_writable(), set(vals)
        known = _PROPOSAL | _REVIEW | _BENEFIT | {"department_id", "how_done"}
        wrong = (names & known) - mine
        if "company_id" in vals and vals["company_id"] != self.company_id.id:
            wrong.add("company_id")
        if wrong:
            labels = self.fields_get(sorted(wrong), ["string"])
            raise AccessError(
                self.env._(
                    "%(name)s is “%(state)s”: this is not the time, or not for you, to "
                    "change %(fields)s.",
                    name=self.name,
                    state=self._get_state_label(self.state),
                    fields=format_list(
                        self.env, [label["string"] for label in labels.values()]
                    ),
                )
            )

    def _get_writable(self):
        """Names of the fields that this user may write now."""
        user = self.env.user
        reviews = self._is_reviewer() or user.has_group(QUALITY)
        mine = set()
        if self.state == "handed_in" and user == self.proposer_id:
            mine |= _PROPOSAL | {"department_id"}
        if reviews and self.state in ("handed_in", "reviewing"):
            mine.add("department_id")
        if reviews and self.is_open and user != self.proposer_id:
            mine |= _REVIEW
        if self.state == "adopted" and (reviews or user == self.user_id):
            mine.add("how_done")
        if self.state == "done" and self._is_measurer():
            mine |= _BENEFIT
        return mine
