from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import plaintext2html

KINDS = [
    ("phone_in", "Call received"),
    ("phone_out", "Call made"),
    ("visit_in", "Visit received"),
    ("visit_out", "Visit made"),
    ("letter", "Letter received"),
    ("other", "Message received"),
]


class ComplaintCall(models.Model):
    """A call, a visit, a letter that came: who spoke with whom, the words that matter,
    what was promised, what comes next (R-K02, R-K07, R-K08).

    Append-only: what the customer said counts as it was noted.
    """

    _name = "complaint.call"
    _inherit = ["complaint.noted.mixin", "complaint.row.mixin"]
    _description = "Call or Visit"
    _order = "held_on desc, id desc"

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="restrict"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    kind = fields.Selection(KINDS, required=True, default="phone_out")
    purpose_id = fields.Many2one(
        "complaint.call.purpose",
        "What for",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('id', 'in', purpose_ids)]",
    )
    purpose_ids = fields.Many2many(
        "complaint.call.purpose", compute="_compute_purpose_ids"
    )
    held_on = fields.Datetime(
        "When", required=True, default=lambda self: fields.Datetime.now()
    )
    user_id = fields.Many2one(
        "res.users",
        "Who of us",
        required=True,
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    with_user_ids = fields.Many2many(
        "res.users",
        string="With him of us",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        help="Who else of us took part.",
    )
    person = fields.Char(
        "With whom",
        compute="_compute_person",
        store=True,
        precompute=True,
        readonly=False,
    )
    phone = fields.Char(compute="_compute_phone")
    words = fields.Text("The words that matter", required=True)
    promise = fields.Text("What was promised")
    promises_news = fields.Boolean(
        "Only when we will answer",
        help="Promised was a call or an answer by a day (R-D11), no remedy and no "
        "admission: that needs no decision.",
    )
    undecided = fields.Boolean(
        "Promised before the decision",
        readonly=True,
        guarded=True,
        help="Something was promised while nothing was decided (R-A06).",
    )
    question = fields.Text("What is asked of us", help="Stays open until answered.")
    answers_id = fields.Many2one(
        "complaint.question",
        "Answers the question",
        index="btree_not_null",
        ondelete="restrict",
        domain="[('case_id', '=', case_id), ('state', '=', 'open')]",
    )
    next_step = fields.Char(
        "Next step",
        compute="_compute_next",
        store=True,
        precompute=True,
        readonly=False,
    )
    next_on = fields.Date(
        "Next step on",
        compute="_compute_next",
        store=True,
        precompute=True,
        readonly=False,
    )
    next_user_id = fields.Many2one(
        "res.users",
        "Next step by",
        compute="_compute_next_user",
        store=True,
        precompute=True,
        readonly=False,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    activity_id = fields.Many2one(
        "mail.activity",
        readonly=True,
        index="btree_not_null",
        ondelete="set null",
        guarded=True,
    )
    evidence_ids = fields.One2many("complaint.evidence", "call_id", "Files")

    _case_idx = models.Index("(case_id, held_on DESC, id DESC)")

    @api.depends("kind", "person", "held_on")
    def _compute_display_name(self):
        labels = dict(self._fields["kind"]._description_selection(self.env))
        for call in self:
            parts = filter(None, [labels.get(call.kind), call.person])
            call.display_name = " · ".join(parts)

    @api.depends("case_id")
    def _compute_person(self):
        for call in self:
            call.person = call.case_id.sudo().partner_name

    @api.depends("case_id")
    def _compute_phone(self):
        for call in self:
            call.phone = call.case_id.sudo().partner_phone

    @api.depends("case_id")
    def _compute_purpose_ids(self):
        purposes = self.env["complaint.call.purpose"]
        for call in self:
            call.purpose_ids = purposes._get_offered(call.case_id.sudo())

    @api.depends("purpose_id")
    def _compute_next(self):
        """What the procedure has follow (R-K07)."""
        for call in self:
            purpose = call.purpose_id
            call.next_step = purpose._get_next_step() or call.next_step
            if purpose._get_next_step():
                day = fields.Date.context_today(call, call.held_on)
                call.next_on = day + timedelta(days=purpose.next_days)
            else:
                call.next_on = call.next_on

    @api.depends("case_id")
    def _compute_next_user(self):
        for call in self:
            case = call.case_id.sudo()
            call.next_user_id = case.user_id or case.receiver_id

    @api.constrains("held_on")
    def _check_held(self):
        if any(call.held_on > fields.Datetime.now() for call in self):
            raise ValidationError(
                self.env._("Note what was said after it was said, not before.")
            )

    @api.constrains("purpose_id", "case_id")
    def _check_purpose(self):
        for call in self:
            policy = call.purpose_id.policy_id
            if policy and policy != call.case_id.policy_id:
                raise ValidationError(
                    self.env._(
                        "“%(purpose)s” belongs to another policy than this complaint.",
                        purpose=call.purpose_id.name,
                    )
                )

    @api.constrains("answers_id", "case_id")
    def _check_answers(self):
        if any(one.answers_id.case_id - one.case_id for one in self):
            raise ValidationError(
                self.env._("The question was asked in another complaint.")
            )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        cases = self.env["complaint.case"].browse(
            {vals["case_id"] for vals in vals_list if vals.get("case_id")}
        )
        cases._check_may_talk()
        calls = super()._create_guarded(vals_list)
        for call in calls:
            # who may note it was checked; what follows from it is the system's
            call.sudo()._follow_up()
        return calls

    def _refuse_change(self):
        raise UserError(
            self.env._(
                "What was noted stays as it is. Note another call that corrects it."
            )
        )

    # ------------------------------------------------------------
    # WHAT FOLLOWS
    # ------------------------------------------------------------

    def _follow_up(self):
        vals = {}
        if self._promises_remedy() and not self.case_id._is_decided():
            vals["undecided"] = True
        self._finish_planned()
        if self.next_step:
            vals["activity_id"] = self._plan_next().id
        if vals:
            self._write_guarded(vals)
        if self.question:
            self.env["complaint.question"]._ask(
                self.case_id, self.question, self._get_medium(), call_id=self.id
            )
        self._follow_procedure()
        if self.answers_id:
            self.answers_id._settle(self.words, call_id=self.id)
        self.case_id._note_called(self)

    def _promises_remedy(self):
        """Whether more was promised than when he will hear from us (R-A06)."""
        return bool(self.promise) and not self.promises_news

    def _follow_procedure(self):
        """The department gets a copy of the letter; the written answer lies ready as a
        draft (R-K07)."""
        purpose, case = self.purpose_id, self.case_id
        if purpose.shares_files:
            self.evidence_ids.write({"for_investigator": True})
        drafts = case.reply_ids.filtered(lambda one: one.state == "draft")
        kind = purpose.draft_kind
        if kind and kind not in drafts.mapped("kind"):
            way = {"medium": "letter"} if self.kind == "letter" else {}
            author = self.next_user_id or self.user_id
            replies = self.env["complaint.reply"].with_user(author).sudo()
            replies.create({"case_id": case.id, "kind": kind, **way})

    def _get_medium(self):
        return "letter" if self.kind == "letter" else self.kind.partition("_")[0]

    def _finish_planned(self):
        """The call that an earlier one announced was made."""
        if not self.purpose_id:
            return
        earlier = self.search(
            [
                ("case_id", "=", self.case_id.id),
                ("activity_id", "!=", False),
                ("purpose_id.next_id", "=", self.purpose_id.id),
            ]
        )
        earlier.activity_id.action_feedback(feedback=self.words)

    def _plan_next(self):
        """The person in charge is asked for the next step by its day (R-K02)."""
        return self.case_id.with_context(
            mail_activity_quick_update=True
        ).activity_schedule(
            "complaint_management.mail_activity_type_call",
            date_deadline=self.next_on or fields.Date.context_today(self),
            user_id=(self.next_user_id or self.user_id).id,
            summary=self.next_step,
            note=plaintext2html(self.words),
        )
