import ast

from odoo import api, fields, models, tools
from odoo.exceptions import ValidationError

from ..tools.clocks import LimitSpec, Rung
from .complaint_role import ROLES

UNITS = [("hour", "Hours"), ("day", "Days"), ("working_day", "Working days")]

# Events are date columns of the case and of the duty (``duty_…``), in their order.
CASE_EVENTS = [
    ("received_on", "Received"),
    ("registered_on", "Registered"),
    ("acknowledged_on", "Acknowledged to the customer"),
    ("judged_on", "Accepted or not accepted"),
    ("judgement_told_on", "Customer told whether accepted"),
    ("accepted_on", "Accepted"),
    ("handed_over_on", "Handed over to the departments"),
    ("promised_on", "Answer promised to the customer"),
    ("reported_on", "Reported to the top"),
    ("analysed_on", "Analysis on site begun"),
    ("measures_on", "Measures put forward"),
    ("contacted_on", "Customer contacted"),
    ("investigated_on", "Investigated"),
    ("submitted_on", "Submitted for decision"),
    ("approved_on", "Decided"),
    ("answered_on", "Customer answered"),
    ("settled_on", "Carried out"),
    ("confirmed_on", "Confirmed by the customer"),
    ("closed_on", "Closed"),
]
DUTY_EVENTS = [
    ("duty_opened_on", "Duty: asked"),
    ("duty_handled_on", "Duty: person in charge named"),
    ("duty_answered_on", "Duty: answered"),
    ("duty_done_on", "Duty: done"),
]
_EVENTS = [*CASE_EVENTS, *DUTY_EVENTS]
# The way that every case goes, in this order.
_WAY = (
    "received_on",
    "accepted_on",
    "submitted_on",
    "approved_on",
    "settled_on",
    "confirmed_on",
    "closed_on",
)
_FIRST = ("received_on", "registered_on", "duty_opened_on")


