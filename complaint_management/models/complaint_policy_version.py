from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError

ADMIN = "complaint_management.group_complaint_admin"
SUPERVISOR = "complaint_management.group_complaint_supervisor"
TARGET = ("target", "department_id", "department_kind", "team_id")
VERSION = (
    "name",
    "code",
    "version",
    "valid_from",
    "company_id",
    "feedback_way",
    "repeat_months",
    "pause_for_customer",
    "talks_first",
    "owner_kind",
    "description",
    ("acceptance_test_ids", ("sequence", "name", "on_no", "active")),
    ("authority_ids", ("group_id", "remedy_type_id", "amount")),
    (
        "limit_ids",
        (
            "name",
            "active",
            "subject",
            "start_event",
            "stop_event",
            "amount",
            "unit",
            "domain",
            "duty_kind",
            "role",
            "department_kind",
            "parent_id",
            "is_promise",
            "is_published",
            "note",
            "runs_on",
            # who is told, and when, is as binding as the limit itself (R-T07)
            (
                "rung_ids",
                ("moment", "amount", "unit", "role", "makes_major", "draws_in"),
            ),
        ),
    ),
    (
        "approval_route_ids",
        (
            "name",
            "sequence",
            "active",
            "subject",
            "domain",
            "amount_from",
            "is_either",
            (
                "step_ids",
                (
                    "name",
                    "sequence",
                    "asked",
                    "role",
                    "department_kind",
                    "group_id",
                    "named_user_id",
                    "mode",
                    "quorum",
                    "together",
                    "together_quorum",
                    "days",
                    "unit",
                    "domain",
                    "amount_from",
                    "is_either",
                ),
            ),
        ),
    ),
    (
        "routing_ids",
        (
            "name",
            "sequence",
            "active",
            "domain",
            "adds",
            "step",
            "question",
            *TARGET,
            ("line_ids", ("kind", "step", "question", *TARGET)),
        ),
    ),
)


class ComplaintPolicyVersion(models.AbstractModel):
    """A policy is revised by procedure: the supervisor proposes a version, management
    approves it, it is in force from its date on; the one before stays and rules the
    cases that were opened under it (R-P06)."""

    _name = "complaint.policy.version"
    _inherit = "complaint.approval.mixin"
    _description = "Version of a policy"

    state = fields.Selection(
        [("draft", "Proposed"), ("approved", "In force from its date on")],
        "Status",
        required=True,
        readonly=True,
        default="approved",
        copy=False,
        guarded=True,
        trailed=True,
        help="The first policy of a company is set up by the administrator; once a "
        "version was approved, every further one is.",
    )
    previous_id = fields.Many2one(
        "complaint.policy",
        "Version before",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    proposed_by_id = fields.Many2one(
        "res.users", "Proposed by", readonly=True, copy=False, guarded=True
    )
    is_deciding = fields.Boolean(compute="_compute_is_deciding")

    @api.depends("state", "approval_locks")
    def _compute_is_deciding(self):
        for policy in self:
            policy.is_deciding = policy.state == "draft" and policy.approval_locks

    # ------------------------------------------------------------
    # PROPOSING
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        """Where versions are approved, nobody brings one into force by creating it."""
        for vals in vals_list:
            company_id = vals.get("company_id") or False
            if "state" not in vals and self._is_by_procedure(company_id):
                vals.update(state="draft", proposed_by_id=self.env.uid)
        return super()._create_guarded(vals_list)

    @api.model
    def _is_by_procedure(self, company_id):
        requests = self.env["complaint.approval.request"].sudo()
        granted = requests.search(
            [("subject", "=", "policy_version"), ("state", "=", "granted")]
        )
        policies = self.env["complaint.policy"].sudo().browse(granted.mapped("res_id"))
        return any(policy.company_id.id == company_id for policy in policies.exists())

    def action_new_version(self):
        """Propose the next version of this policy: a copy to be changed (R-P06).

        :raises AccessError: only the supervisor and the administrator propose
        :return: the action that opens it
        """
        self.ensure_one()
        self.check_access("read")
        self._check_may_propose()
        policy = self.sudo()  # the supervisor changes nothing but his proposal
        [vals] = policy.copy_data({"name": policy.name, "version": policy.version + 1})
        vals.update(
            valid_from=fields.Date.context_today(self),
            state="draft",
            previous_id=policy.id,
            proposed_by_id=self.env.uid,
        )
        draft = policy._create_guarded([vals])
        policy.copy_translations(draft)
        draft._relink_purposes(policy)
        return {
            "type": "ir.actions.act_window",
            "res_model": "complaint.policy",
            "res_id": draft.id,
            "view_mode": "form",
        }

    def _relink_purposes(self, previous):
        """What follows a call is a purpose of the same version."""
        pairs = zip(previous.purpose_ids, self.purpose_ids, strict=True)
        copies = {old.id: new for old, new in pairs}
        for purpose in self.purpose_ids:
            purpose.next_id = copies.get(purpose.next_id.id, purpose.next_id)

    def action_request_version(self):
        """Put this version up for approval (R-P06)."""
        self.action_request_approval("policy_version")

    def _check_may_propose(self):
        user = self.env.user
        if not (self.env.su or user.has_group(ADMIN) or user.has_group(SUPERVISOR)):
            raise AccessError(
                self.env._(
                    "The supervisor or the administrator proposes a version of the "
                    "policy."
                )
            )

    # ------------------------------------------------------------
    # APPROVAL
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        return VERSION if subject == "policy_version" else ()

    @api.model
    def _approval_locks(self, subject):
        return super()._approval_locks(subject) | {"active"}

    def _approval_reference(self):
        return self.env._(
            "%(policy)s, version %(number)s", policy=self.name, number=self.version
        )

    def _check_may_request(self, subject):
        self._check_may_propose()
        today = fields.Date.context_today(self)
        for policy in self:
            if policy.state != "draft":
                raise UserError(
                    self.env._(
                        "“%(policy)s” is in force. Propose a new version of it.",
                        policy=policy.name,
                    )
                )
            if policy.valid_from < today:
                raise UserError(
                    self.env._(
                        "A version is in force from today on, or later: no case is "
                        "ruled by it in hindsight."
                    )
                )

    def _approval_done(self, request):
        """In force from its date on. What was in force before is now history: it stays
        as the cases under it know it."""
        self._write_approved({"state": "approved"})
        before = self.search(
            [("company_id", "=", self.company_id.id), ("state", "=", "approved")]
        )
        (before - self)._lock_approval("policy_version")
        self.env.registry.clear_cache()
        self._message_log(
            body=self.env._(
                "Version %(number)s was approved; in force from %(day)s on.",
                number=self.version,
                day=self.valid_from,
            )
        )
        self.env["complaint.policy.reader"]._tell_all(self)
