from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError
from odoo.tools import format_list, plaintext2html

OFFICER = "complaint_management.group_complaint_officer"


class ComplaintCaseDuties(models.AbstractModel):
    """What the departments are asked in a case, and how that is counted and shown."""

    _name = "complaint.case.duties"
    _inherit = ["complaint.case.steps", "complaint.case.private"]
    _description = "Duties of a case"

    facts = fields.Text(
        "Facts for the departments",
        copy=False,
        trailed=True,
        help="What the departments asked are told. They must not learn who complains: "
        "no name, address or telephone here.",
    )
    duty_ids = fields.One2many("complaint.duty", "case_id", "Duties")
    duty_count = fields.Integer(
        "Duties asked",
        compute="_compute_duty_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    open_duty_count = fields.Integer(
        "Open duties",
        compute="_compute_duty_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    return_count = fields.Integer(
        "Given back",
        compute="_compute_duty_counts",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
        help="How often a department said that the case is not its own.",
    )

    @api.depends("duty_ids.state", "duty_ids.return_reason")
    def _compute_duty_counts(self):
        for case in self:
            duties = case.duty_ids
            case.duty_count = len(duties)
            case.open_duty_count = len(duties.filtered("is_open"))
            case.return_count = len(duties.filtered("return_reason"))

    @api.constrains("facts")
    def _check_facts_name_nobody(self):
        for case in self.filtered("facts"):
            case._check_nothing_private(case.facts)

    # ------------------------------------------------------------
    # STEPS OF THE CASE
    # ------------------------------------------------------------

    def _guard_duties_done(self):
        """R-D03: the case does not end while a department still owes something."""
        if not self.open_duty_count:
            return []
        names = [duty._get_asked_name() for duty in self._get_open_duties()]
        return [
            self.env._(
                "Still open: %(departments)s. Accept their answers or cancel what is "
                "asked of them.",
                departments=format_list(self.env, names),
            )
        ]

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        if target in ("cancelled", "refused"):
            duties = self._get_open_duties()
            if duties:  # nobody works on what is withdrawn
                duties._walk("cancelled", reason or self._get_state_label(target))
        return result

    def _get_open_duties(self):
        # who may take a step of the case takes it for its duties too
        cases = self.sudo().filtered("open_duty_count")
        return cases.duty_ids.filtered("is_open")

    def _open_next_duties(self):
        """Open each duty whose turn it is (R-D16); with rights of the system, because
        who finished one step need not know who takes the next.

        :return: the duties that were opened
        """
        ready = self.duty_ids.browse()
        for case in self:
            in_the_way = case.duty_ids.filtered(lambda one: one._is_in_the_way())
            first = min(in_the_way.mapped("sequence"), default=0)
            waiting = case.duty_ids.filtered(lambda one: one.state == "waiting")
            ready |= waiting.filtered(
                lambda one, first=first: (
                    one.sequence <= first or not one._is_in_the_way()
                )
            )
        if ready:
            # that its turn has come is in its dates and in the trail
            ready.with_context(mail_notrack=True)._walk("open")
        return ready

    def write(self, vals):
        """Who takes the case over has its answers to check."""
        result = super().write(vals)
        if "user_id" in vals:
            answered = self._get_open_duties().filtered(
                lambda one: one.state == "answered" and one.kind != "branch"
            )
            if answered:
                answered._tell_asker()
        return result

    # ------------------------------------------------------------
    # ASKING
    # ------------------------------------------------------------

    def _ask_departments(self, vals_list):
        """Make duties of these cases, with rights of the system: who asks an
        instruction of his branch may not ask other departments.

        :return: the duties
        """
        asked = {"asked_by_id": self.env.uid}
        duties = self.env["complaint.duty"].sudo()
        return duties._create_guarded([{**asked, **vals} for vals in vals_list])

    def _find_head_of(self, department):
        """The user who answers for ``department`` in this case now, if anybody."""
        roles = self.env["complaint.role"]
        return roles._find_up("head", self, department)[0] if department else None

    def _check_is_officer(self):
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(self.env._("Officers ask the departments."))

    def _check_is_worked_on(self):
        for case in self:
            if not case.is_open:
                raise UserError(
                    self.env._(
                        "%(case)s is “%(state)s”: nothing is asked in it any more.",
                        case=case.display_name,
                        state=case._get_state_label(case.state),
                    )
                )

    def _tell_handler(self, summary, sentences):
        """An activity for who handles the case, so that nothing is lost silently."""
        user = self.user_id or self.receiver_id
        if user.active:
            self.sudo().with_context(mail_activity_quick_update=True).activity_schedule(
                "mail.mail_activity_data_todo",
                user_id=user.id,
                summary=summary(self.with_context(lang=user.lang).env),
                note=plaintext2html("\n".join(sentences)),
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_open_duties(self):
        """What the departments are asked, and what they answered."""
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Duties of %(case)s", case=self.display_name),
            "res_model": "complaint.duty",
            "view_mode": "list,kanban,form",
            "domain": [("case_id", "=", self.id)],
            "context": {"default_case_id": self.id},
        }

    def action_add_duty(self):
        """The form that asks one more department (R-D01)."""
        self.ensure_one()
        self._check_is_worked_on()
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Ask a department"),
            "res_model": "complaint.duty",
            "view_mode": "form",
            "context": {"default_case_id": self.id},
        }
