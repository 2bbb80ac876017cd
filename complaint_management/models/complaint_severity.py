from odoo import fields, models


class ComplaintSeverity(models.Model):
    """How grave a complaint is (R-I07); the names and their order are the company's."""

    _name = "complaint.severity"
    _description = "Complaint Severity"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10, help="The gravest comes last.")
    color = fields.Integer()
    active = fields.Boolean(default=True)
