from odoo import models


class ComplaintSuccession(models.TransientModel):
    _inherit = "complaint.succession"

    def _hand_over_summary(self, name, records):
        """Summaries to hand in, and weak points and proposals to follow."""
        records._write_guarded({name: self.successor_id.id}, self.reason)
        records._follow_succession(self.user_id)

    def _hand_over_summary_point(self, name, records):
        self._hand_over_summary(name, records)
