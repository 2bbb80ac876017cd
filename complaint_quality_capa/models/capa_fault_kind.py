from odoo import fields, models


class CapaFaultKind(models.Model):
    """What goes wrong in the handling of complaints (R-Q13); a setting."""

    _name = "capa.fault.kind"
    _description = "Kind of Handling Fault"
    _order = "sequence, id"

    name = fields.Char(required=True, translate=True)
    sequence = fields.Integer(default=10)
    active = fields.Boolean(default=True)
