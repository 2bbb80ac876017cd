from odoo import fields, models


class ResCompany(models.Model):
    _inherit = "res.company"

    warning_window = fields.Integer(
        "Days of the recent window",
        default=28,
        required=True,
        help="These days are compared with those before.",
    )
    warning_past = fields.Integer(
        "Windows of the past",
        default=12,
        required=True,
        help="So many windows before it are its past; fewer where records are young.",
    )
    warning_false_share = fields.Float(
        "False alarms (%)",
        default=5.0,
        required=True,
        digits=(5, 2),
        help="Of a hundred early warnings so many may be chance.",
    )
    warning_minimum = fields.Integer(
        "Least number of complaints",
        default=3,
        required=True,
        help="Fewer in the recent window are no early warning.",
    )
    warning_risk_days = fields.Integer(
        "Days after delivery",
        default=90,
        required=True,
        help="So long after its delivery a unit may be complained about.",
    )

    _warning_check = models.Constraint(
        "CHECK (warning_window BETWEEN 7 AND 92 AND warning_past BETWEEN 3 AND 60 "
        "AND warning_minimum >= 2 AND warning_risk_days BETWEEN 1 AND 3650 "
        "AND warning_false_share > 0 AND warning_false_share <= 50)",
        "Early warning: a window of 7 to 92 days, 3 to 60 windows of the past, at "
        "least 2 complaints, 1 to 3650 days after delivery, false alarms above 0 and "
        "up to 50 %.",
    )
