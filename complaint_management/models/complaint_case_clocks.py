from collections import defaultdict

from odoo import api, fields, models

from ..tools.case_arrows import FINAL_STATES
from .complaint_policy_limit import CASE_EVENTS


class ComplaintCaseClocks(models.AbstractModel):
    """What a case owes by when: its clocks, the earliest on the case itself (R-T08)."""

    _name = "complaint.case.clocks"
    _inherit = [
        "complaint.clocked.mixin",
        "complaint.extendable.mixin",
        "complaint.case.major",
    ]
    _description = "Clocks of a case"
    _clock_subject = "case"

    due_on = fields.Datetime(
        "Due",
        readonly=True,
        copy=False,
        guarded=True,
        help="The earliest limit that runs.",
    )
    next_limit_id = fields.Many2one(
        "complaint.policy.limit",
        "Next limit",
        readonly=True,
        copy=False,
        guarded=True,
        help="The limit that falls due next.",
    )
    told_user_ids = fields.Many2many(
        "res.users",
        "complaint_case_told_rel",
        "case_id",
        "user_id",
        "Told of its limits",
        readonly=True,
        copy=False,
        guarded=True,
        help="They stand above who is in charge, and may read the case.",
    )
    has_clocks = fields.Boolean(readonly=True, copy=False, guarded=True)
    pause_id = fields.Many2one(
        "complaint.pause",
        "Waiting for the customer",
        readonly=True,
        copy=False,
        guarded=True,
    )
    is_waiting = fields.Boolean(
        "Waits for the customer",
        compute="_compute_is_waiting",
        store=True,
        precompute=True,
    )
    pause_count = fields.Integer(readonly=True, copy=False, guarded=True)
    region = fields.Selection(
        [("home", "At home"), ("abroad", "Abroad")],
        "Market",
        compute="_compute_region",
        store=True,
        precompute=True,
        readonly=False,
        trailed=True,
        help="Limits differ at home and abroad: of the branch, else by the customer's "
        "country.",
    )

    _waiting_idx = models.Index("(received_on DESC, id DESC) WHERE is_waiting IS TRUE")
    _due_idx = models.Index("(due_on, id) WHERE is_open IS TRUE")

    @api.depends("pause_id")
    def _compute_is_waiting(self):
        for case in self:
            case.is_waiting = bool(case.pause_id)

    @api.depends("branch_id", "partner_id")
    def _compute_region(self):
        """Once, when branch or customer are named: a customer who moves later moves no
        limit."""
        for case in self:
            branch = case.branch_id.sudo()
            country = case.partner_id.sudo().country_id
            home = country and case.company_id.sudo().country_id
            abroad = home and home != country
            case.region = (
                branch.complaint_region if branch else "abroad" if abroad else "home"
            )

    # ------------------------------------------------------------
    # FOR THE PLANNER
    # ------------------------------------------------------------

    def _get_clocked_cases(self):
        return self

    def _get_event_fields(self):
        limits = self.env["complaint.policy.limit"]
        return frozenset().union(
            {"policy_id"},
            *(limits._get_followed_fields(policy.id) for policy in self.policy_id),
        )

    def _get_events(self):
        """Moment of each event that a limit can name; ``None`` where it did not
        happen."""
        events = {name: self[name] or None for name, _label in CASE_EVENTS}
        # settled on the spot, or answered at once: he was told with that
        events["judgement_told_on"] = events["judgement_told_on"] or self.answered_on
        return events

    def _get_ended_on(self):
        return self.closed_on

    def _get_cut_on(self, spec):
        """That it is not accepted ends no limit to tell the complainant so (R-T02)."""
        told = spec.stop_event == "judgement_told_on"
        return self.cancelled_on or (not told and self.refused_on)

    def _is_limited_by(self, spec):
        """Whether a limit is for this case (its condition holds)."""
        return not spec.domain or bool(self.filtered_domain(list(spec.domain)))

    def _get_clock_calendar(self):
        """The working calendar to count by; the company's where it is empty."""
        return self.env["resource.calendar"]

    def _get_clock_department(self, spec):
        """The department whose people hold the clock of ``spec``."""
        if not spec.department_kind:
            return self.department_id
        kind = spec.department_kind
        lead = self.department_id
        # the plant that made it, where it leads (R-D13)
        near = lead if kind in lead._get_kinds() else self.branch_id
        return self.env["hr.department"]._get_of_kind(kind, self.company_id, near)

    def _get_clock_holder(self, spec):
        """Who owes it now: the role of the limit, or the next one up."""
        roles = {"handler": self.user_id, "receiver": self.receiver_id}
        if roles.get(spec.role):
            return roles[spec.role]
        return self.env["complaint.role"]._find_up(
            spec.role, self, self._get_clock_department(spec)
        )[0]

    def _prepare_clock_link(self):
        return {}

    # ------------------------------------------------------------
    # READ IN ONE GO FOR MANY CASES
    # ------------------------------------------------------------

    def _get_clocks_by_record(self):
        """The clocks of these cases, by case or duty."""
        clocks = self.env["complaint.clock"].sudo()
        found = defaultdict(clocks.browse)
        cases = self.filtered("has_clocks")
        if cases:
            clocks = clocks.search([("case_id", "in", cases.ids)])
            # what one needs is read for all
            found.update(clocks.grouped(lambda clock: clock._get_record()))
        return found

    def _get_clocked_records(self):
        """The records of each case that limits can be of: itself, its duties."""
        found = {case: [case] for case in self}
        specs = self.env["complaint.policy.limit"]._get_specs
        with_duties = self.filtered(
            lambda case: (
                case.has_clocks
                or any(spec.subject == "duty" for spec in specs(case.policy_id.id))
            )
        )
        for duty in with_duties._get_duties():
            found[duty.case_id].append(duty)
        return found

    def _get_duties(self):
        # of what was just registered it is known that nobody was asked yet
        return self.sudo().duty_ids

    def _get_pauses(self):
        """Pairs of since and until by case; none where the policy lets clocks run."""
        found = defaultdict(list)
        paused = self.filtered(
            lambda case: case.pause_count and case.policy_id.pause_for_customer
        )
        pauses = self.env["complaint.pause"].sudo()
        for pause in pauses.search([("case_id", "in", paused.ids)]) if paused else ():
            found[pause.case_id].append((pause.since, pause.until or None))
        return found

    def _refresh_due(self, known):
        """Keep the earliest running limit on the case itself and on each of its
        duties, for lists."""
        by_case = defaultdict(self.env["complaint.clock"].sudo().browse)
        for record, clocks in known.items():
            by_case[record._get_clocked_cases()] |= clocks
            if record._clock_subject == "duty":
                record._refresh_own_due(clocks)
        for case in self:
            running = by_case[case].filtered("is_running")
            due = running.filtered("due_on").sorted(
                lambda clock: (clock.due_on, clock.id)
            )
            vals = {
                "due_on": due[:1].due_on,
                "next_limit_id": (due or running)[:1].limit_id.id,
                "has_clocks": bool(by_case[case]),
            }
            now = (case.due_on, case.next_limit_id.id, case.has_clocks)
            if now != tuple(vals.values()):
                case._write_guarded(vals)

    # ------------------------------------------------------------
    # WAITING FOR THE CUSTOMER
    # ------------------------------------------------------------

    def action_wait_for_customer(self, reason=False):
        """Wait for what the customer is asked (R-I10); without a reason a form asks.

        :param str reason: what he is asked
        """
        self.ensure_one()
        self._check_may_tell()
        if not reason:
            return self.env["complaint.wait"]._get_action(self)
        # who may tell that we wait may not write what stops the clocks
        self.env["complaint.pause"].sudo()._begin(self.sudo(), reason)

    def action_stop_waiting(self):
        """The customer answered, or is not waited for any longer."""
        self._check_may_tell()
        self.sudo().pause_id._end()

    def _end_waiting(self):
        """A case that ends waits for nobody."""
        waiting = self.filtered("pause_id")
        if waiting:
            waiting.sudo().pause_id._end()

    def _write_guarded(self, vals, reason=False):
        result = super()._write_guarded(vals, reason)
        if vals.get("state") in FINAL_STATES:
            self._end_waiting()
        return result

    # ------------------------------------------------------------
    # LOOKING AT IT
    # ------------------------------------------------------------

    @api.readonly
    def get_clocks(self):
        """Every limit of this case and how it stands, for the clock widget (R-T08).

        :return: dict with ``clocks`` (parts under their whole), ``waits`` and
            ``stops`` (whether waiting stops the limits)
        """
        self.ensure_one()
        self.check_access("read")
        clocks = self.env["complaint.clock"].sudo()
        face = self.env["complaint.clock.face"]
        found = clocks.search([("case_id", "=", self.id), ("state", "!=", "void")])
        return {
            "clocks": face._get_faces(found, self),
            "waits": face._get_waits(self) if self.sudo().pause_count else [],
            "stops": self.sudo().policy_id.pause_for_customer,
        }
