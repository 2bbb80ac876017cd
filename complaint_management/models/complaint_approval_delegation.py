from odoo import api, fields, models
from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.fields import Domain

ADMIN = "complaint_management.group_complaint_admin"


class ComplaintApprovalDelegation(models.Model):
    """Who decides for whom while he is away (R-A04). Asked at the moment of the
    decision: nothing is moved, nothing has to be moved back."""

    _name = "complaint.approval.delegation"
    _inherit = ["complaint.guarded.mixin"]
    _description = "Absence"
    _order = "date_from desc, id desc"
    _rec_name = "user_id"

    user_id = fields.Many2one(
        "res.users",
        "Who is away",
        required=True,
        index=True,
        ondelete="cascade",
        default=lambda self: self.env.user,
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    delegate_id = fields.Many2one(
        "res.users",
        "Who decides meanwhile",
        required=True,
        index=True,
        ondelete="cascade",
        domain="[('share', '=', False), ('company_ids', 'in', company_id)]",
        trailed=True,
    )
    date_from = fields.Date(
        "First day", required=True, default=fields.Date.context_today, trailed=True
    )
    date_to = fields.Date("Until", required=True, trailed=True)
    company_id = fields.Many2one(
        "res.company", required=True, default=lambda self: self.env.company
    )
    subject = fields.Selection(
        lambda self: self.env["complaint.approval.subject"]._get_subjects(),
        "Only for",
        trailed=True,
        help="Empty: whatever is to be decided.",
    )
    granted_by_id = fields.Many2one(
        "res.users", "Entered by", readonly=True, guarded=True
    )

    _dates_check = models.Constraint(
        "CHECK (date_to >= date_from)",
        "An absence ends on the day it begins, or later.",
    )
    _other_check = models.Constraint(
        "CHECK (user_id != delegate_id)", "Nobody represents himself."
    )

    @api.constrains("delegate_id", "user_id", "company_id")
    def _check_delegate(self):
        for one in self.sudo():
            user = one.delegate_id
            if not self.env["complaint.role"]._filter_at_work(user, one.company_id):
                raise ValidationError(
                    self.env._(
                        "%(person)s cannot represent anybody: only who works in "
                        "%(company)s can.",
                        person=user.name,
                        company=one.company_id.name,
                    )
                )

    # ------------------------------------------------------------
    # CRUD
    # ------------------------------------------------------------

    @api.model
    def _create_guarded(self, vals_list):
        for vals in vals_list:
            vals["granted_by_id"] = self.env.uid
        absences = super()._create_guarded(vals_list)
        absences._check_own()
        return absences

    def write(self, vals):
        self._check_own()
        result = super().write(vals)
        self._check_own()
        return result

    def unlink(self):
        """Take back an absence that nobody has decided under yet; one that has begun
        is ended instead: set its last day."""
        self._check_own()
        self._check_not_begun()
        return super().unlink()

    def _check_not_begun(self):
        today = fields.Date.context_today(self)
        begun = self.filtered(lambda one: one.date_from <= today)
        if begun:
            raise UserError(
                self.env._(
                    "The absence of %(person)s has begun: it stays on file. Set its "
                    "last day instead.",
                    person=begun[0].user_id.name,
                )
            )

    def _check_own(self):
        """Everybody lends his own turns; the administrator those of all."""
        if self.env.su or self.env.user.has_group(ADMIN):
            return
        if any(one.user_id != self.env.user for one in self):
            raise AccessError(
                self.env._(
                    "You can only say who decides for yourself. The administrator does "
                    "it for others."
                )
            )

    # ------------------------------------------------------------
    # WHO REPRESENTS WHOM
    # ------------------------------------------------------------

    @api.model
    def _get_lent(self, user):
        """The absences in which ``user`` decides for others today."""
        return self._get_today(Domain("delegate_id", "=", user.id))

    @api.model
    def _get_of(self, users):
        """The absences today of ``users``."""
        return self._get_today(Domain("user_id", "in", users.ids))

    @api.model
    def _get_today(self, domain):
        today = fields.Date.context_today(self)
        # who represents somebody may know it
        return self.sudo().search(
            domain & Domain("date_from", "<=", today) & Domain("date_to", ">=", today)
        )
