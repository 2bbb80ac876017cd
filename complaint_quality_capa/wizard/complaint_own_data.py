from odoo import models
from odoo.addons.complaint_management.models.complaint_own_data_builder import GONE
from odoo.fields import Domain
from odoo.tools import email_normalize


class ComplaintOwnData(models.TransientModel):
    _inherit = "complaint.own.data"

    def _find_letters(self):
        """R-S06: … and the notices of recalls that went to him. Those of the firm that
        he works for are its own."""
        key = email_normalize(self.email or "")
        mine = Domain("recall_partner_id", "=", self.partner_id.id)
        domain = mine if self.partner_id else Domain.FALSE
        if key:
            domain |= Domain("email_normalized", "=", key)
        domain &= Domain([("recall_id", "!=", False), ("state", "in", GONE)])
        # which he is given is asked above: an officer, of the companies he works in
        notices = self.env["complaint.reply"].sudo()
        domain &= Domain("company_id", "in", self.env.companies.ids)
        return super()._find_letters() | notices.search(domain, order="id")
