from odoo import api, fields, models
from odoo.exceptions import UserError


class ComplaintSeverity(models.Model):
    """How grave a complaint is (R-I07); the names and their order are the company's."""

    _name = "complaint.severity"
    _description = "Complaint Severity"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The gravest comes last.")
    color = fields.Integer()
    active = fields.Boolean(default=True)

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        used = (
            self.env["complaint.assessment"]
            .sudo()
            .search([("severity_id", "in", self.ids)], limit=1)
        )
        if used:
            raise UserError(
                self.env._(
                    "Complaints were assessed as “%(severity)s”, it cannot be deleted. "
                    "Archive it: it is no longer offered, complaints keep it.",
                    severity=used.severity_id.name,
                )
            )
