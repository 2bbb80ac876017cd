from odoo import api, models


class CaseHandlingCopy(models.AbstractModel):
    """The handling form as a signed copy: which of how many, who keeps it (R-A07)."""

    _name = "report.complaint_reports.case_handling_copy"
    _inherit = ["report.complaint_reports.case_handling"]
    _description = "Signed copy of the handling form"
    _form_model = "complaint.form.copy"

    @api.model
    def _check_may_print(self, docs):
        """:raises UserError: the approval was taken back: nobody signs that any more"""
        result = super()._check_may_print(docs)
        docs.filtered(lambda copy: copy.state == "void")._check_open()
        return result

    @api.model
    def _get_sheets(self, docs):
        """Who keeps a copy need have no right on the complaint: he learns what was
        decided, and who complained only where he may know it (R-P03)."""
        cases = docs.sudo().case_id
        told = cases.with_env(self.env)._get_told_to_me().sudo()
        sheets = self.sudo()._get_handling_sheets(cases, told)
        return {
            copy: [
                {**sheets[copy.sudo().case_id], "numbered": self._say_copy(copy)},
            ]
            for copy in docs
        }

    def _say_copy(self, copy):
        return self.env._(
            "Copy %(number)s of %(total)s · kept by: %(holder)s",
            number=copy.number,
            total=copy.total,
            holder=copy.holder,
        )

    @api.model
    def _get_number(self, doc):
        return doc.reference
