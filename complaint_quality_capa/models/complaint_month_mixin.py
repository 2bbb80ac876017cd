from babel.dates import format_skeleton
from odoo import api, fields, models
from odoo.tools.misc import babel_locale_parse, get_lang


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
        locale = babel_locale_parse(get_lang(self.env).code)
        for one in self:
            month = one.month
            one.month_name = month and format_skeleton("yMMMM", month, locale=locale)