class ComplaintPolicyLimit(models.Model):
    """One time limit of a policy: from an event to an event, so much time, for which
    cases, who holds it, and the ladder that is climbed when it is not kept (R-T01,
    R-T03, R-T07)."""

    _name = "complaint.policy.limit"
    _inherit = [
        "complaint.approval.row.mixin",
        "complaint.policy.limit.kept",
        "complaint.setting.mixin",
    ]
    _approval_parent = "policy_id"
    _description = "Time Limit"
    _order = "policy_id, sequence, id"

    name = fields.Char(required=True, translate=True)
    policy_id = fields.Many2one(
        "complaint.policy", required=True, index=True, ondelete="cascade"
    )
    company_id = fields.Many2one(related="policy_id.company_id")
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    subject = fields.Selection(
        [("case", "The case"), ("duty", "Each department's part")],
        "Limit of",
        required=True,
        default="case",
    )
    start_event = fields.Selection(_EVENTS, "Runs from", required=True)
    stop_event = fields.Selection(_EVENTS, "Until", required=True)
    amount = fields.Float("Time allowed", required=True, default=1.0, aggregator=None)
    unit = fields.Selection(UNITS, required=True, default="working_day")
    domain = fields.Char(
        "For which cases", default="[]", help="Empty: for every case of the policy."
    )
    duty_kind = fields.Selection(
        "_selection_duty_kind",
        "Part",
        help="For which part a department has in the case; empty: for each.",
    )
    parent_id = fields.Many2one(
        "complaint.policy.limit",
        "Within",
        copy=False,  # a copied policy links its own (``_nest_limits``)
        index="btree_not_null",
        ondelete="restrict",
        domain="[('policy_id', '=', policy_id), ('id', '!=', id)]",
        help="The limit of which this one is a part: it never ends later.",
    )
    role = fields.Selection(
        ROLES, "Held by", required=True, default="handler", help="Who owes it."
    )
    department_kind = fields.Selection(
        "_selection_department_kind",
        "Department",
        help="Whose head is meant; empty: the department that leads, or is asked.",
    )
    is_promise = fields.Boolean(
        "Promise to the customer",
        help="Shown and counted apart: a case can keep the limit and break the "
        "promise.",
    )
    is_published = fields.Boolean(
        "Told to customers",
        help="Part of the procedure that is published to customers (R-I20).",
    )
    note = fields.Text(
        translate=True, help="For the reader: why it is so, where the policy is silent."
    )
    runs_on = fields.Boolean(
        "Runs while we wait for the customer",
        help="Also where the policy stops the clocks while the customer is asked.",
    )
    rung_ids = fields.One2many("complaint.policy.rung", "limit_id", copy=True)

    _amount_check = models.Constraint(
        "CHECK (amount >= 0)", "A time limit cannot be negative."
    )

    @api.model
    def _selection_department_kind(self):
        field = self.env["hr.department"]._fields["complaint_kind"]
        return field._description_selection(self.env)

    @api.model
    def _selection_duty_kind(self):
        field = self.env["complaint.duty"]._fields["kind"]
        return field._description_selection(self.env)

    # ------------------------------------------------------------
    # CHECKS
    # ------------------------------------------------------------

    @api.constrains("start_event", "stop_event", "subject")
    def _check_events(self):
        for limit in self:
            of_duty = [
                event.startswith("duty_")
                for event in (limit.start_event, limit.stop_event)
            ]
            if limit.start_event == limit.stop_event or limit.stop_event in _FIRST:
                raise ValidationError(
                    self.env._(
                        "“%(limit)s” ends with the event it starts from, or before "
                        "it. Choose a later event as its end.",
                        limit=limit.name,
                    )
                )
            if limit.subject == "case" and any(of_duty):
                raise ValidationError(
                    self.env._(
                        "“%(limit)s” is a limit of the case: choose events of the "
                        "case.",
                        limit=limit.name,
                    )
                )
            if limit.subject == "duty" and not of_duty[1]:
                raise ValidationError(
                    self.env._(
                        "“%(limit)s” is a limit of each department's part: it ends "
                        "with an event of a duty.",
                        limit=limit.name,
                    )
                )

    @api.constrains("start_event", "stop_event")
    def _check_order(self):
        """No limit runs backwards on the way that every case goes."""
        for limit in self:
            events = (limit.start_event, limit.stop_event)
            if all(event in _WAY for event in events) and (
                _WAY.index(events[0]) > _WAY.index(events[1])
            ):
                field = limit._fields["start_event"]
                labels = dict(field._description_selection(self.env))
                raise ValidationError(
                    self.env._(
                        "“%(limit)s” would end before it begins: “%(stop)s” comes "
                        "before “%(start)s”. Exchange the two, or choose others.",
                        limit=limit.name,
                        stop=labels[events[1]],
                        start=labels[events[0]],
                    )
                )

    @api.constrains("amount", "unit", "rung_ids")
    def _check_warnings(self):
        for limit in self:
            limit.rung_ids._check_not_too_early()

    @api.constrains("domain")
    def _check_domain(self):
        cases = self.env["complaint.case"].sudo()  # asked whether, not which
        for limit in self:
            try:
                cases.search_count(limit._get_domain(), limit=1)
            except (ValueError, SyntaxError, TypeError, KeyError) as error:
                raise ValidationError(
                    self.env._(
                        "“For which cases” of “%(limit)s” cannot be read: %(error)s. "
                        "Build the condition with the editor.",
                        limit=limit.name,
                        error=error,
                    )
                ) from error

    @api.constrains("unit", "policy_id")
    def _check_calendar(self):
        """A company whose calendar has no hours keeps no limit in working days."""
        for limit in self.filtered(lambda one: one.unit == "working_day"):
            if company := limit.policy_id.company_id:
                self.env["complaint.worktime"]._get_work_calendar(company)

    @api.constrains("unit", "amount")
    def _check_whole_days(self):
        for limit in self:
            if limit.unit != "hour" and limit.amount != int(limit.amount):
                raise ValidationError(
                    self.env._(
                        "“%(limit)s”: days are counted whole. Use hours for a part of "
                        "a day.",
                        limit=limit.name,
                    )
                )

    @api.constrains("parent_id", "policy_id", "amount", "unit")
    def _check_parent(self):
        if self._has_cycle():
            raise ValidationError(self.env._("A limit cannot lie within itself."))
        for limit in self:
            parent = limit.parent_id
            longer = parent.unit == limit.unit and limit.amount > parent.amount
            if parent and (parent.policy_id != limit.policy_id or longer):
                raise ValidationError(
                    self.env._(
                        "“%(limit)s” does not fit within “%(parent)s”: it must be of "
                        "the same policy and not longer.",
                        limit=limit.name,
                        parent=parent.name,
                    )
                )

    def _get_domain(self):
        return ast.literal_eval((self.domain or "").strip() or "[]")

    # ------------------------------------------------------------
    # WHAT THE PLANNER NEEDS
    # ------------------------------------------------------------

    @api.model
    @tools.ormcache("policy_id")
    def _get_specs(self, policy_id):
        """The limits of a policy, those that hold others before what they hold.

        :return: tuple of ``LimitSpec``
        """
        policy = self.env["complaint.policy"].sudo().browse(policy_id or ())
        limits = policy.with_context(active_test=True).limit_ids
        specs = [limit._get_spec() for limit in limits]
        return tuple(sorted(specs, key=lambda spec: spec.depth))

    @api.model
    @tools.ormcache("limit_id")
    def _get_spec_of(self, limit_id):
        """One limit as the planner needs it."""
        return self.sudo().browse(limit_id)._get_spec()

    def _get_depth(self):
        depth, limit = 0, self
        while limit := limit.parent_id:
            depth += 1
        return depth

    def _get_spec(self):
        return LimitSpec(
            id=self.id,
            subject=self.subject,
            start_event=self.start_event,
            stop_event=self.stop_event,
            amount=self.amount,
            unit=self.unit,
            domain=tuple(self._get_domain()),
            parent_id=self.parent_id.id,
            role=self.role,
            department_kind=self.department_kind or "",
            duty_kind=self.duty_kind or "",
            runs_on=self.runs_on,
            depth=self._get_depth(),
            since=max(filter(None, (self.create_date, self.revived_on)), default=None),
            rungs=tuple(
                Rung(
                    rung.id,
                    rung.moment,
                    rung.amount,
                    rung.unit,
                    rung.role,
                    rung.makes_major,
                    rung.draws_in,
                )
                for rung in self.rung_ids
            ),
        )

    @api.model
    @tools.ormcache("policy_id")
    def _get_followed_fields(self, policy_id):
        """Names of the fields of a case whose change may change its clocks."""
        names = {"policy_id", "user_id", "receiver_id", "state", "reopened_on"}
        for spec in self._get_specs(policy_id):
            names.update((spec.start_event, spec.stop_event))
            if {"judged_on"} & {spec.start_event, spec.stop_event}:
                names.update(("accepted_on", "refused_on", "answered_on"))
            if spec.stop_event == "judgement_told_on":
                names.add("answered_on")
            for leaf in spec.domain:
                if isinstance(leaf, (list, tuple)):
                    names.add(str(leaf[0]).partition(".")[0])
        return frozenset(names)

    @api.depends("name", "amount", "unit")
    def _compute_display_name(self):
        units = dict(self._fields["unit"]._description_selection(self.env))
        for limit in self:
            limit.display_name = (
                f"{limit.name or ''} ({limit.amount:g} {units.get(limit.unit, '')})"
            )
