from odoo import models
from odoo.exceptions import UserError


class ComplaintRemedyTogether(models.AbstractModel):
    """One remedy proposed for all who are handled together, each of his own product
    (R-I15). It is proposed on the case of each: carried out, told and counted there."""

    _name = "complaint.remedy.together"
    _inherit = "complaint.remedy.doing"
    _description = "Remedies of a group complaint"

    def action_same_for_members(self):
        """Propose this remedy for each complaint handled together with this one, of the
        product, lot, quantity and order line complained about there; who has one of
        the kind keeps it.

        :raises UserError: nothing is handled together with it, or it is decided
        """
        self.ensure_one()
        self.check_access("write")
        members = self.case_id._get_open_members().sudo(False)
        if not members:
            raise UserError(
                self.env._(
                    "Nothing is handled together with %(case)s.",
                    case=self.case_id.number,
                )
            )
        members._check_may_group()
        has = members.remedy_ids.filtered(
            lambda one: one.type_id == self.type_id and one.state != "cancelled"
        ).case_id
        return self.create([self._prepare_same(member) for member in members - has])

    def _prepare_same(self, member):
        """Values of the same remedy for ``member``."""
        lines = member.line_ids
        same = lines.filtered(lambda one: one.product_id == self.product_id)
        line = (same if self.product_id else lines)[:1] or lines[:1]
        return {
            "case_id": member.id,
            "type_id": self.type_id.id,
            "line_id": line.id,
            "product_id": (line.product_id or self.product_id).id,
            "lot_id": line.lot_id.id,
            "quantity": line.defective_qty or self.quantity,
            "amount": self.amount,
            "note": self._get_note_for_all(),
        }

    def _get_note_for_all(self):
        """Nothing that names the complainant of this case goes to another's."""
        note = self.note or ""
        return False if self.case_id._find_private(note) else note or False
