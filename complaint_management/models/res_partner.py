from odoo import models
from odoo.exceptions import UserError


class ResPartner(models.Model):
    _name = "res.partner"
    _inherit = ["res.partner", "complaint.counted.mixin"]

    def _get_complaint_counts(self):
        """A company shows the complaints of all its people, a person his own."""
        cases = self.env["complaint.case"]
        counts = {}
        for name in ("partner_id", "commercial_partner_id"):
            rows = cases._read_group([(name, "in", self.ids)], [name], ["__count"])
            counts.update({partner.id: count for partner, count in rows})
        return counts

    def _get_complaint_domain(self):
        return [
            "|",
            ("partner_id", "in", self.ids),
            ("commercial_partner_id", "in", self.ids),
        ]

    def _get_complaint_context(self):
        return {"default_partner_id": self[:1].id}

    def action_open_complaint_archives(self):
        """The archive packages of what they complained about: the customer's file
        (R-S03)."""
        cases = self.env["complaint.case"].search(self._get_complaint_domain())
        return cases.action_open_archives()

    def action_open_complaint_own_data(self):
        """The form that gives this person what is held about him (R-S06)."""
        self.ensure_one()
        return self.env["complaint.own.data"]._get_action(partner_id=self.id)

    def unlink(self):
        """R-S04: who complained stays known as long as the complaint is kept."""
        self._check_no_complaint()
        return super().unlink()

    def _check_no_complaint(self):
        # a colleague who cleans up contacts need not know of complaints
        cases = self.env["complaint.case"].sudo()
        if case := cases.search(self._get_complaint_domain(), limit=1):
            raise UserError(
                self.env._(
                    "%(name)s complained (%(number)s), which is kept. When the time is "
                    "over, an administrator of complaints has the personal data "
                    "erased; archive the contact meanwhile.",
                    name=(case.partner_id & self or case.commercial_partner_id).name,
                    number=case.number,
                )
            )
