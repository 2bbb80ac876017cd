from odoo import models
from odoo.addons.base.models.ir_actions_report import _wkhtml

from ..tools.letterhead import MARGINS, put_letterheads_into


class IrActionsReport(models.Model):
    """Our letters and forms have their letterhead with any wkhtmltopdf (R-K01).

    One without patched Qt, as Debian ships it, leaves header and footer out; there they
    are put into the text.
    """

    _inherit = "ir.actions.report"

    def _prepare_html(self, html, report_model=False):
        gate = self.env["complaint.reply.gate"]
        if not gate._is_gated(report_model) or self._has_patched_wkhtmltopdf():
            return super()._prepare_html(html, report_model=report_model)
        prepared = super()._prepare_html(
            put_letterheads_into(html), report_model=report_model
        )
        if not prepared:  # no layout: Odoo prints nothing either
            return prepared
        *parts, arguments = prepared
        return *parts, {**arguments, **MARGINS}

    def _has_patched_wkhtmltopdf(self):
        return _wkhtml().is_patched_qt
