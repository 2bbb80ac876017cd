from odoo import fields, models


class ComplaintWorkday(models.Model):
    """A day that is otherwise than the week says: a public holiday, or a Saturday that
    is worked instead (调休), which Odoo's calendars cannot express (R-T01)."""

    _name = "complaint.workday"
    _inherit = ["complaint.setting.mixin"]
    _description = "Holiday or Make-up Working Day"
    _order = "day desc, id desc"
    _rec_name = "day"

    day = fields.Date(required=True)
    name = fields.Char("Occasion", required=True, translate=True)
    kind = fields.Selection(
        [("off", "Day off"), ("worked", "Worked instead")],
        "What it is",
        required=True,
        default="off",
    )
    company_id = fields.Many2one("res.company", help="Empty: every company.")

    _day_uniq = models.UniqueIndex(
        "(day, COALESCE(company_id, 0))", "This day is on the list already."
    )
