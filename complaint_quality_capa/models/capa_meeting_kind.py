from ast import literal_eval

from odoo import api, fields, models
from odoo.addons.complaint_management.models.complaint_policy_review import MONTHS
from odoo.addons.complaint_management.models.complaint_post import POSTS
from odoo.addons.complaint_management.models.hr_department import COMPLAINT_KINDS
from odoo.exceptions import ValidationError
from odoo.fields import Domain

from ..tools.meetings import Interval


class CapaMeetingKind(models.Model):
    """A kind of meeting: how often, who organises it, who is invited, what is put on
    its agenda (R-Q09, R-R07)."""

    _name = "capa.meeting.kind"
    _inherit = "complaint.domain.mixin"
    _description = "Kind of Meeting"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
    color = fields.Integer()
    company_id = fields.Many2one("res.company", index="btree_not_null")
    purpose = fields.Text(translate=True)
    frequency = fields.Selection(
        [
            ("free", "When it is called"),
            ("week", "Every week"),
            ("month", "Every month"),
            ("quarter", "Every quarter"),
            ("half_year", "Every half year"),
            ("year", "Every year"),
        ],
        "How often",
        required=True,
        default="free",
    )
    month = fields.Selection(
        MONTHS,
        "Counted from",
        required=True,
        default="1",
        help="June for a half-yearly meeting: June and December.",
    )
    until_day = fields.Integer(
        "Until day",
        help="Of the month: 10 for its first ten days; 0 for its end. Of a week: 1 is "
        "Monday, 0 its last working day.",
    )
    lead_days = fields.Integer("Proposed days ahead", default=7, required=True)
    propose_from = fields.Date(
        "Proposed by itself from",
        help="In every company that has who organises it. Empty: where the policy in "
        "force wants it, from its first day; else it is held when it is called.",
    )
    hour = fields.Float("Begins at", default=9.0)
    duration = fields.Float(default=1.5)
    organiser_kind = fields.Selection(COMPLAINT_KINDS, "Organised by")
    organiser_id = fields.Many2one(
        "hr.department",
        "Organised by (department)",
        index="btree_not_null",
        ondelete="restrict",
        help="Where a company has several of that kind.",
    )
    chair_post = fields.Selection(
        POSTS, "Chaired by", help="Empty: the head of the department that organises it."
    )
    guest_ids = fields.One2many("capa.meeting.guest", "kind_id", "Invited", copy=True)
    domain = fields.Char("Which complaints")
    case_since = fields.Selection(
        [
            ("none", "None"),
            ("received_on", "Received since the last one"),
            ("closed_on", "Closed since the last one"),
        ],
        "Complaints on the agenda",
        required=True,
        default="received_on",
    )
    plan_since = fields.Selection(
        [
            ("none", "None"),
            ("new", "Proposed since the last one"),
            ("open", "All that are open"),
        ],
        "Plans on the agenda",
        required=True,
        default="none",
    )

    with_faults = fields.Boolean(
        "Handling faults on the agenda",
        help="What went wrong in the handling since the last one, kind by kind.",
    )

    _propose_idx = models.Index("(id) WHERE propose_from IS NOT NULL")
    _until_day_check = models.Constraint(
        "CHECK (until_day BETWEEN 0 AND 31)", "A month has days 1 to 31."
    )
    _hour_check = models.Constraint(
        "CHECK (hour >= 0 AND hour < 24 AND duration > 0 AND lead_days >= 0)",
        "A meeting begins between 0 and 24 o'clock, takes some time and is proposed "
        "before it.",
    )

    @api.constrains("propose_from", "frequency", "organiser_kind", "organiser_id")
    def _check_proposed(self):
        for kind in self.filtered("propose_from"):
            if kind.frequency == "free":
                raise ValidationError(
                    self.env._(
                        "“%(kind)s” is held when it is called: say how often, or empty "
                        "“Proposed by itself from”.",
                        kind=kind.name,
                    )
                )
            if not (kind.organiser_kind or kind.organiser_id):
                raise ValidationError(
                    self.env._("Say who organises “%(kind)s”.", kind=kind.name)
                )

    def _get_interval(self):
        return Interval(self.frequency, int(self.month), self.until_day)

    def _get_organiser(self, company):
        """The department that organises it in ``company``, empty where none does."""
        own = self.organiser_id
        if own:
            return own if own.company_id == company else own.browse()
        return self.env["hr.department"]._get_of_kind(self.organiser_kind, company)

    def _get_chair(self, company, department):
        if self.chair_post:
            return self.env["complaint.post"]._get_holder(self.chair_post, company)
        head = department and department._get_head_user()[0]
        return head or self.env["res.users"]

    def _get_guests(self, company):
        """Everybody who is invited in ``company``."""
        users = self.env["res.users"]
        return users.union(*(guest._get_users(company) for guest in self.guest_ids))

    def _get_callers(self, company):
        """Who alone may call it; empty: no such rule."""
        callers = self.guest_ids.filtered("may_call")
        return self.env["res.users"].union(
            *(guest._get_users(company) for guest in callers)
        )

    def _get_case_domain(self, company, since):
        """Complaints that go onto the agenda; ``None`` where none do."""
        if self.case_since == "none":
            return None
        return Domain(literal_eval(self.domain or "[]")) & Domain(
            [("company_id", "=", company.id), (self.case_since, ">=", since)]
        )

    def _get_plan_domain(self, company, since):
        """Plans that go onto the agenda; ``None`` where none do."""
        ours = Domain("company_id", "=", company.id)
        return {
            "none": None,
            "new": ours & Domain("registered_on", ">=", since),
            "open": ours & Domain("is_open", "=", True),
        }[self.plan_since]
