from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import format_date

from ..tools.evaluation_arrows import EVALUATION_ARROWS, OPEN_EVALUATIONS
from .complaint_evaluation_criterion import KINDS

ASKED = "complaint_reports.mail_activity_type_evaluation"
STATES = [
    ("draft", "Drawn up"),
    ("heard", "Put before those concerned"),
    ("confirmed", "Confirmed"),
]
MANAGEMENT = ("gm", "executive_vice_gm")


class ComplaintEvaluation(models.Model):
    """How departments and people did in half a year: figures from the data, marked by
    criteria, with the supervisor's comments and the answers of those concerned; kept as
    it was confirmed and told to management (R-P05, R-R06)."""

    _name = "complaint.evaluation"
    _inherit = ["complaint.workflow.mixin", "mail.activity.mixin"]
    _description = "Evaluation"
    _order = "date_from desc, id desc"
    _arrows = EVALUATION_ARROWS

    kind = fields.Selection(KINDS, required=True, default="handling")
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    date_from = fields.Date("From", required=True)
    date_to = fields.Date("To", required=True)
    user_id = fields.Many2one(
        "res.users",
        "Led by",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.uid,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    row_ids = fields.One2many("complaint.evaluation.row", "evaluation_id", "Evaluated")
    department_row_ids = fields.One2many(
        "complaint.evaluation.row",
        "evaluation_id",
        "Departments",
        domain=[("employee_id", "=", False)],
    )
    person_row_ids = fields.One2many(
        "complaint.evaluation.row",
        "evaluation_id",
        "People",
        domain=[("employee_id", "!=", False)],
    )
    summary = fields.Text("Summary for management")
    heard_on = fields.Datetime("Put before them", readonly=True, guarded=True)
    confirmed_on = fields.Datetime("Confirmed on", readonly=True, guarded=True)
    is_leader = fields.Boolean(compute="_compute_is_leader")

    _once = models.UniqueIndex(
        "(company_id, kind, date_from, date_to)",
        "This period is evaluated already.",
    )
    _list_idx = models.Index("(date_from DESC, id DESC)")
    _period_check = models.Constraint(
        "CHECK (date_from <= date_to)", "A period ends after it begins."
    )

    # ------------------------------------------------------------
    # COMPUTES AND CHECKS
    # ------------------------------------------------------------

    @api.depends("kind", "date_from", "date_to")
    @api.depends_context("lang")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for one in self:
            days = [format_date(self.env, day) for day in (one.date_from, one.date_to)]
            one.display_name = f"{labels.get(one.kind, '')} {' – '.join(days)}"

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_leader(self):
        group = "complaint_management.group_complaint_supervisor"
        supervisor = self.env.user.has_group(group)
        for one in self:
            one.is_leader = supervisor or one._is_leader()

    @api.constrains("date_to")
    def _check_period(self):
        for one in self:
            today = self.env["complaint.numbering"]._get_day(one.company_id.id)
            if one.date_to >= today:
                raise ValidationError(
                    self.env._("A period is evaluated when it is over.")
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        evaluations = super().create(vals_list)
        evaluations._draw_up()
        return evaluations

    def write(self, vals):
        about = {"kind", "company_id", "date_from", "date_to"} & vals.keys()
        if about and set(self.mapped("state")) - {"draft"}:
            self._refuse_change()
        if "confirmed" in self.mapped("state") and set(vals) - {"activity_ids"}:
            self._refuse_change()
        result = super().write(vals)
        if about:
            self._draw_up()
        return result

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        """:raises UserError: it was put before those concerned"""
        if set(self.mapped("state")) - {"draft"}:
            self._refuse_change()
        self.row_ids.sudo().unlink()
        return super().unlink()

    def _refuse_change(self):
        raise UserError(
            self.env._("What was put before those concerned stays as it is on file.")
        )

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows it: who is asked has an activity; those call this.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # FIGURES
    # ------------------------------------------------------------

    def action_count(self):
        """Count the figures anew, while it is drawn up."""
        self.check_access("write")
        if set(self.mapped("state")) - {"draft"}:
            self._refuse_change()
        self._draw_up()

    def _draw_up(self):
        """A row for each department and person, with marks."""
        for one in self:
            self.env["complaint.evaluation.row"].sudo()._draw_up(one.sudo())

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    @api.model
    def _get_open_states(self):
        return OPEN_EVALUATIONS

    def _is_leader(self):
        return self.user_id == self.env.user

    def _get_party_names(self, arrow):
        return [self.env._("who leads it")] if "leader" in arrow.parties else []

    def _guard_rows(self):
        if self.sudo().row_ids:
            return []
        return [self.env._("Nobody is evaluated: nothing was handled in that period.")]

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        own = self.sudo()  # the arrow said who may
        own.activity_unlink([ASKED])
        own.row_ids.activity_unlink([ASKED])
        if target == "heard":
            own.row_ids._tell_concerned()
        if target == "confirmed":
            own._tell_management()
        return result

    def action_hear(self):
        """Put it before those concerned: each reads his own and may answer."""
        self._walk("heard")

    def action_withdraw(self, reason=False):
        """Draw it up anew.

        :param str reason: why; a form asks where it is missing
        """
        return self._walk_or_ask("draft", reason)

    def action_confirm(self):
        """Confirmed: nothing of it changes any more; management is told."""
        self._walk("confirmed")

    def _tell_management(self):
        posts = self.env["complaint.post"]
        for one in self:
            users = self.env["res.users"]
            for post in MANAGEMENT:
                users |= posts._get_holder(post, one.company_id)
            one._ask(users, lambda env: env._("Read the evaluation"))

    def _ask(self, users, say):
        """An activity for each of ``users``, in his language."""
        for user in users:
            env = self.with_context(
                lang=user.lang or self.env.lang,
                # one digest a day tells of activities: no mail for each
                mail_activity_quick_update=True,
            ).env
            self.with_env(env).activity_schedule(
                ASKED, user_id=user.id, summary=say(env)
            )
