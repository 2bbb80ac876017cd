from odoo import api, models

from ..tools.marking import mark


class IrActionsReport(models.Model):
    """Internal forms are known again when somebody sends the file (R-A06)."""

    _inherit = "ir.actions.report"

    @api.model
    def _render_qweb_pdf(self, report_ref, res_ids=None, data=None):
        content, kind = super()._render_qweb_pdf(report_ref, res_ids, data)
        if kind == "pdf" and self._is_internal_form(report_ref):
            content = mark(content)
        return content, kind

    def _is_internal_form(self, report_ref):
        form = self._get_rendering_context_model(self._get_report(report_ref))
        return form is not None and getattr(form, "_is_internal", False)
