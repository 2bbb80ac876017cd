from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain
from odoo.tools import format_list

from ..tools.case_groups import LED_EVENTS, UNDECIDED, WORK_EVENTS
from .complaint_case_submission import SUBJECT

OFFICER = "complaint_management.group_complaint_officer"
OFFERED_AT_MOST = 40


class ComplaintCaseGroup(models.AbstractModel):
    """R-I15: many complainants about one matter. One case leads; the others are handled
    together with it. Who may join, how one leaves, whose limits are whose."""

    _name = "complaint.case.group"
    _inherit = "complaint.case.ending"
    _description = "Group complaints"

    lead_id = fields.Many2one(
        "complaint.case",
        "Handled together with",
        readonly=True,
        copy=False,
        index="btree_not_null",
        check_company=True,
        ondelete="restrict",
        guarded=True,
    )
    # stored, and what the history keeps: its title may say who complains there
    lead_number = fields.Char(
        "Together with", readonly=True, copy=False, guarded=True, trailed=True
    )
    member_ids = fields.One2many("complaint.case", "lead_id", "Handled together")
    member_count = fields.Integer(
        "Complaints handled together",
        compute="_compute_member_count",
        store=True,
        precompute=True,
        copy=False,
        guarded=True,
    )
    is_behind = fields.Boolean(
        "Still to follow its lead", readonly=True, copy=False, guarded=True
    )

    _led_idx = models.Index("(received_on DESC, id DESC) WHERE lead_id IS NOT NULL")
    _leads_idx = models.Index("(received_on DESC, id DESC) WHERE member_count > 0")
    _behind_idx = models.Index("(id) WHERE is_behind IS TRUE")
    _lead_check = models.Constraint(
        "CHECK (lead_id != id)", "A complaint cannot be handled together with itself."
    )

    @api.depends("member_ids")
    def _compute_member_count(self):
        for case in self:
            case.member_count = len(case.member_ids)

    @api.constrains("lead_id", "kind")
    def _check_no_chain(self):
        for case in self:
            grouped = case.lead_id or case.member_count
            if grouped and case.kind != "complaint":
                raise ValidationError(
                    self.env._("Only complaints are handled together with others.")
                )
        for case in self.filtered("lead_id"):
            if case.lead_id.lead_id or case.member_ids:
                raise ValidationError(
                    self.env._("Who is handled together with another leads nobody.")
                )

    def _get_open_members(self):
        """Those handled together with these that have not ended, as superuser: who
        takes a step of the lead takes it for all."""
        leads = self.sudo().filtered("member_count")
        return leads.member_ids.filtered("is_open")

    # ------------------------------------------------------------
    # WHO MAY JOIN
    # ------------------------------------------------------------

    def _check_may_group(self):
        """Officers, each case of which they may change."""
        if not (self.env.su or self.env.user.has_group(OFFICER)):
            raise AccessError(
                self.env._("Officers say which complaints are handled together.")
            )
        self.check_access("read")
        self.check_access("write")

    def _check_can_join(self, lead):
        faults = lead._get_group_faults()
        if lead.lead_id:
            faults.append(
                self.env._(
                    "%(case)s is handled together with %(lead)s: choose that one as "
                    "the lead.",
                    case=lead.number,
                    lead=lead.lead_number,
                )
            )
        for case in self:
            faults += case._get_group_faults() + case._get_joining_faults(lead)
        if faults:
            raise UserError("\n".join(faults[:10]))

    def _get_group_faults(self):
        """Why this case cannot be handled together with any other, in sentences."""
        if self.kind != "complaint" or self.historical or self.erased_on:
            reason = self.env._("only complaints that run are handled together.")
        elif self.state not in UNDECIDED or self.dissatisfied_count:
            reason = self.env._(
                "it is “%(state)s”; only what was never decided is handled together.",
                state=self._get_state_label(self.state),
            )
        elif SUBJECT in self._get_approval_locks():
            reason = self.env._(
                "it is being decided; have that returned first, nobody is added to "
                "what is put up."
            )
        else:
            return []
        return [f"{self.number}: {reason}"]

    def _get_joining_faults(self, lead):
        if self == lead:
            reason = self.env._("it cannot be handled together with itself.")
        elif self.lead_id:
            reason = self.env._(
                "it is handled together with %(lead)s already.", lead=self.lead_number
            )
        elif self.member_count:
            reason = self.env._("it leads others itself; take them out of there first.")
        elif self.company_id != lead.company_id:
            reason = self.env._("it is of another company.")
        else:
            return []
        return [f"{self.number}: {reason}"]

    # ------------------------------------------------------------
    # JOINING AND LEAVING
    # ------------------------------------------------------------

    def _join(self, lead):
        """Handle these together with ``lead``; the caller has checked."""
        now = fields.Datetime.now()
        for case in self:
            done = {name: now for name in WORK_EVENTS if lead[name] and not case[name]}
            case._write_guarded(
                {"lead_id": lead.id, "lead_number": lead.number, **done}
            )
        self._call_members(lead.state)
        self.env["complaint.clock.planner"]._follow(self)
        joined = self.env._("Handled together with %(lead)s.", lead=lead.number)
        self._message_log_batch(bodies=dict.fromkeys(self.ids, joined))
        lead._message_log(
            body=self.env._(
                "Handled together with this one: %(cases)s.",
                cases=format_list(self.env, self.mapped("number")),
            )
        )

    def _leave(self, reason):
        """These go on alone; what was decided for them stays as it is."""
        members = self.filtered("lead_id")
        for lead, own in members.grouped("lead_id").items():
            numbers = format_list(self.env, own.mapped("number"))
            vals = {"lead_id": False, "lead_number": False, "is_behind": False}
            own._write_guarded(vals, reason)
            own._message_log_batch(bodies=dict.fromkeys(own.ids, own._say_left(reason)))
            lead._message_log(
                body=self.env._(
                    "No longer handled together with this one: %(cases)s. %(reason)s",
                    cases=numbers,
                    reason=reason or "",
                )
            )
        self.env["complaint.clock.planner"]._follow(members)

    def _say_left(self, reason):
        return self.env._("Handled on its own again. %(reason)s", reason=reason or "")

    def _check_undecided(self):
        """Nothing is taken apart that was put up or decided together."""
        for lead in self.lead_id | self.filtered("member_count"):
            if SUBJECT in lead._get_approval_locks() or lead.state not in UNDECIDED:
                raise UserError(
                    self.env._(
                        "What was put up with %(lead)s is decided for all: have it "
                        "returned first. Once it is decided, “Customer not satisfied” "
                        "takes a complaint out.",
                        lead=lead.number,
                    )
                )

    # ------------------------------------------------------------
    # LIMITS: the work is the lead's, the promises are each one's own
    # ------------------------------------------------------------

    def _get_clock_holder(self, spec):
        if self.lead_id and spec.role == "handler" and spec.stop_event in LED_EVENTS:
            return self.lead_id._get_clock_holder(spec)
        return super()._get_clock_holder(spec)

    def _follow_events(self, vals):
        result = super()._follow_events(vals)
        if "user_id" in vals and (members := self._get_open_members()):
            self.env["complaint.clock.planner"]._follow(members)
        return result

    def _write_guarded(self, vals, reason=False):
        result = super()._write_guarded(vals, reason)
        done = {name: vals[name] for name in WORK_EVENTS if vals.get(name)}
        if done and (members := self._get_open_members()):
            members._write_guarded(done)
        return result

    # ------------------------------------------------------------
    # OFFERED
    # ------------------------------------------------------------

    def _get_offered(self):
        """Open cases that may be about the same matter: of the same lot or product,
        else of the same category; as far as this user reads them."""
        self.ensure_one()
        ready = (
            Domain("state", "in", UNDECIDED)
            & Domain("is_open", "=", True)
            & Domain("company_id", "=", self.company_id.id)
            & Domain("kind", "=", "complaint")
            & Domain("lead_id", "=", False)
            & Domain("member_count", "=", 0)
            & Domain("approval_locks", "=", False)
            & Domain("id", "!=", self.id)
        )
        lines = self.line_ids
        about = Domain("line_ids.product_id", "in", lines.product_id.ids)
        lots = list(filter(None, lines.mapped("lot_name")))
        about |= Domain("line_ids.lot_name", "in", lots)
        found = self.search(ready & about, limit=OFFERED_AT_MOST)
        if self.category_id and len(found) < OFFERED_AT_MOST:
            same = Domain("category_id", "=", self.category_id.id)
            found |= self.search(ready & same, limit=OFFERED_AT_MOST - len(found))
        return found
