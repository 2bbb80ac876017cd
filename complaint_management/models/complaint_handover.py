from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tools import plaintext2html


class ComplaintHandover(models.Model):
    """Who received a complaint asks somebody else to answer to the customer from now
    on; it counts when that person accepts (R-I12)."""

    _name = "complaint.handover"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Hand-over of a Complaint"
    _order = "id desc"
    _rec_name = "case_id"

    case_id = fields.Many2one(
        "complaint.case", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    from_user_id = fields.Many2one(
        "res.users", "Handed over by", guarded=True, readonly=True
    )
    to_user_id = fields.Many2one(
        "res.users",
        "Taken over by",
        required=True,
        index=True,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
    )
    reason = fields.Text(required=True)
    state = fields.Selection(
        [
            ("asked", "Waiting for an answer"),
            ("accepted", "Taken over"),
            ("declined", "Declined"),
            ("withdrawn", "Withdrawn"),
        ],
        "Status",
        required=True,
        readonly=True,
        default="asked",
        guarded=True,
    )
    answered_on = fields.Datetime("Answered on", readonly=True, guarded=True)
    answer = fields.Char("Words of the answer", readonly=True, guarded=True)

    is_asked_of_me = fields.Boolean(compute="_compute_is_asked")
    is_asked_by_me = fields.Boolean(compute="_compute_is_asked")

    _open_uniq = models.UniqueIndex(
        "(case_id) WHERE state = 'asked'",
        "A hand-over of this case waits for an answer already.",
    )

    @api.depends("state", "to_user_id", "from_user_id")
    @api.depends_context("uid")
    def _compute_is_asked(self):
        me = self.env.user
        for handover in self:
            asked = handover.state == "asked"
            askers = handover.from_user_id | handover.create_uid
            handover.is_asked_of_me = asked and handover.to_user_id == me
            handover.is_asked_by_me = asked and me in askers

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        """Only who answers to the customer, or an officer, hands over."""
        cases = self.env["complaint.case"]
        for vals in vals_list:
            case = cases.browse(vals.get("case_id"))
            case._check_may_hand_over()
            self._check_may_be_asked(case, vals.get("to_user_id"))
            vals["from_user_id"] = case.receiver_id.id
        handovers = super()._create_guarded(vals_list)
        for handover in handovers:
            handover._ask()
        return handovers

    @api.model
    def _check_may_be_asked(self, case, user_id):
        """A colleague of the same company, other than who answers already."""
        person = self.env["res.users"].sudo().browse(user_id)
        if person and person == case.receiver_id:
            raise ValidationError(
                self.env._(
                    "%(person)s answers to the customer already.", person=person.name
                )
            )
        works_here = person.active and case.company_id.sudo() in person.company_ids
        if person and (person.share or not works_here):
            raise ValidationError(
                self.env._(
                    "%(person)s cannot be asked: only who works with the complaints of "
                    "%(company)s can answer to its customers.",
                    person=person.name,
                    company=case.company_id.name,
                )
            )

    def write(self, vals):
        if vals:
            raise UserError(
                self.env._("A hand-over is not changed. Withdraw it and ask anew.")
            )
        return super().write(vals)

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(self.env._("A hand-over is not deleted. Withdraw it."))

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_accept(self):
        """The person asked takes over: he answers to the customer from now on."""
        for handover in self:
            handover._check_waits()
            handover._check_asked()
            handover._settle("accepted")
            case = handover.case_id.sudo()  # who accepts may not have seen it before
            case._write_guarded(
                {"receiver_id": handover.to_user_id.id}, handover.reason
            )
            handover._unfollow()

    def action_decline(self, answer=False):
        """The person asked does not take over; the first receiver stays.

        :param str answer: why not
        """
        for handover in self:
            handover._check_waits()
            handover._check_asked()
            handover._settle("declined", answer)
            handover._unfollow()

    def action_withdraw(self):
        """Who asked takes it back."""
        for handover in self:
            handover._check_waits()
            handover.case_id._check_may_hand_over()
            handover._settle("withdrawn")
            handover._unfollow()

    def _check_asked(self):
        if self.to_user_id != self.env.user:
            raise AccessError(
                self.env._(
                    "%(person)s was asked, and only he or she can answer.",
                    person=self.to_user_id.name,
                )
            )

    def _check_waits(self):
        """First of all: who gave the case away may not even read it any longer."""
        if self.state != "asked":
            raise UserError(
                self.env._(
                    "This hand-over is settled already: %(state)s.",
                    state=dict(self._fields["state"]._description_selection(self.env))[
                        self.state
                    ],
                )
            )

    def _settle(self, state, answer=False):
        # the person asked has no right to write it: he answers, nothing else
        self.sudo()._write_guarded(
            {"state": state, "answered_on": fields.Datetime.now(), "answer": answer}
        )
        self.case_id.sudo()._write_guarded({"handover_id": False})
        question = self.case_id.sudo().activity_ids.filtered(
            lambda activity: (
                activity.user_id == self.to_user_id
                and activity.activity_type_id == self._get_activity_type()
            )
        )
        if state == "withdrawn":
            question.unlink()  # nobody did what was asked
        else:
            question.action_feedback(feedback=answer or "")

    def _get_activity_type(self):
        return self.env.ref("complaint_management.mail_activity_type_handover")

    def _ask(self):
        user = self.to_user_id
        env = self.with_context(lang=user.lang).env
        self.case_id.sudo()._write_guarded({"handover_id": self.id})
        self.case_id.sudo().activity_schedule(
            "complaint_management.mail_activity_type_handover",
            user_id=user.id,
            summary=env._("Take this complaint over?"),
            note=plaintext2html(self.reason),
        )

    def _unfollow(self):
        """R-P03: who may no longer read the case gets no more of its messages."""
        case = self.case_id
        everywhere = {"allowed_company_ids": []}  # not only where this user works now
        gone = (self.from_user_id | self.to_user_id).filtered(
            lambda user: (
                not case.with_user(user).with_context(**everywhere).has_access("read")
            )
        )
        case.sudo().message_unsubscribe(gone.sudo().partner_id.ids)
