from datetime import timedelta
from random import SystemRandom

from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError

from ..tools.spot_check_arrows import SPOT_CHECK_ARROWS

AUDITED = ("sales_branch", "store")


class ComplaintSpotCheck(models.Model):
    """Branch or market department looks into the complaints of a store or branch: cases
    drawn at random, customers called, what was left out, hidden or reported falsely
    (R-I18)."""

    _name = "complaint.spot.check"
    _inherit = ["complaint.workflow.mixin", "mail.thread", "mail.activity.mixin"]
    _description = "Spot check"
    _order = "checked_on desc, id desc"
    _rec_name = "department_id"
    _check_company_auto = True
    _arrows = SPOT_CHECK_ARROWS

    state = fields.Selection(
        [("draft", "Being prepared"), ("drawn", "Being checked"), ("closed", "Closed")],
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
    )
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company, index=True
    )
    department_id = fields.Many2one(
        "hr.department",
        "Branch or store",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
        domain=f"[('complaint_kind', 'in', {AUDITED}), "
        "('company_id', '=', company_id)]",
    )
    user_id = fields.Many2one(
        "res.users",
        "Checked by",
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self.env.uid,
        index=True,
        ondelete="restrict",
        guarded=True,
    )
    # stored: rules run from the check to those who read it
    market_department_id = fields.Many2one(
        "hr.department",
        "Market department",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    head_id = fields.Many2one(
        "res.users",
        "Told",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
        help="The head of the branch or store, who reads it once it is closed.",
    )
    checked_on = fields.Date("Date", required=True, default=fields.Date.context_today)
    date_from = fields.Date("Complaints from", required=True)
    date_to = fields.Date("to", required=True, default=fields.Date.context_today)
    sample_size = fields.Integer("Cases to draw", required=True, default=5)
    line_ids = fields.One2many("complaint.spot.check.line", "check_id", "Sample")
    finding_count = fields.Integer(
        "Findings", compute="_compute_finding_count", store=True, guarded=True
    )
    conclusion = fields.Text(help="What it comes to, and what must change.")
    drawn_on = fields.Datetime("Drawn on", readonly=True, copy=False, guarded=True)
    closed_on = fields.Datetime("Closed on", readonly=True, copy=False, guarded=True)

    _list_idx = models.Index("(checked_on DESC, id DESC)")
    _period_check = models.Constraint(
        "CHECK (date_from <= date_to)", "The period ends before it begins."
    )
    _sample_check = models.Constraint(
        "CHECK (sample_size > 0)", "Draw one case at least."
    )

    @api.depends("line_ids.finding")
    def _compute_finding_count(self):
        for check in self:
            findings = check.line_ids.mapped("finding")
            check.finding_count = sum(one not in (False, "none") for one in findings)

    @api.depends("department_id", "checked_on")
    def _compute_display_name(self):
        for check in self:
            day = fields.Date.to_string(check.checked_on)
            names = check.department_id.sudo().name, day
            check.display_name = ", ".join(filter(None, names))

    @api.constrains("department_id")
    def _check_department(self):
        for check in self:
            department = check.department_id.sudo()
            if department.complaint_kind not in AUDITED:
                raise ValidationError(
                    self.env._(
                        "%(department)s is neither a branch nor a store.",
                        department=department.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        checks = super()._create_guarded(vals_list)
        departments = self.env["hr.department"]
        for check in checks:
            check._check_may_audit()
            market = departments._get_of_kind(
                "market", check.company_id, check.department_id
            )
            check._write_guarded({"market_department_id": market.id})
        return checks

    def write(self, vals):
        self.check_access("write")
        self._check_not_closed()
        if {"department_id", "company_id", "date_from", "date_to"}.intersection(vals):
            self._check_not_drawn()
        result = super().write(vals)
        if "department_id" in vals:
            for check in self:
                check._check_may_audit()
        return result

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_not_drawn()
        return super().unlink()

    def _check_may_audit(self):
        """R-I18: the market department, and the heads above who is checked.

        :raises AccessError: anybody else, and the head of what is checked
        """
        user, audited = self.env.user, self.department_id
        if self.env.su:
            return
        market = self.env["hr.department"].sudo()
        market = market.search(
            [("complaint_kind", "=", "market"), ("company_id", "=", self.company_id.id)]
        )
        above = audited._get_lineage()[1:]
        heads = above.manager_id.user_id | above.deputy_id.user_id
        own = audited.sudo().manager_id.user_id | audited.sudo().deputy_id.user_id
        if user in own or user not in heads | market.complaint_user_ids:
            raise AccessError(
                self.env._(
                    "%(department)s is checked by the market department or by the head "
                    "of a department above it.",
                    department=audited.sudo().name,
                )
            )

    def _check_not_closed(self):
        if any(check.state == "closed" for check in self):
            raise UserError(self.env._("A closed spot check stays as it is."))

    def _check_not_drawn(self):
        if any(check.state != "draft" for check in self):
            raise UserError(
                self.env._(
                    "The sample is drawn: branch, period and what was drawn stay, and "
                    "the check is kept."
                )
            )

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _check_arrow_allowed(self, arrow):
        self.check_access("write")
        return super()._check_arrow_allowed(arrow)

    def _guard_looked_at(self):
        """Of every case that was drawn it is said what the customer said, and found."""
        return [
            self.env._("%(case)s: %(missing)s", case=line.display_name, missing=missing)
            for line in self.line_ids
            if (missing := line._get_missing_words())
        ]

    def _guard_concluded(self):
        if (self.conclusion or "").strip():
            return []
        return [self.env._("Write the conclusion.")]

    def action_draw(self):
        """Draw the sample at random; once, so that nobody draws until it suits him.

        :raises UserError: it was drawn already
        :raises AccessError: somebody else's check
        """
        for check in self:
            check._walk("drawn")
            drawn = SystemRandom().sample(*check._get_draw())
            vals = [
                {"check_id": check.id, "case_id": case_id, "drawn": True}
                for case_id in sorted(drawn)
            ]
            self.env["complaint.spot.check.line"]._create_guarded(vals)

    def _get_draw(self):
        """Ids of the cases of the branch in the period, and how many of them."""
        # the system draws of all there are, also of those that the checker cannot see
        cases = self.env["complaint.case"].sudo()
        found = cases.search(
            [
                ("company_id", "=", self.company_id.id),
                ("branch_id", "child_of", self.department_id.ids),
                ("received_on", ">=", self.date_from),
                ("received_on", "<", self.date_to + timedelta(days=1)),
            ]
        )
        return found.ids, min(self.sample_size, len(found))

    def action_close(self):
        """Close: the head of the branch or store is told what was found.

        :raises UserError: something is missing
        :raises AccessError: somebody else's check
        """
        self._walk("closed")
        for check in self.sudo():  # who may close may have the head told
            head = check.department_id._get_head_user()[0]
            check._write_guarded({"head_id": head.id})
            if head and head != check.user_id:
                env = check.with_context(lang=head.lang or self.env.lang).env
                check.with_context(mail_activity_quick_update=True).activity_schedule(
                    "mail.mail_activity_data_todo",
                    user_id=head.id,
                    summary=env._("Spot check: read what was found"),
                )
