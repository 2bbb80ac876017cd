from odoo import api, models
from odoo.exceptions import ValidationError
from odoo.tools import format_list


class MailTemplate(models.Model):
    """No mail about something else carries a form of a complaint (R-A06).

    Odoo prints the reports of a template with the ids of whatever the template is
    about: of customer 7 that would be the form of complaint 7.
    """

    _inherit = "mail.template"

    @api.constrains("report_template_ids", "model_id")
    def _check_reports(self):
        self._check_no_complaint_form()

    def _generate_template_attachments(self, res_ids, render_fields, *args, **kwargs):
        """Asked again when it is sent: a report can be given another model."""
        if "report_template_ids" in render_fields:
            self._check_no_complaint_form()
        return super()._generate_template_attachments(
            res_ids, render_fields, *args, **kwargs
        )

    def _check_no_complaint_form(self):
        """:raises ValidationError: mails about something else carry one"""
        gate = self.env["complaint.reply.gate"]
        for template in self.sudo():
            forms = template.report_template_ids.filtered(
                lambda report: gate._is_gated(report.model)
            )
            if forms and not gate._is_gated(template.model):
                raise ValidationError(
                    self.env._(
                        "%(forms)s: a form of a complaint is not sent with mails about "
                        "something else. Use “Reply” on the case.",
                        forms=format_list(self.env, forms.mapped("name")),
                    )
                )
