from odoo import api, fields, models
from odoo.tools import format_date


class ComplaintMonthMixin(models.AbstractModel):
    """What belongs to a month says which, in the reader's words: a day of it would only
    be asked about."""

    _name = "complaint.month.mixin"
    _description = "Belongs to a Month"

    month = fields.Date("Day of the month", required=True)
    month_name = fields.Char("Month", compute="_compute_month_name")

    @api.depends("month")
    @api.depends_context("lang")
    def _compute_month_name(self):
        for one in self:
            one.month_name = format_date(self.env, one.month, date_format="LLLL yyyy")
