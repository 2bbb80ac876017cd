from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Command, Domain

from ..tools import shares

SUBJECT = "attribution"
STATES = [
    ("draft", "Draft"),
    ("asked", "Being decided"),
    ("agreed", "Decided"),
    ("refused", "Not granted"),
    ("replaced", "Replaced"),
]
# what is signed of each share
SHARE_FIELDS = (
    "area",
    "department_id",
    "employee_id",
    "partner_id",
    "percent",
    "note",
)
# as long as the case is like that, shares are decided with its handling form
_WITH_THE_FORM = ("new", "accepted", "investigating", "deciding")


class ComplaintAttribution(models.Model):
    """Who is answerable for a complaint, in shares that add up, and why (R-R01).

    It is signed with the handling form. What is changed after that is an attribution
    of its own, decided by itself; it replaces the former, which stays to be read.
    """

    _name = "complaint.attribution"
    _inherit = ["complaint.approval.mixin"]
    _description = "Attribution of Responsibility"
    _order = "id desc"
    _check_company_auto = True

    case_id = fields.Many2one(
        "complaint.case",
        "Complaint",
        required=True,
        index=True,
        ondelete="restrict",
        check_company=True,
    )
    company_id = fields.Many2one(
        related="case_id.company_id", store=True, precompute=True, index=True
    )
    state = fields.Selection(
        STATES,
        "Status",
        required=True,
        readonly=True,
        default="draft",
        copy=False,
        guarded=True,
        trailed=True,
    )
    reason = fields.Text(
        "What it rests on", help="What was found, and why it is divided like that."
    )
    share_ids = fields.One2many(
        "complaint.attribution.share", "attribution_id", "Shares", copy=True
    )
    left = fields.Float(
        "Left to 100 %", digits=(5, 2), compute="_compute_left", store=False
    )
    replaces_id = fields.Many2one(
        "complaint.attribution",
        "In the place of",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
        guarded=True,
    )
    agreed_on = fields.Datetime("Decided on", readonly=True, copy=False, guarded=True)
    # stored: rules run from the record to the user
    concerned_ids = fields.Many2many(
        "res.users",
        "complaint_attribution_user_rel",
        "attribution_id",
        "user_id",
        "Those concerned",
        readonly=True,
        copy=False,
        guarded=True,
    )

    _one_agreed = models.UniqueIndex(
        "(case_id) WHERE state = 'agreed'",
        "Responsibility for this complaint is decided already: change that one.",
    )
    _one_open = models.UniqueIndex(
        "(case_id) WHERE state IN ('draft', 'asked')",
        "An attribution of this complaint is being written or decided already.",
    )
    _agreed_idx = models.Index("(company_id, agreed_on) WHERE state = 'agreed'")

    @api.depends("share_ids.percent")
    def _compute_left(self):
        for attribution in self:
            attribution.left = shares.missing(attribution.share_ids.mapped("percent"))

    @api.depends("case_id")
    def _compute_display_name(self):
        for attribution in self:
            number = attribution.sudo().case_id.number
            attribution.display_name = self.env._(
                "Responsibility for %(case)s", case=number or ""
            )

    # ------------------------------------------------------------
    # CRUD: drafts only
    # ------------------------------------------------------------

    def write(self, vals):
        self._check_draft()
        if any(one.case_id.id != vals.get("case_id", one.case_id.id) for one in self):
            raise UserError(self.env._("It stays with the complaint it is about."))
        return super().write(vals)

    # no ondelete method: a context key of the uninstaller's switches those off
    def unlink(self):
        self._check_draft()
        return super().unlink()

    def _check_draft(self):
        if any(one.state != "draft" for one in self.sudo()):
            raise UserError(
                self.env._(
                    "Shares that are being decided, or were, are not changed: “Change "
                    "the shares” puts up new ones, with the reason."
                )
            )

    # ------------------------------------------------------------
    # ACTIONS
    # ------------------------------------------------------------

    def action_share_evenly(self):
        """Divide 100 per cent evenly among the shares of each."""
        for attribution in self:
            attribution.check_access("write")
            rows = attribution.share_ids
            for row, percent in zip(rows, shares.even(len(rows)), strict=True):
                row.percent = percent

    def action_give_in(self):
        """Put the shares up for decision; before the complaint is decided they go with
        its handling form (R-R01).

        :raises UserError: they do not add up, or something is missing
        """
        for attribution in self:
            attribution.check_access("write")
            attribution._check_by_itself()
            attribution._check_complete()
            attribution._write_guarded({"state": "asked"})
            attribution.action_request_approval(SUBJECT, attribution.reason)

    def _check_by_itself(self):
        """Shares have a request of their own once the complaint is decided."""
        case = self.case_id
        if case.state in ("refused", "cancelled"):
            raise UserError(
                self.env._(
                    "%(case)s is “%(state)s”: nobody is answerable for it.",
                    case=case.number,
                    state=case._get_state_label(case.state),
                )
            )
        if not self._is_decided_by_itself():
            raise UserError(
                self.env._(
                    "%(case)s is not decided yet: the shares are decided with its "
                    "handling form. Submit that.",
                    case=case.lead_number or case.number,
                )
            )

    def _is_decided_by_itself(self):
        """Whether the handling form is signed already, so that shares do not go with
        it any more."""
        return self.case_id.state not in _WITH_THE_FORM

    def action_change(self):
        """Put up other shares in the place of these: a draft with the same shares.

        :return: the action that opens the draft
        :raises UserError: these are not the ones that count
        """
        self.ensure_one()
        self.check_access("read")
        if self.state != "agreed":
            raise UserError(
                self.env._("Only the shares that were decided last are changed.")
            )
        draft = self.create({"case_id": self.case_id.id})
        draft._write_guarded({"replaces_id": self.id})
        draft.share_ids = [
            Command.create(row._prepare_copy()) for row in self.share_ids
        ]
        return draft._get_form_action()

    def action_open_approval(self):
        """Who decides, what was signed."""
        self.ensure_one()
        return self.action_open_approvals()

    def _get_form_action(self):
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Responsibility"),
            "res_model": self._name,
            "view_mode": "form",
            "res_id": self.id,
        }

    # ------------------------------------------------------------
    # WHAT IS MISSING
    # ------------------------------------------------------------

    def _check_complete(self):
        for attribution in self:
            if faults := attribution._get_faults():
                raise UserError("\n".join(faults))

    def _get_faults(self):
        """What keeps these shares from being decided, as sentences (R-R01)."""
        self.ensure_one()
        if not self.share_ids:
            return [self.env._("Say who is answerable, in shares.")]
        faults = self.share_ids._get_faults()
        if self.left:
            faults.append(
                self.env._(
                    "The shares add up to %(sum)s %%, not to 100 %%.",
                    sum=f"{100 - self.left:g}",
                )
            )
        if not (self.reason or "").strip():
            faults.append(self.env._("Say what the shares rest on."))
        if self.replaces_id and not self._differs():
            faults.append(self.env._("These are the shares that count already."))
        return faults

    def _differs(self):
        mine, theirs = (
            sorted(str(row._prepare_copy(ids_only=True)) for row in one.share_ids)
            for one in (self, self.replaces_id)
        )
        return mine != theirs

    # ------------------------------------------------------------
    # DECISION
    # ------------------------------------------------------------

    @api.model
    def _approval_fields(self, subject):
        if subject == SUBJECT:
            return ("case_id", "reason", ("share_ids", SHARE_FIELDS))
        return super()._approval_fields(subject)

    def _check_may_request(self, subject):
        result = super()._check_may_request(subject)
        if any(one.state != "asked" for one in self):
            raise UserError(self.env._("Give the shares in."))
        return result

    def _approval_done(self, request):
        result = super()._approval_done(request)
        self._agree()
        return result

    def _approval_refused(self, request):
        result = super()._approval_refused(request)
        self._write_approved({"state": "refused"})
        return result

    def _approval_returned(self, request):
        result = super()._approval_returned(request)
        if self.state == "asked":
            self._write_approved({"state": "draft"})
        return result

    def _agree(self):
        """These shares count from now on; those that they replace stay to be read."""
        now = fields.Datetime.now()
        for attribution in self:
            former = attribution._get_agreed(attribution.case_id)
            former._write_approved({"state": "replaced"})
            former.flush_recordset(["state"])  # the index looks at each row alone
            people = attribution.share_ids._get_concerned()
            attribution._write_approved(
                {
                    "state": "agreed",
                    "agreed_on": now,
                    "replaces_id": former.id,
                    "concerned_ids": [Command.set(people.ids)],
                }
            )
            attribution.flush_recordset(["state"])

    def _follow_case(self, before, target):
        """What a step of the case means for shares that are not decided yet."""
        if target == "deciding" and self.state == "draft":
            self._write_approved({"state": "asked"})
        elif target == "approved" and self.state == "asked":
            self._agree()
        elif before == "deciding" and self.state == "asked":
            self._write_approved({"state": "draft"})

    @api.model
    def _get_agreed(self, cases):
        """The attributions that count for ``cases``."""
        return self.search(
            Domain("case_id", "in", cases.ids) & Domain("state", "=", "agreed")
        )
