from odoo import api, fields, models
from odoo.exceptions import UserError

from ..tools.duty_arrows import DUTY_ARROWS, OPEN_STATES, OWED_STATES

STATES = [
    ("waiting", "Waiting for its turn"),
    ("open", "Open"),
    ("handling", "Being handled"),
    ("answered", "Answered"),
    ("done", "Done"),
    ("returned", "Not ours"),
    ("cancelled", "Cancelled"),
]


class ComplaintDutySteps(models.AbstractModel):
    """Where a duty stands: its state, the moment of each event, who may take which
    step (R-D02, R-D03, R-D16). The arrows are in ``tools/duty_arrows.py``."""

    _name = "complaint.duty.steps"
    _inherit = "complaint.workflow.mixin"
    _description = "Steps of a duty"
    _arrows = DUTY_ARROWS

    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="waiting",
        copy=False,
        tracking=True,
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    is_open = fields.Boolean(
        "Still open", compute="_compute_is_open", store=True, precompute=True
    )
    opened_on = fields.Datetime("Opened", readonly=True, copy=False, guarded=True)
    handled_on = fields.Datetime(
        "Handler named", readonly=True, copy=False, guarded=True
    )
    answered_on = fields.Datetime(
        "Answered on", readonly=True, copy=False, guarded=True
    )
    done_on = fields.Datetime("Done on", readonly=True, copy=False, guarded=True)
    returned_on = fields.Datetime(
        "Given back on", readonly=True, copy=False, guarded=True
    )
    cancelled_on = fields.Datetime(
        "Cancelled on", readonly=True, copy=False, guarded=True
    )
    return_reason = fields.Text("Why not ours", readonly=True, copy=False, guarded=True)
    asked_again = fields.Integer("Asked again", readonly=True, copy=False, guarded=True)
    followed_id = fields.Many2one(
        "complaint.duty",
        "Asked instead",
        readonly=True,
        copy=False,
        index="btree_not_null",
        guarded=True,
        ondelete="restrict",
        help="The duty that took the place of this one, which was given back.",
    )

    is_head = fields.Boolean(compute="_compute_parts")
    is_handler = fields.Boolean(compute="_compute_parts")
    is_asker = fields.Boolean(compute="_compute_parts")

    @api.depends_context("uid")
    @api.depends("state")
    def _compute_parts(self):
        """Which part this user has, for the buttons; the server asks again."""
        officer = self.env.user.has_group(
            "complaint_management.group_complaint_officer"
        )
        for duty in self:
            duty.is_head = duty._is_head()
            duty.is_handler = duty._is_handler()
            duty.is_asker = officer or duty._is_asker()

    @api.depends("state")
    def _compute_is_open(self):
        for duty in self:
            duty.is_open = duty.state in OPEN_STATES

    @api.model
    def _get_open_states(self):
        return OPEN_STATES

    @api.model
    def _group_expand_state(self, states, domain):
        """A phone opens the first column: those before the first duty are left out."""
        shown = super()._group_expand_state(states, domain)
        held = [place for place, state in enumerate(shown) if state in states]
        return shown[min(held, default=0) :]

    # ------------------------------------------------------------
    # WHO TAKES WHICH PART
    # ------------------------------------------------------------

    def _is_head(self):
        """Whether this user answers for the department or team that is asked."""
        return self.env.user in self.sudo()._get_heads()

    def _is_handler(self):
        """Whether this user was named to handle it."""
        return self.env.user == self.handler_id

    def _is_asker(self):
        """Whether this user asked, or may act for who did."""
        case = self.sudo().case_id
        return self.env.user in self.asked_by_id | case.user_id | case.receiver_id

    def _get_party_names(self, arrow):
        labels = {
            "head": self.env._("the head of the department that is asked"),
            "handler": self.env._("who handles the duty"),
            "asker": self.env._("who asked, handles or received the complaint"),
        }
        return [labels[party] for party in arrow.parties]

    # ------------------------------------------------------------
    # GUARDS
    # ------------------------------------------------------------

    def _guard_turn(self):
        """R-D16: each step opens only when the one before is done."""
        return [
            self.env._("%(before)s comes first.", before=one._get_asked_name())
            for one in self._get_before()
        ]

    def _guard_answer(self):
        """R-D03: an answer says what was found, in the words that its kind asks for."""
        sentence = {
            "branch": self.env._("Write down the instruction."),
            "supplier": self.env._("Write down what the supplier answered."),
            "legal": self.env._("Write down the advice."),
        }.get(self.kind, self.env._("Write down what was found."))
        if self.kind == "legal":
            return [] if self.sudo().advice_ids.advice else [sentence]
        return [] if self[self._get_answer_field()] else [sentence]

    def _get_answer_field(self):
        """The field that an answer of this kind cannot do without."""
        fields_by_kind = {"branch": "instruction", "supplier": "supplier_answer"}
        return fields_by_kind.get(self.kind, "findings")

    def _get_before(self):
        """Duties of the same case that have to be done before this one opens; what was
        given back counts until another is asked instead or it is cancelled."""
        self.ensure_one()
        duties = self.sudo().case_id.duty_ids
        return duties.filtered(
            lambda one: one.sequence < self.sequence and one._is_in_the_way()
        )

    def _is_beside(self):
        """Asked beside the steps: nobody waits for it."""
        told = self.kind == "report" and not self.sequence
        return told or self.kind in ("branch", "legal", "plan")

    def _is_in_the_way(self):
        if self._is_beside():
            return False
        return self.is_open or (self.state == "returned" and not self.followed_id)

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_name_handler(self, user_id=False):
        """The head names who handles it; also another person later (R-D02). Without a
        person a form asks for him.

        :param int user_id: somebody of the department that is asked
        :raises AccessError: only its head does
        :raises ValidationError: the person is not of the department
        """
        if not user_id:
            return self.env["complaint.duty.note"]._get_action(self, "handler")
        fresh = self.filtered(lambda duty: duty.state != "handling")
        fresh._walk("handling", handler_id=user_id)
        for duty in self - fresh:
            duty._check_arrow_allowed(self._get_arrows().get("open", "handling"))
            # the head has no right on it but to name: that was checked
            duty.sudo()._write_guarded({"handler_id": user_id})
        self.sudo()._ask_handler()
        return None

    def action_take(self):
        """The head handles it himself."""
        return self.action_name_handler(self.env.uid)

    def action_answer(self):
        """Give the answer: findings, cause and proposal (R-D03). A head who answers
        himself is who handled it."""
        for duty in self.filtered(lambda one: one.state == "open"):
            duty._walk("handling", handler_id=self.env.uid)
        self._walk("answered")

    def action_accept_answer(self):
        """The answer is what was asked for; what waited for it opens (R-D16)."""
        self._walk("done")

    def action_ask_again(self, reason=False):
        """The answer is not enough: back to who gave it, with what is missing."""
        return self._walk_or_ask("handling", reason)

    def action_return(self, reason=False):
        """Not ours: back to the officer with the reason, counted (R-D01)."""
        return self._walk_or_ask("returned", reason)

    def action_redirect(self, department_id=False):
        """Ask another department what was given back (R-D01). Without a department a
        form asks for it.

        :param int department_id: of ``hr.department``
        :return: the new duty's form
        """
        self.ensure_one()
        self.check_access("write")
        if self.state != "returned" or self.followed_id:
            raise UserError(
                self.env._(
                    "Only what a department gave back is asked of another; cancel "
                    "this one and ask anew."
                )
            )
        if not department_id:
            return self.env["complaint.duty.note"]._get_action(self, "redirect")
        duty = self.create(self._prepare_redirected_vals(department_id))
        self.sudo()._write_guarded({"followed_id": duty.id})
        self.sudo()._drop_activities()
        if self.kind == "lead":
            self.case_id.department_id = department_id
        return duty._get_form_action()

    def _prepare_redirected_vals(self, department_id):
        """What the other department is asked: the same."""
        return {
            "case_id": self.case_id.id,
            "department_id": department_id,
            "kind": self.kind,
            "sequence": self.sequence,
            "question": self.question,
            "partner_id": self.partner_id.id,
        }

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "res_model": self._name,
            "res_id": self.id,
            "view_mode": "form",
        }

    def action_cancel(self, reason=False):
        """Nothing is owed any longer."""
        return self._walk_or_ask("cancelled", reason)

    def _walk(self, target, reason=False, **asked):
        before = {duty.id: duty.state for duty in self}
        result = super()._walk(target, reason, **asked)
        self.sudo()._after_walk(target, (reason or "").strip(), before)
        return result

    def _after_walk(self, target, reason, before):
        """What a step brings with it; extend per target.

        :param dict before: the state that each duty came from, by its id
        """
        again = self.filtered(lambda one: before[one.id] == "answered")
        if target == "open":
            self._ask_heads()
        elif target == "handling" and again:
            for duty in again:
                duty._write_guarded({"asked_again": duty.asked_again + 1})
            again._drop_activities()
            again._ask_handler()
        elif target == "answered":
            self._tell_asker()
        elif target == "returned":
            self._write_guarded({"return_reason": reason})
            self._tell_returned()
        elif target in ("done", "cancelled"):
            self._drop_activities()
            self.case_id._open_next_duties()

    @api.model
    def _get_owed_states(self):
        """States in which it is the department's turn."""
        return OWED_STATES

    def _check_owed(self):
        for duty in self:
            if duty.state not in self._get_owed_states():
                raise UserError(
                    self.env._(
                        "%(duty)s is “%(state)s”: nothing is asked of the department "
                        "now.",
                        duty=duty.display_name,
                        state=self._get_state_label(duty.state),
                    )
                )
