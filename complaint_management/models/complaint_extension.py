from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_date, format_datetime, plaintext2html


class ComplaintExtension(models.Model):
    """Somebody asks for more time: reason and new date; the head of the department
    decides, then the clock moves; the old and the new date stay here (R-T06)."""

    _name = "complaint.extension"
    _inherit = ["complaint.approval.mixin", "complaint.row.mixin"]
    _description = "Extension of a Limit"
    _order = "id desc"
    _rec_name = "limit_id"

    clock_id = fields.Many2one(
        "complaint.clock", required=True, readonly=True, index=True, ondelete="cascade"
    )
    limit_id = fields.Many2one(related="clock_id.limit_id", store=True, index=True)
    case_id = fields.Many2one(
        related="clock_id.case_id", store=True, precompute=True, index=True
    )
    duty_id = fields.Many2one(
        related="clock_id.duty_id", store=True, index="btree_not_null"
    )
    company_id = fields.Many2one(
        related="clock_id.company_id", store=True, precompute=True, index=True
    )
    old_due_on = fields.Datetime("Due until now", readonly=True, guarded=True)
    new_due_on = fields.Datetime("Extended until", required=True, readonly=True)
    reason = fields.Text(required=True, readonly=True)
    asked_by_id = fields.Many2one(
        "res.users", readonly=True, index=True, ondelete="restrict", guarded=True
    )
    request_id = fields.Many2one(
        "complaint.approval.request",
        "Approval",
        readonly=True,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    state = fields.Selection(
        [
            ("asked", "Being decided"),
            ("granted", "Granted"),
            ("refused", "Not granted"),
            ("returned", "Returned"),
            ("withdrawn", "Withdrawn"),
        ],
        "Status",
        required=True,
        readonly=True,
        default="asked",
        guarded=True,
        trailed=True,
    )

    _asked_uniq = models.UniqueIndex(
        "(clock_id) WHERE state = 'asked'",
        "More time was asked for already; it is being decided.",
    )

    # ------------------------------------------------------------
    # CRUD: by hand nothing
    # ------------------------------------------------------------

    @api.model_create_multi
    def create(self, vals_list):
        raise UserError(
            self.env._("An extension is asked for on the complaint or on the duty.")
        )

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._(
                    "An extension is not changed by hand. Withdraw it and ask anew."
                )
            )
        return super().write(vals)

    def unlink(self):
        self._refuse_deletion()
        return super().unlink()

    def _refuse_deletion(self):
        raise UserError(self.env._("An extension that was asked for stays on file."))

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    @api.model
    def _ask(self, clock, new_due, reason):
        """Put more time for ``clock`` up for decision.

        :param datetime new_due: naive UTC, later than the present due date
        :return: the extension
        :raises AccessError: he neither holds the limit nor handles the complaint
        :raises UserError: it does not run, the date is not later, no reason, or nobody
            decides
        """
        clock = clock.sudo()  # whose it is, and who may ask, is checked here
        self._check_may_ask(clock)
        self._check_later(clock, new_due)
        if not (reason or "").strip():
            raise UserError(self.env._("Please say why more time is needed."))
        extension = self.sudo()._create_guarded(
            [
                {
                    "clock_id": clock.id,
                    "old_due_on": clock.due_on,
                    "new_due_on": new_due,
                    "reason": reason.strip(),
                    "asked_by_id": self.env.uid,
                }
            ]
        )
        extension.action_request_approval("extension")
        request = self.env["complaint.approval.request"].sudo()
        own = [("res_model", "=", self._name), ("res_id", "=", extension.id)]
        extension._write_approved({"request_id": request.search(own, limit=1).id})
        return extension

    @api.model
    def _may_ask(self, clock):
        case, duty = clock.case_id, clock.duty_id
        holders = clock.user_id | case.user_id | duty.user_id | duty.head_id
        officer = self.env.user.has_group(
            "complaint_management.group_complaint_officer"
        )
        here = clock.company_id in self.env.user.company_ids
        return self.env.su or self.env.user in holders or (officer and here)

    @api.model
    def _check_may_ask(self, clock):
        if not self._may_ask(clock):
            raise AccessError(
                self.env._(
                    "Who holds the limit or handles the complaint asks for more time."
                )
            )

    @api.model
    def _check_later(self, clock, new_due):
        if not clock.is_running or not clock.due_on:
            raise UserError(
                self.env._("This limit does not run now: there is nothing to extend.")
            )
        if not new_due or new_due <= max(clock.due_on, fields.Datetime.now()):
            raise UserError(
                self.env._(
                    "An extension ends later than the limit that it extends, and not "
                    "in the past."
                )
            )
        if clock.extension_ids.filtered(lambda one: one.state == "asked"):
            raise UserError(
                self.env._("More time was asked for already; it is being decided.")
            )

    # ------------------------------------------------------------
    # APPROVAL
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        if subject == "extension":
            return ("limit_id", "duty_id", "old_due_on", "new_due_on", "reason")
        return super()._approval_fields(subject)

    def _check_may_request(self, subject):
        for extension in self:
            extension._check_may_ask(extension.sudo().clock_id)
            if extension.sudo().state != "asked":
                raise UserError(self.env._("This is settled. Ask for a new extension."))

    def _approval_department(self, requester):
        """The department that the limit is on: of the duty, else of the clock."""
        clock = self.clock_id
        department = clock._get_record()._get_clock_department(clock._get_spec())
        own = clock.duty_id.department_id
        return own or department or super()._approval_department(requester)

    def _approval_done(self, request):
        self._write_approved({"state": "granted"})
        self.clock_id._extend(self.new_due_on, self.reason)
        self._tell_extended()

    def _approval_refused(self, request):
        self._write_approved({"state": "refused"})

    def _approval_returned(self, request):
        self._write_approved({"state": request.state})

    # ------------------------------------------------------------
    # WHO IS TOLD
    # ------------------------------------------------------------

    def _tell_extended(self):
        """Who handles the case, customer service and the complainant hear reason and
        new date."""
        case = self.case_id
        user = case.user_id or case.receiver_id
        words = self._say_extended(user)
        case._tell_handler(
            lambda env: env._("More time: tell the complainant why, and until when"),
            [words],
        )
        self._tell_owner_department(user)
        case._message_log(body=words)
        # a draft: whoever handles the case reads it before it leaves the house
        reply = (
            self.env["complaint.reply"]
            .with_user(user)
            .sudo()
            .create({"case_id": case.id, "kind": "extension", "text": self.reason})
        )
        reply.text = self._say_to_complainant(reply.lang)
        if self.asked_by_id != user:
            self.request_id._tell_requester("granted")

    def _tell_owner_department(self, told):
        """R-T06: customer service, which chases what is late, hears it.

        :param told: the user who is told as handler
        """
        department = self.case_id.owner_department_id
        head = department and department._get_head_user()[0]
        if head and head not in told | self.env.user:
            # who decides need not be an officer: that he may decide was asked
            self.case_id.sudo().with_context(
                mail_activity_quick_update=True
            ).activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=head.id,
                summary=self.with_context(lang=head.lang).env._(
                    "More time was granted"
                ),
                note=plaintext2html(self._say_extended(head)),
            )

    def _say_to_complainant(self, lang):
        """Reason and new date, in the language of the complainant."""
        env = self.with_context(lang=lang).env
        day = format_date(env, self.case_id._get_own_day(self.new_due_on))
        return "\n".join([self.reason, env._("The new date: %(day)s", day=day)])

    def _say_extended(self, user):
        reader = self.with_context(lang=user.lang or self.env.lang)
        return reader.env._(
            "“%(limit)s” was extended from %(old)s to %(new)s. Reason: %(reason)s",
            limit=reader.limit_id.name,
            old=format_datetime(reader.env, reader.old_due_on, user.tz, "short"),
            new=format_datetime(reader.env, reader.new_due_on, user.tz, "short"),
            reason=reader.reason,
        )

    # ------------------------------------------------------------
    # LOOKING AT IT
    # ------------------------------------------------------------

    @api.model
    def action_ask_for_more(self):
        """The form that asks for more time on the case or duty whose extensions are
        listed (``extension_model``, ``extension_id`` of the list's context).

        :raises UserError: it has no limit that runs
        """
        model = self.env.context.get("extension_model")
        if model not in ("complaint.case", "complaint.duty"):
            raise UserError(
                self.env._("Ask for more time on the complaint or on the duty.")
            )
        record = self.env[model].browse(self.env.context.get("extension_id", ()))
        return record.action_extend()

    def action_open_request(self):
        """The approval: whose turn it is, what was signed."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.approval.request",
            "res_id": self.request_id.id,
            "view_mode": "form",
        }
