from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

from ..tools.fault_arrows import FAULT_ARROWS
from .capa_row_mixin import OFFICER

ACTIVITY = "complaint_quality_capa.mail_activity_type_fault"


class CapaFault(models.Model):
    """What went wrong in the handling of a complaint itself, by which department, and
    what is done about it (R-Q13)."""

    _name = "capa.fault"
    _inherit = ["capa.followed.mixin", "complaint.row.mixin"]
    _description = "Handling Fault"
    _order = "id desc"
    _check_company_auto = True
    _arrows = FAULT_ARROWS
    _reminder_type = ACTIVITY

    name = fields.Char(
        "What went wrong",
        required=True,
        help="The department reads it: no word of who complained.",
    )
    case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    kind_id = fields.Many2one(
        "capa.fault.kind", required=True, index=True, ondelete="restrict"
    )
    department_id = fields.Many2one(
        "hr.department",
        "By the department",
        check_company=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    # stored: a rule runs from the record to the user
    head_id = fields.Many2one(
        "res.users",
        compute="_compute_head_id",
        store=True,
        index="btree_not_null",
        ondelete="restrict",
    )
    noted_by_id = fields.Many2one(
        "res.users",
        "Noted by",
        readonly=True,
        copy=False,
        default=lambda self: self.env.uid,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    noted_on = fields.Datetime(
        "Noted on",
        readonly=True,
        copy=False,
        default=lambda self: fields.Datetime.now(),
        guarded=True,
        index=True,
    )
    measure = fields.Text("What is done about it", trailed=True)
    state = fields.Selection(
        [("noted", "Noted"), ("open", "In hand"), ("done", "Done")],
        "Status",
        required=True,
        readonly=True,
        default="noted",
        copy=False,
        guarded=True,
        trailed=True,
        group_expand="_group_expand_state",
    )
    is_mine = fields.Boolean(compute="_compute_is_mine")
    is_officer = fields.Boolean(compute="_compute_is_mine")

    _open_idx = models.Index("(date_due, id) WHERE state = 'open'")
    _alarm_idx = models.Index("(next_alarm_on, id) WHERE next_alarm_on IS NOT NULL")

    @api.depends("department_id")
    def _compute_head_id(self):
        for fault in self:
            department = fault.department_id
            fault.head_id = department and department._get_head_user()[0]

    @api.depends("user_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        officer = self.env.user.has_group(OFFICER)
        for fault in self:
            fault.is_officer = officer
            fault.is_mine = officer or fault._is_doer()

    @api.depends("state")
    def _compute_next_alarm_on(self):
        return super()._compute_next_alarm_on()

    @api.constrains("name", "measure", "how_done", "case_id")
    def _check_names_nobody(self):
        """R-P03: the department and who mends it read it."""
        for fault in self:
            case = fault.sudo().case_id
            case._check_nothing_private(fault.name, fault.measure, fault.how_done)

    @api.model
    def _create_guarded(self, vals_list):
        """Who is named is asked at once."""
        faults = super()._create_guarded(vals_list)
        for fault in faults.filtered("user_id"):
            fault.action_ask()
        return faults

    def write(self, vals):
        """Who mends it says what was done; officers say the rest."""
        if set(vals) - {"how_done", "activity_ids"} and not (
            self.env.su or self.env.user.has_group(OFFICER)
        ):
            raise AccessError(
                self.env._(
                    "What went wrong, and who mends it, is said by the officers."
                )
            )
        if {"case_id", "kind_id"} & vals.keys() and "done" in self.mapped("state"):
            raise UserError(self.env._("What is done stays as it was noted."))
        return super().write(vals)

    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Nobody follows a fault: who is asked has an activity. Activities call this
        for whom they are given to.

        :return: ``True``, as Odoo's own
        """
        return True

    # ------------------------------------------------------------
    # STEPS
    # ------------------------------------------------------------

    def _get_told(self, step):
        """Late: the head of the department hears it too."""
        users = super()._get_told(step)
        return users | (self.head_id if step > 1 else users.browse())

    @api.model
    def _get_open_states(self):
        return ("noted", "open")

    def _get_party_names(self, arrow):
        return [self.env._("who carries it out")] if "doer" in arrow.parties else []

    def _guard_asked(self):
        if self.user_id and self.date_due and (self.measure or "").strip():
            return []
        return [
            self.env._(
                "Say what is done about “%(fault)s”, by whom, until when.",
                fault=self.name,
            )
        ]

    def _walk(self, target, reason=False, **asked):
        result = super()._walk(target, reason, **asked)
        if target == "open":
            for fault in self.sudo():  # who notes it may have somebody asked
                fault._ask_user(lambda env: env._("Mend it, and say how"))
        return result

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_ask(self):
        """Have it mended: what, by whom, until when (R-Q13)."""
        self._walk("open")
