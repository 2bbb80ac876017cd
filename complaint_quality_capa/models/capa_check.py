from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_date

from ..tools.action_arrows import CHECK_ARROWS
from .capa_plan_told import CHECK

METHODS = [
    ("test", "Internal test"),
    ("inspection", "Inspection"),
    ("laboratory", "Third-party laboratory"),
    ("figures", "Number of complaints"),
]
STATES = [
    ("planned", "To be checked"),
    ("passed", "Effective"),
    ("failed", "Not effective"),
]


class CapaCheck(models.Model):
    """Whether the measures of a plan had effect: criterion, window, method, and a
    verifier who neither owns the plan nor carried anything out (R-Q05)."""

    _name = "capa.check"
    _inherit = ["capa.row.mixin", "complaint.workflow.mixin", "mail.activity.mixin"]
    _description = "Check of the Effect"
    _order = "plan_id desc, id"
    _arrows = CHECK_ARROWS

    name = fields.Char(
        "Criterion", required=True, help="By what it is seen that it worked."
    )
    method = fields.Selection(METHODS, "Checked by", required=True, default="test")
    verifier_id = fields.Many2one(
        "res.users",
        required=True,
        index=True,
        ondelete="restrict",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Neither the owner of the plan nor who carries out one of its measures.",
        trailed=True,
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    allowed_count = fields.Integer(
        "Complaints allowed", help="So many in this time still count as effective."
    )
    found_count = fields.Integer(
        "Complaints found", readonly=True, copy=False, guarded=True
    )
    count_now = fields.Integer(
        "Complaints so far",
        compute="_compute_count_now",
        help="About the same products, else the same category, in this time; without "
        "those that the plan comes from.",
    )
    round = fields.Integer(readonly=True, copy=False, guarded=True)
    state = fields.Selection(
        STATES,
        "Verdict",
        required=True,
        readonly=True,
        default="planned",
        copy=False,
        guarded=True,
        trailed=True,
    )
    result = fields.Text("What was found", copy=False, trailed=True)
    judged_on = fields.Datetime("Checked on", readonly=True, copy=False, guarded=True)
    is_mine = fields.Boolean(compute="_compute_is_mine")

    _open_idx = models.Index("(verifier_id, date_to, id) WHERE state = 'planned'")
    _allowed_check = models.Constraint(
        "CHECK (COALESCE(allowed_count, 0) >= 0)",
        "The number of complaints allowed cannot be negative.",
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    def _compute_count_now(self):
        for check in self:
            figures = check.method == "figures" and check.state == "planned"
            check.count_now = check._count_complaints() if figures else 0

    @api.depends("verifier_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for check in self:
            check.is_mine = check.verifier_id == self.env.user

    @api.constrains("verifier_id", "plan_id")
    def _check_verifier(self):
        """R-Q05: by someone else than the owner and the doers."""
        for check in self:
            plan = check.sudo().plan_id
            if check.state != "planned":
                continue
            if check.verifier_id == plan.owner_id:
                reason = self.env._("owns the plan")
            elif check.verifier_id in plan.action_ids.user_id:
                reason = self.env._("carries out a measure of it")
            else:
                continue
            raise ValidationError(
                self.env._(
                    "%(person)s cannot verify the effect: he or she %(reason)s. Name "
                    "somebody else.",
                    person=check.verifier_id.name,
                    reason=reason,
                )
            )

    @api.constrains("date_from", "date_to", "plan_id")
    def _check_window(self):
        for check in self:
            if check.date_to < check.date_from:
                raise ValidationError(
                    self.env._(
                        "“%(check)s” would end (%(to)s) before it begins (%(since)s).",
                        check=check.name,
                        to=format_date(self.env, check.date_to),
                        since=format_date(self.env, check.date_from),
                    )
                )
            check.plan_id._check_not_before_case(check.date_from, check.name)

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        plans = self.env["capa.plan"].sudo()
        return super()._create_guarded(
            [
                {"round": plans.browse(vals.get("plan_id")).round, **vals}
                for vals in vals_list
            ]
        )

    def write(self, vals):
        if "result" in vals:
            self._check_may_judge()
        if set(vals) - {"result", "activity_ids"}:
            self._check_may_plan()
        return super().write(vals)

    def _check_may_judge(self):
        for check in self:
            if check.state != "planned":
                raise UserError(
                    self.env._(
                        "“%(check)s” is judged: its result stays as it was written.",
                        check=check.name,
                    )
                )
            if not self.env.su and not check._is_verifier():
                raise AccessError(
                    self.env._(
                        "%(person)s verifies this and says what was found.",
                        person=check.sudo().verifier_id.name,
                    )
                )

    def _say_who_plans(self):
        """What is judged, and by whom, is no business of who judges."""
        return self.env._(
            "How the effect is checked is said by the owner of the plan "
            "and the quality department."
        )

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _is_verifier(self):
        return self.verifier_id == self.env.user

    def _get_party_names(self, arrow):
        return [self.env._("the verifier")]

    def _guard_time(self):
        """It is judged when all is carried out, and the window has come or is over."""
        plan = self.sudo().plan_id
        missing = []
        if plan.state != "verifying":
            missing.append(
                self.env._(
                    "%(plan)s is “%(state)s”: the effect is checked when all measures "
                    "are carried out.",
                    plan=plan.display_name,
                    state=plan._get_state_label(plan.state),
                )
            )
        figures = self.method == "figures"
        ready = self.date_to if figures else self.date_from
        if ready and self.plan_id._get_own_day() < ready:
            missing.append(
                self.env._("Wait until %(day)s.", day=format_date(self.env, ready))
            )
        return missing

    def _guard_result(self):
        if (self.result or "").strip():
            return []
        return [self.env._("Write down what was found.")]

    def _guard_figures(self):
        """Figures speak for themselves."""
        found = self.method == "figures" and self._count_complaints()
        if found and found > self.allowed_count:
            return [
                self.env._(
                    "%(found)s complaints came, %(allowed)s were allowed: it had no "
                    "effect.",
                    found=found,
                    allowed=self.allowed_count,
                )
            ]
        return []

    def _count_complaints(self):
        """Complaints about the same in the window; a number tells nobody's data."""
        self.ensure_one()
        domain = self.sudo().plan_id._get_same_domain(self.date_from, self.date_to)
        return self.env["complaint.case"].sudo().search_count(domain)

    def _prepare_walk_vals(self, arrow):
        vals = super()._prepare_walk_vals(arrow)
        if self.method == "figures":
            vals["found_count"] = self._count_complaints()
        return vals

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_pass(self, result=False):
        """It had effect.

        :param str result: what was found
        :raises AccessError: only the verifier says so
        """
        self._judge("passed", result)

    def action_fail(self, result=False):
        """It had no effect: the plan goes back to the analysis, counted (R-Q05).

        :param str result: what was found
        """
        self._judge("failed", result)
        for check in self.sudo():  # the verifier's word leads there
            if check.plan_id.state == "verifying":
                check.plan_id._walk("analysing", check.result)

    def _judge(self, verdict, result):
        for check in self:
            check.check_access("read")
            text = (result or "").strip() or (not check.result and check._say_figures())
            if text:
                check.write({"result": text})
            check._walk(verdict)
            check.sudo().activity_unlink([CHECK])

    def _say_figures(self):
        """What figures say for themselves."""
        if self.method != "figures":
            return False
        return self.env._(
            "%(found)s complaints from %(since)s to %(to)s, %(allowed)s allowed.",
            found=self._count_complaints(),
            since=format_date(self.env, self.date_from),
            to=format_date(self.env, self.date_to),
            allowed=self.allowed_count,
        )
