from odoo import api, fields, models
from odoo.fields import Domain

from .complaint_approval_deciding import DECISIONS


class ComplaintApprovalMine(models.AbstractModel):
    """Who may decide a turn: the one answer, to the list “waiting for me” and to the
    decision itself (R-A04)."""

    _name = "complaint.approval.mine"
    _description = "Who may decide a turn"

    is_mine = fields.Boolean(
        "Waits for me", compute="_compute_is_mine", search="_search_is_mine"
    )

    @api.model
    def _get_asked_domain(self):
        """The turns that this user may decide now: his own, those of his groups, and
        those lent to him by who is away. Asked at the moment; nothing is stored."""
        user = self.env.user
        asked = self._get_asked_of(user)
        for absence in self.env["complaint.approval.delegation"]._get_lent(user):
            asked |= self._get_lent_domain(absence)
        own = Domain("exclude_requester", "=", False) | Domain(
            "requested_by_id", "!=", user.id
        )
        here = Domain("company_id", "in", user._get_company_ids())
        return Domain("state", "=", "open") & asked & own & here

    @api.model
    def _get_asked_of(self, user):
        """What is asked of ``user`` himself: by name, or as a member of a group that he
        has not signed for yet."""
        signed = Domain("principal_id", "=", user.id)
        signed &= Domain("decision", "in", DECISIONS)
        return Domain("user_id", "=", user.id) | (
            Domain("group_id", "in", user._get_group_ids())
            # whoever reads: what somebody signed is asked of the turns themselves
            & Domain("signature_ids", "not any!", signed)
        )

    @api.model
    def _get_lent_domain(self, absence):
        """What is asked of who is away, by whatever kind of step; a group's seat is
        his while he works in the company and did not put it up himself."""
        user = absence.user_id
        asked = Domain("user_id", "=", user.id)
        if user.active:
            seat = self._get_asked_of(user) & Domain("group_id", "!=", False)
            seat &= Domain("company_id", "in", user._get_company_ids())
            seat &= Domain("exclude_requester", "=", False) | Domain(
                "requested_by_id", "!=", user.id
            )
            asked |= seat
        lent = asked & Domain("may_delegate", "=", True)
        lent &= Domain("company_id", "child_of", absence.company_id.id)
        if absence.subject:
            lent &= Domain("subject", "=", absence.subject)
        return lent

    @api.depends("state", "user_id", "group_id")
    @api.depends_context("uid")
    def _compute_is_mine(self):
        mine = self._filter_mine()
        for turn in self:
            turn.is_mine = turn in mine

    def _search_is_mine(self, operator, value):
        if operator != "in":
            return NotImplemented
        return self._get_asked_domain()

    def _filter_mine(self):
        """Those of these turns that this user may decide now."""
        # who may act is asked of the turns themselves, whatever their reader may read
        found = self.sudo().search(
            Domain("id", "in", self.ids) & self._get_asked_domain()
        )
        return self.browse(found.ids)

    def _get_principal(self):
        """For whom this user decides: himself, or who lent him his turn. Of a group he
        signs for himself first, then for each who is away (R-A04)."""
        turn, user = self.sudo(), self.env.user
        if turn.asked != "group" or not turn.group_id:
            return turn.user_id
        if turn.filtered_domain(turn._get_asked_of(user)):
            return user
        for absence in self.env["complaint.approval.delegation"]._get_lent(user):
            if turn.filtered_domain(turn._get_lent_domain(absence)):
                return absence.user_id
        return user
