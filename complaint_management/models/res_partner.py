from odoo import models


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
