from odoo import api, fields, models, tools
from odoo.exceptions import UserError

from .hr_department import COMPLAINT_KINDS

# What a version decides on besides what it did first (R-P06).
VERSION = (
    "retention_years",
    "progress_days",
    "unsatisfied_to_market",
    "needs_quality_specialist",
    "solved_confirmed_by",
    (
        "review_ids",
        ("name", "frequency", "month", "until_day", "department_kind", "audience"),
    ),
)


class ComplaintPolicy(models.Model):
    """The company's written policy as a record. A case keeps the policy, and so the
    version, that it was opened under (R-P01).

    A company's own policy comes before one of a parent company, and that before one
    that all companies share; of several the one with the latest date that has begun.
    """

    _name = "complaint.policy"
    _inherit = [
        "complaint.setting.mixin",
        "complaint.policy.settlement",  # on the versions
        "complaint.policy.change",
        "complaint.policy.told",
        "mail.thread",
    ]
    _description = "Complaint Policy"
    _order = "valid_from desc, id desc"

    name = fields.Char(required=True, translate=True, tracking=True)
    code = fields.Char("Profile", help="Letter of the ready-made profile it is of.")
    version = fields.Integer(default=1, required=True, tracking=True)
    valid_from = fields.Date(
        "Valid from",
        required=True,
        default=fields.Date.context_today,
        tracking=True,
    )
    company_id = fields.Many2one(
        "res.company", index=True, help="Empty: every company without one of its own."
    )
    active = fields.Boolean(default=True, tracking=True)
    feedback_way = fields.Selection(
        [
            ("answer", "Answered and confirmed at once"),
            ("investigate", "Investigated first"),
        ],
        "Feedback that is no complaint",
        required=True,
        default="answer",
        tracking=True,
    )
    repeat_months = fields.Integer(
        "Months looked back for repeats",
        default=12,
        required=True,
        help="A case of the same complainant about the same thing repeats an earlier "
        "one that is not older.",
        tracking=True,
    )
    acceptance_test_ids = fields.One2many(
        "complaint.acceptance.test", "policy_id", "Acceptance tests", copy=True
    )
    authority_ids = fields.One2many(
        "complaint.policy.authority", "policy_id", "Authority to settle", copy=True
    )
    limit_ids = fields.One2many(
        "complaint.policy.limit", "policy_id", "Time limits", copy=True
    )
    pause_for_customer = fields.Boolean(
        "Clocks stop while we wait for the customer",
        tracking=True,
        help="Where it is off, the wait is shown and the limits run on.",
    )
    progress_days = fields.Integer(
        "Days between progress reports",
        tracking=True,
        help="Until he has the answer the complainant hears that often how far it is; "
        "0: no reports.",
    )
    unsatisfied_to_market = fields.Boolean(
        "Not satisfied: form and sample to the market department",
        tracking=True,
        help="Who takes it up again says how product and sample were secured.",
    )
    talks_first = fields.Boolean(
        "Remedies are talked over with the customer first",
        tracking=True,
        help="The handling form is put up for decision with his answer to it.",
    )
    needs_quality_specialist = fields.Boolean(
        "A quality specialist investigates quality cases",
        tracking=True,
        help="One of the quality department is named before it is put up for decision.",
    )
    solved_confirmed_by = fields.Selection(
        [
            ("branch", "Branch, else market department"),
            ("business", "Business department"),
            ("receiver", "First receiver"),
        ],
        "Confirms that it is solved",
        tracking=True,
        help="Who faces the customer: checks before the complaint is closed. Empty: "
        "nobody is asked.",
    )
    owner_kind = fields.Selection(
        COMPLAINT_KINDS,
        "Owner department",
        tracking=True,
        help="The department that sees every case of the company, chases what is late "
        "and archives.",
    )
    retention_years = fields.Integer(
        "Kept for years",
        default=3,
        required=True,
        tracking=True,
        help="Cases are kept at least so long after they were closed (R-S04).",
    )
    review_ids = fields.One2many(
        "complaint.policy.review", "policy_id", "Reviews", copy=True
    )
    approval_route_ids = fields.One2many(
        "complaint.approval.route", "policy_id", "Approval routes", copy=True
    )
    routing_ids = fields.One2many(
        "complaint.routing", "policy_id", "Routing rules", copy=True
    )
    purpose_ids = fields.One2many(
        "complaint.call.purpose", "policy_id", "Purposes of calls", copy=True
    )
    profile_keys = fields.Json(
        "Taken from the profile",
        readonly=True,
        copy=False,
        help="Names of what was loaded; what the company deleted stays deleted.",
    )
    description = fields.Html(translate=True)

    _repeat_months_check = models.Constraint(
        "CHECK (repeat_months > 0)", "Look back at least one month for repeats."
    )

    _progress_days_check = models.Constraint(
        "CHECK (progress_days >= 0)", "Days between reports cannot be negative."
    )

    _retention_check = models.Constraint(
        "CHECK (retention_years >= 3)", "Cases are kept for at least three years."
    )

    @api.model
    def _approval_fields(self, subject):
        names = super()._approval_fields(subject)
        return (*names, *VERSION) if subject == "policy_version" else names

    # ------------------------------------------------------------
    # A RUNNING CASE KEEPS ITS POLICY
    # ------------------------------------------------------------

    def write(self, vals):
        if "active" in vals and not vals["active"]:
            self._check_rules_nothing([("is_open", "=", True)])
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_rules_nothing([])
        return super().unlink()

    def _check_rules_nothing(self, which):
        """Raise when complaints were opened under these policies.

        :param list which: domain of the complaints that count
        """
        # whoever sets up policies need not read every complaint
        cases = self.env["complaint.case"].sudo().with_context(active_test=False)
        ruled = cases.search([("policy_id", "in", self.ids), *which], limit=1)
        if not ruled:
            return
        policy = ruled.policy_id.name
        if which:
            raise UserError(
                self.env._(
                    "“%(policy)s” rules open complaints to their end (%(number)s is "
                    "one). Put another policy into force from a date on; archive this "
                    "one when they are closed.",
                    policy=policy,
                    number=ruled.number,
                )
            )
        raise UserError(
            self.env._(
                "Complaints were handled under “%(policy)s” (%(number)s is one): it is "
                "kept with them. Archive it once they are closed.",
                policy=policy,
                number=ruled.number,
            )
        )

    # ------------------------------------------------------------
    # COPIES
    # ------------------------------------------------------------

    def copy(self, default=None):
        copies = super().copy(default)
        for policy, new in zip(self, copies, strict=True):
            policy._nest_limits(new)
        return copies

    def action_new_version(self):
        """Propose the next version of this policy, its parts within their wholes."""
        action = super().action_new_version()
        # the supervisor proposes, and may write what he proposes
        self.sudo()._nest_limits(self.sudo().browse(action["res_id"]))
        return action

    def _nest_limits(self, new):
        """Limits of the copy ``new`` lie within each other as here."""
        pairs = dict(zip(self.limit_ids, new.limit_ids, strict=False))
        for limit, copied in pairs.items():
            if limit.parent_id in pairs:
                copied.parent_id = pairs[limit.parent_id]

    # ------------------------------------------------------------
    # WHICH ONE
    # ------------------------------------------------------------

    @api.model
    @tools.ormcache("policy_id")
    def _get_progress_days(self, policy_id):
        """How often the complainant hears how far it is; 0 for never (R-K03)."""
        return self.sudo().browse(policy_id or ()).progress_days or 0

    @api.model
    def _get_for(self, company, day):
        """The policy in force in ``company`` on ``day``.

        :raises UserError: never: an empty record set means that there is none
        """
        return self.browse(self._get_id_for(company.id, day))

    @api.model
    @tools.ormcache("company_id", "day")
    def _get_id_for(self, company_id, day):
        company = self.env["res.company"].sudo().browse(company_id)
        lineage = [int(part) for part in company.parent_path.split("/")[:-1]]
        found = self.sudo().search(
            [
                ("company_id", "in", [*lineage, False]),
                ("valid_from", "<=", day),
                ("state", "=", "approved"),
            ]
        )
        ranks = {company_id: rank for rank, company_id in enumerate(lineage)}
        nearest = found.sorted(
            lambda policy: ranks.get(policy.company_id.id, -1), reverse=True
        )
        return nearest[:1].id

    @api.model
    @tools.ormcache("policy_id")
    def _get_test_ids(self, policy_id):
        """Ids of the acceptance tests of ``policy_id``; every form asks for them."""
        policy = self.sudo().with_context(active_test=True).browse(policy_id or ())
        return policy.acceptance_test_ids._ids

    @api.model
    @tools.ormcache("policy_id")
    def _get_repeat_months(self, policy_id):
        """How far back ``policy_id`` looks for repeats; without a policy a year."""
        return self.sudo().browse(policy_id or ()).repeat_months or 12

    @api.model
    @tools.ormcache("policy_id", "company_id")
    def _get_owner_id(self, policy_id, company_id):
        """The department of ``company_id`` that owns the cases of ``policy_id``
        (R-D12); every registration asks for it."""
        kind = self.sudo().browse(policy_id or ()).owner_kind
        if not kind:
            return False
        company = self.env["res.company"].sudo().browse(company_id)
        return self.env["hr.department"]._get_of_kind(kind, company).id
