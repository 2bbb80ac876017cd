from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import format_list

KINDS = [
    ("lead", "Lead"),
    ("assisting", "Assisting"),
    ("branch", "Branch: instruction"),
    ("market", "Market department"),
    ("unit", "Processing unit"),
    ("technology", "Technology"),
    ("quality", "Quality"),
    ("legal", "Legal"),
    ("supplier", "Supplier at fault"),
    ("team", "Team"),
    ("visit", "Visit to the complainant"),
    ("report", "Reported problem"),
    ("plan", "Rectification plan"),
]
# What the department says; all else is what it is asked.
ANSWER_FIELDS = {
    "findings",
    "cause",
    "cause_department_id",
    "proposal",
    "instruction",
    "supplier_answer",
    "recovery_amount",
}
OFFICER = "complaint_management.group_complaint_officer"


class ComplaintDuty(models.Model):
    """One department's (or team's) part in a case: what is asked, who handles it, what
    came of it (R-D01 to R-D03). Its people have no right on the case itself."""

    _name = "complaint.duty"
    _inherit = [
        "complaint.duty.hold",  # on the investigation: what was found, by whom
        "complaint.duty.clocks",  # its limits, before the guarded mixin
        "complaint.duty.steps",  # state, events, arrows
        "complaint.duty.contact",  # on the brief: what is shown of the case
        "complaint.duty.moving",  # on the notice: chatter, activities
    ]
    _description = "Duty in a Complaint"
    _order = "id desc"
    _rec_names_search = ["number", "department_id"]
    _mail_post_access = "read"
    _check_company_auto = True

    kind = fields.Selection(KINDS, required=True, default="assisting", trailed=True)
    sequence = fields.Integer(
        "Step",
        default=10,
        required=True,
        trailed=True,
        help="Waits until the duties with a smaller number are done; the same number "
        "means side by side.",
    )
    department_id = fields.Many2one(
        "hr.department",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        trailed=True,
    )
    team_id = fields.Many2one(
        "complaint.team",
        "Complaint team",
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        trailed=True,
        help="Asked instead of a department.",
    )
    head_id = fields.Many2one(
        "res.users",
        "Asked of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
        help="Who answers for the department: its head, or the next one up.",
    )
    handler_id = fields.Many2one(
        "res.users",
        "Handled by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
        trailed=True,
        tracking=True,
        help="Named by the head of the department.",
    )
    user_id = fields.Many2one(
        "res.users",
        "Owed by",
        compute="_compute_user_id",
        store=True,
        precompute=True,
        help="The handler; the head as long as none is named; who checks the answer "
        "when it is there.",
    )
    checker_id = fields.Many2one(
        "res.users",
        "Checked by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
        help="Says whether the answer is enough.",
    )
    asked_by_id = fields.Many2one(
        "res.users",
        "Asked by",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
    )
    due_on = fields.Datetime(
        "Due",
        readonly=True,
        copy=False,
        guarded=True,
        help="The earliest limit that runs.",
    )
    question = fields.Text(
        "What is asked", help="What the department is asked to find out or to do."
    )
    findings = fields.Text(trailed=True)
    cause = fields.Text(trailed=True)
    cause_department_id = fields.Many2one(
        "hr.department",
        "Unit of the cause",
        check_company=True,
        ondelete="restrict",
        trailed=True,
        help="Where the cause lies, as this department sees it.",
    )
    proposal = fields.Text(trailed=True, help="What should be done.")
    instruction = fields.Text(
        trailed=True, help="How the customer is to be answered, as the branch says."
    )
    partner_id = fields.Many2one(
        "res.partner",
        "Supplier",
        index="btree_not_null",
        check_company=True,
        trailed=True,
        help="The supplier or other company at fault.",
    )
    supplier_answer = fields.Text("Answer of the supplier", trailed=True)
    currency_id = fields.Many2one(related="company_id.currency_id")
    recovery_amount = fields.Monetary(
        "Claimed back",
        trailed=True,
        help="What is claimed from the supplier, in the company's currency.",
    )

    advice_ids = fields.One2many("complaint.legal.advice", "duty_id", "Legal advice")
    can_read_advice = fields.Boolean(compute="_compute_can_read_advice")

    _owed_idx = models.Index("(user_id, due_on, id) WHERE is_open IS TRUE")
    _due_idx = models.Index("(due_on, id) WHERE is_open IS TRUE")
    _open_idx = models.Index("(department_id, id DESC) WHERE is_open IS TRUE")
    _recovery_check = models.Constraint(
        "CHECK (COALESCE(recovery_amount, 0) >= 0)",
        "The amount claimed back cannot be negative.",
    )
    _asked_check = models.Constraint(
        "CHECK ((department_id IS NULL) != (team_id IS NULL))",
        "A duty is asked of one department, or of one team.",
    )

    @api.depends("number", "department_id", "team_id")
    @api.depends_context("lang")
    def _compute_display_name(self):
        for duty in self:
            parts = [duty.number, duty._get_asked_name()]
            duty.display_name = " · ".join(filter(None, parts))

    @api.depends("handler_id", "head_id", "checker_id", "state")
    def _compute_user_id(self):
        for duty in self:
            answers = duty.handler_id or duty.head_id
            duty.user_id = duty.checker_id if duty.state == "answered" else answers

    @api.constrains("state", "handler_id", "department_id", "team_id")
    def _check_handler(self):
        """R-D02: handled by a person of the department that was asked."""
        for duty in self.filtered(lambda one: one.state in ("handling", "answered")):
            handler = duty.sudo().handler_id
            if not handler:
                raise ValidationError(self.env._("Name who handles it."))
            # who stands in for a head that has left need not be of the department
            if handler not in duty.sudo()._get_people() | duty.head_id:
                raise ValidationError(
                    self.env._(
                        "%(person)s is not of %(department)s. Name one of: %(people)s.",
                        person=handler.name,
                        department=duty._get_asked_name(),
                        people=format_list(
                            self.env, duty.sudo()._get_people().mapped("name")
                        ),
                    )
                )

    def _check_question_names_nobody(self):
        """R-P03; what a rule asks of every case names nobody."""
        for duty in self if not self.env.su else ():
            duty.case_id._check_nothing_private(duty.question)

    def _get_asked_name(self):
        """Whom it is asked of, in words."""
        asked = self.sudo()
        return asked.team_id.name or asked.department_id.name or ""

    def _get_people(self):
        """The users who may be named to handle it; call it with sudo."""
        if self.team_id:
            return self.team_id._get_people()
        return self.department_id.complaint_user_ids.filtered("active")

    def _get_heads(self):
        """The users who may name, answer, give back; call it with sudo."""
        department = self.department_id
        named = department.manager_id | department.deputy_id
        return self.head_id | self.team_id.leader_id | named.filtered("active").user_id

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        """New duties; those whose turn it is open at once."""
        self = self.with_context(mail_create_nosubscribe=True, mail_create_nolog=True)
        vals_list = [{"asked_by_id": self.env.uid, **vals} for vals in vals_list]
        duties = super()._create_guarded(vals_list)
        if not self.env.su:
            steps = duties.filtered(lambda one: not one._is_beside())
            steps.case_id._check_not_led()
        duties._check_question_names_nobody()
        duties.sudo()._check_somebody_answers()
        duties.sudo()._prepare_advice()
        duties.sudo().case_id._open_next_duties()
        return duties

    def _check_somebody_answers(self):
        """Issue 4, bad input: nobody is asked where nobody answers."""
        for duty in self.filtered("department_id"):
            if not duty.case_id._find_head_of(duty.department_id):
                duty.department_id._check_has_head()

    def _prepare_advice(self):
        """R-D10: what the legal department answers lies in a record of its own."""
        asked = self.filtered(lambda one: one.kind == "legal" and not one.advice_ids)
        if asked:
            self.env["complaint.legal.advice"].create(
                [{"duty_id": duty.id} for duty in asked]
            )

    def write(self, vals):
        self._check_who_writes(vals)
        result = super().write(vals)
        if "question" in vals:
            self._check_question_names_nobody()
        if "kind" in vals:
            self.sudo()._prepare_advice()
            self.sudo().filtered("opened_on")._draw_in()
        if "sequence" in vals:
            self.sudo().case_id._open_next_duties()
        return result

    def _check_who_writes(self, vals):
        """The department writes its answer while it is its turn, officers what is
        asked; nobody the part of the other (R-P02)."""
        if self.env.su:
            return
        answer, asked = ANSWER_FIELDS.intersection(vals), vals.keys() - ANSWER_FIELDS
        if {"case_id", "department_id", "team_id"} & asked:
            raise UserError(
                self.env._(
                    "A duty stays with its complaint and its department. Cancel it and "
                    "ask another department."
                )
            )
        if asked and not self.env.user.has_group(OFFICER):
            raise AccessError(self.env._("Officers say what a department is asked."))
        if answer:
            self._check_owed()
            if "legal" in self.mapped("kind"):
                raise UserError(
                    self.env._("Write it into the legal advice: few people read that.")
                )
            if not all(duty._is_head() or duty._is_handler() for duty in self):
                raise AccessError(
                    self.env._(
                        "Only who handles the duty, or the head of the department, "
                        "writes the answer."
                    )
                )

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A duty stays on file. Cancel it instead."))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    @api.depends("kind")
    @api.depends_context("uid")
    def _compute_can_read_advice(self):
        for duty in self:
            duty.can_read_advice = duty._may_read_advice()

    def _may_read_advice(self):
        advice = self.sudo().advice_ids if self.kind == "legal" else ()
        return bool(advice) and advice.with_env(self.env).has_access("read")

    def action_open_advice(self):
        """The advice of the legal department, for those who may read it (R-D10)."""
        self.ensure_one()
        advice = self.sudo().advice_ids.with_env(self.env)
        advice.check_access("read")
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Legal advice"),
            "res_model": advice._name,
            "res_id": advice.id,
            "view_mode": "form",
            "target": "new",
        }

    def action_open_case(self):
        """The case, for those who may read it."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.case",
            "res_id": self.case_id.id,
            "view_mode": "form",
        }
