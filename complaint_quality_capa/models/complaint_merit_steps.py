from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import AccessError
from odoo.fields import Command
from odoo.tools import format_date

from ..tools.merit_arrows import MERIT_ARROWS, OPEN_MERITS

STATES = [
    ("proposed", "Proposed"),
    ("heard", "Being heard"),
    ("objected", "Objected to"),
    ("deciding", "Being decided"),
    ("decided", "Decided"),
    ("refused", "Not granted"),
    ("corrected", "Corrected"),
    ("withdrawn", "Withdrawn"),
]
TOLD = "complaint_quality_capa.mail_activity_type_merit"
_STAMP = {"readonly": True, "copy": False, "guarded": True}


class ComplaintMeritSteps(models.AbstractModel):
    """The way of a reward or penalty: who is meant is heard before anything is decided
    (R-R05)."""

    _name = "complaint.merit.steps"
    _inherit = [
        "complaint.approval.mixin",
        "complaint.workflow.mixin",
        "mail.thread",
        "mail.activity.mixin",
    ]
    _description = "Steps of a reward or penalty"
    _arrows = MERIT_ARROWS
    _mail_post_access = "read"

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="proposed",
        copy=False,
        guarded=True,
        trailed=True,
    )
    heard_on = fields.Datetime("Told on", **_STAMP)
    told_how = fields.Char(
        "Told how", help="Of who has no login: by whom, when, signed where."
    )
    object_until = fields.Date("May object until", **_STAMP)
    objection = fields.Text(readonly=True, copy=False, guarded=True, trailed=True)
    objection_file_ids = fields.Many2many(
        "ir.attachment",
        "complaint_merit_objection_file_rel",
        "merit_id",
        "attachment_id",
        "Evidence",
        readonly=True,
        copy=False,
        guarded=True,
    )
    objected_on = fields.Datetime("Objected on", **_STAMP)
    answer = fields.Text("Answer to the objection", copy=False, trailed=True)
    decided_on = fields.Datetime("Decided on", **_STAMP)
    is_open = fields.Boolean("Open", compute="_compute_is_open")
    is_mine = fields.Boolean("About me", compute="_compute_is_mine")

    @api.depends("state")
    def _compute_is_open(self):
        for merit in self:
            merit.is_open = merit.state in OPEN_MERITS

    @api.depends("employee_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        for merit in self:
            merit.is_mine = merit._is_concerned()

    @api.model
    def _get_open_states(self):
        return OPEN_MERITS

    def _get_user(self):
        """Who is heard: the person, of a department its head; empty without a login."""
        own = self.sudo()
        if own.employee_id:
            return own.employee_id.user_id.filtered("active").sudo(False)
        if not own.department_id:
            return self.env["res.users"]
        return own.department_id._get_head_user()[0]

    def _get_today(self):
        return self.env["complaint.numbering"]._get_day(self.company_id.id)

    def _is_concerned(self):
        return self.env.user in self._get_user()

    def _get_party_names(self, arrow):
        names = {"concerned": self.env._("whom it is about")}
        found = [names[party] for party in arrow.parties if party in names]
        return [*super()._get_party_names(arrow), *found]

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _guard_reckoned(self):
        missing = []
        if not (self.facts or "").strip():
            missing.append(self.env._("Write down what happened, and what shows it."))
        if self._needs_amount() and not self.amount:
            missing.append(self.env._("Say how much."))
        if self.form == "money" and not self.employee_id:
            missing.append(
                self.env._("Money is a person's: of a department, name its people.")
            )
        return missing

    def _needs_amount(self):
        """Seam: whether an amount of zero says nothing."""
        return self.form == "money"

    def _guard_can_be_told(self):
        """R-R05: nobody is judged without having been told."""
        if self._get_user() or (self.told_how or "").strip():
            return []
        return [
            self.env._(
                "%(whom)s has no login: have it told on paper, and note how.",
                whom=self.sudo().employee_id.name or self.sudo().department_id.name,
            )
        ]

    def _guard_reward(self):
        if self.sense == "reward":
            return []
        return [self.env._("A penalty is told first, and may be objected to.")]

    def _guard_in_time(self):
        if self.object_until >= self._get_today():
            return []
        return [self.env._("The days to object are over.")]

    def _guard_time_is_over(self):
        if self.object_until < self._get_today():
            return []
        day = format_date(self.env, self.object_until)
        return [self.env._("He may object until %(day)s: wait.", day=day)]

    def _guard_answered(self):
        if (self.answer or "").strip():
            return []
        return [self.env._("Answer the objection.")]

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _prepare_walk_vals(self, arrow):
        vals = super()._prepare_walk_vals(arrow)
        if arrow.target == "heard" and arrow.source == "proposed":
            days = self[:1].rule_id.objection_days or 7
            vals["object_until"] = self[:1]._get_today() + timedelta(days=days)
        return vals

    def _walk(self, target, reason=False, **asked):
        """One by one: each has its own days to object."""
        if len(self) > 1:
            for merit in self:
                merit._walk(target, reason, **asked)
            return None
        result = super()._walk(target, reason, **asked)
        self.sudo()._follow_walk(target, reason)
        return result

    def _follow_walk(self, target, reason):
        if target == "objected" and reason:
            self._write_guarded({"objection": reason.strip()})
        if target in ("heard", "decided"):
            self._let_read()
        if target == "heard" and self._get_user():
            self._tell_concerned()
        if target in ("objected", "deciding", "withdrawn"):
            self.activity_unlink([TOLD])

    def _let_read(self):
        """Whom it is about and his heads read it from now on."""
        people = self._get_user()
        if self.department_id:
            for department in self.department_id._get_lineage():
                people |= department._get_head_user()[0]
        self._write_approved({"reader_ids": [Command.link(one.id) for one in people]})

    def _tell_concerned(self):
        user = self._get_user()
        env = self.with_context(
            lang=user.lang or self.env.lang, mail_activity_quick_update=True
        ).env
        self.with_env(env).activity_schedule(
            TOLD,
            user_id=user.id,
            date_deadline=self.object_until,
            summary=env._("Read what is proposed about you; you may object"),
        )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_tell(self):
        """Tell whom it is about; from now on he has days to object (R-R05)."""
        self._walk("heard")

    def action_object(self, reason=False, attachment_ids=()):
        """Object, with the reason and what shows it (R-R05). Without a reason a form
        asks for both.

        :param list attachment_ids: of files that he uploaded and that are nobody's yet
        :raises AccessError: it is about somebody else, or a file is
        :raises UserError: the days to object are over
        """
        if not (reason or "").strip():
            self.ensure_one()
            self.check_access("read")
            return self.env["complaint.merit.objection"]._get_action(self)
        files = self._check_files(attachment_ids)
        self._walk("objected", reason)
        for merit in self.sudo():  # the arrow said who may
            files.write({"res_model": merit._name, "res_id": merit.id})
            links = [Command.link(one.id) for one in files]
            merit._write_guarded({"objection_file_ids": links})
        return None

    def _check_files(self, attachment_ids):
        """The files of these ids, as superuser: his own, of no record yet."""
        files = self.env["ir.attachment"].sudo().browse(attachment_ids).exists()
        if files:
            self.ensure_one()
        forms = (False, "complaint.merit.objection")
        for file in files:
            if file.create_uid != self.env.user or file.res_model not in forms:
                raise AccessError(self.env._("Attach files that you uploaded here."))
        return files

    def action_submit(self):
        """Put it up for decision: who was heard had his days, objections are answered.

        :raises UserError: somebody may still object, or was not answered
        """
        self._walk("deciding")
        for merit in self:
            merit.action_request_approval("merit")

    def action_withdraw(self, reason=False):
        """Withdraw what was proposed, with the reason; it stays on file."""
        return self._walk_or_ask("withdrawn", reason)
